// Both procedures through the real window on a practice room, first with the mouse alone, then with the
// keyboard alone.
#include "core/ceremony/builtin.h"
#include "core/ceremony/replay.h"
#include "core/log/verify.h"
#include "tests/journeys/participant.h"
#include "tests/memory_dir.h"
#include "tests/test_main.h"
#include "ui/certificate_dialog.h"
#include "ui/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>

using namespace keyrite;
using namespace keyrite::test;

class WindowTest : public QObject
{
    Q_OBJECT

    // The restored key signs a certificate request, by the process that the key page starts.
    static void requestCertificate(const app::Desktop& desktop)
    {
        const registry::Registry& registry = desktop.room().registry;
        ui::CertificateDialog dialog(registry.keys.begin()->second, registry.room, desktop.room().folder,
                                     nullptr);
        const QSignalSpy made(&dialog, &ui::CertificateDialog::made);
        const QSignalSpy refused(&dialog, &ui::CertificateDialog::refused);
        dialog.show();
        QTest::keyClicks(dialog.findChild<QLineEdit*>(), QStringLiteral("CN=Vault 1,O=Example AG,C=CH"));
        Participant::buttonSaying(dialog, QStringLiteral("Sign the request"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(made.count() + refused.count() == 1, 30000);
        QVERIFY2(refused.isEmpty(), refused.isEmpty() ? "" : qPrintable(refused.front().front().toString()));
        QVERIFY(
            made.front().front().toString().startsWith(QLatin1String("-----BEGIN CERTIFICATE REQUEST-----")));
    }

private Q_SLOTS:
    void bothProceduresWith_data()
    {
        QTest::addColumn<int>("hand");
        QTest::newRow("the mouse alone") << static_cast<int>(Hand::Mouse);
        QTest::newRow("the keyboard alone") << static_cast<int>(Hand::Keyboard);
    }

    void bothProceduresWith()
    {
        QFETCH(int, hand);
        const MemoryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        {
            app::Desktop desktop(home.path().toStdString());
            desktop.window().resize(1366, 768);
            const QSignalSpy opened(&desktop, &app::Desktop::roomOpened);
            const QSignalSpy failed(&desktop, &app::Desktop::failed);
            desktop.openPractice();
            QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 20000);
            desktop.window().activateWindow();
            Participant participant(desktop, static_cast<Hand>(hand));

            QAbstractButton* generate =
                Participant::buttonSaying(desktop.window(), QStringLiteral("Generate keys"));
            QVERIFY(generate != nullptr);
            generate->click();
            QVERIFY(participant.followToTheEnd());
            QCOMPARE(desktop.room().registry.keys.size(), 1U);
            QVERIFY(desktop.room().registry.keys.begin()->second.state == registry::KeyState::Locked);

            desktop.window().showPage(ui::Page::Keys);
            QAbstractButton* recover =
                Participant::buttonSaying(desktop.window(), QStringLiteral("Recover from"));
            QVERIFY(recover != nullptr);
            recover->click();
            QVERIFY(participant.followToTheEnd());
            QVERIFY(participant.steps > 40);
            requestCertificate(desktop);
            QCOMPARE(failed.count(), 0);
        }
        const auto store =
            log::Store::openReadOnly(home.filePath(QStringLiteral("practice/log.keyrite")).toStdString());
        QVERIFY(store);
        const auto report = log::verify(*store, {});
        QVERIFY(report && report->sound());
        const auto replay = ceremony::replay(*store, ceremony::procedureWithHash);
        QVERIFY(replay && replay->findings.empty());
        QCOMPARE(replay->closed, 2);
    }
};

KEYRITE_GUI_TEST_MAIN(WindowTest)
#include "window_test.moc"
