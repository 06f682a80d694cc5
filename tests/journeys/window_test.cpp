// Both procedures through the real window on a practice room, first with the mouse alone, then with the
// keyboard alone.
#include "app/keyrite/log_desk.h"
#include "core/ceremony/builtin.h"
#include "core/ceremony/replay.h"
#include "core/log/verify.h"
#include "tests/journeys/open_practice.h"
#include "tests/journeys/participant.h"
#include "tests/memory_dir.h"
#include "tests/test_main.h"
#include "ui/ceremony_view.h"
#include "ui/certificate_dialog.h"
#include "ui/sign_report_dialog.h"
#include "ui/theme.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QLineEdit>
#include <QProcess>
#include <QSignalSpy>
#include <QTimer>

#include <algorithm>
#include <set>

using namespace keyrite;
using namespace keyrite::test;

namespace {

// Somebody who has read no manual and knows no widget: reads what stands on the buttons, presses what is in
// sight, each once, and the main button as soon as it can be pressed.
class Newcomer final
{
public:
    explicit Newcomer(app::Desktop& desktop) : m_desktop(desktop) {}

    void press(const QString& text)
    {
        QTRY_VERIFY2_WITH_TIMEOUT(Participant::buttonSaying(m_desktop.window(), text) != nullptr,
                                  qPrintable(text), 20000);
        Participant::buttonSaying(m_desktop.window(), text)->click();
    }

    bool followTheScript()
    {
        const QSignalSpy ended(&m_desktop.ceremony(), &ui::CeremonyController::ended);
        ui::CeremonyView& view = *m_desktop.window().ceremonyView();
        QTimer wake;
        wake.start(100);
        for (const QDeadlineTimer deadline(120000); ended.isEmpty() && !deadline.hasExpired();) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            if (ended.isEmpty() && view.isVisible() && view.step() != nullptr && !view.isBusy())
                pressSomething(view);
        }
        return !ended.isEmpty();
    }

private:
    // What somebody who plays everybody's part, and has nothing to complain of, leaves alone.
    static bool isForTrouble(const QAbstractButton& button)
    {
        const QString role = button.property("role").toString();
        const QString says = button.text() + button.accessibleName();
        return role == u"quiet" || role == u"refusal" || says.contains(QLatin1String("not agree"));
    }

    void pressSomething(ui::CeremonyView& view)
    {
        if (view.step() != m_page)
            m_tried.clear();
        m_page = view.step();
        auto* main = view.findChild<QAbstractButton*>(QStringLiteral("mainAction"));
        if (main->isEnabled())
            return main->click();
        for (QAbstractButton* button : view.findChildren<QAbstractButton*>())
            if (button->isVisible() && button->isEnabled() && !button->isChecked() &&
                !isForTrouble(*button) && m_tried.insert(button).second)
                return button->click();
        m_tried.clear(); // some things are to be done more than once
    }

    app::Desktop& m_desktop;
    QWidget* m_page = nullptr;
    std::set<QAbstractButton*> m_tried;
};

} // namespace

class WindowTest : public QObject
{
    Q_OBJECT

    static bool openssl(const QStringList& arguments)
    {
        QProcess process;
        process.start(QStringLiteral("openssl"), arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }

    // The log as a PDF, signed by the restored key with a certificate that was made from its request.
    static void signReport(app::Desktop& desktop, const QDir& home, const QString& request)
    {
        const auto path = [&](const char* name) { return home.filePath(QString::fromLatin1(name)); };
        QFile file(path("r.csr"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(request.toLatin1()) > 0);
        file.close();
        const auto words = [](const QString& line) { return line.split(u' '); };
        QVERIFY(
            openssl(words(QStringLiteral("req -x509 -newkey rsa:2048 -nodes -keyout %1 -out %2 -subj /CN=CA")
                              .arg(path("ca.key"), path("ca.pem")))));
        QVERIFY(openssl(words(QStringLiteral("x509 -req -in %1 -CA %2 -CAkey %3 -out %4")
                                  .arg(path("r.csr"), path("ca.pem"), path("ca.key"), path("r.pem")))));
        auto* desk = desktop.window().findChild<app::LogDesk*>();
        const QSignalSpy exported(desk, &app::LogDesk::exported);
        desk->exportTo(path("log.pdf"), ui::ExportDialog::Form::Pdf, {});
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 20000);
        ui::SignReportDialog dialog(path("log.pdf"), {}, desktop.room().registry, desktop.room().folder,
                                    nullptr);
        const QSignalSpy made(&dialog, &ui::SignReportDialog::signedAs);
        const QSignalSpy refused(&dialog, &ui::SignReportDialog::refused);
        dialog.show();
        dialog.setCertificate(path("r.pem"));
        Participant::buttonSaying(dialog, QStringLiteral("Sign the file"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(made.count() + refused.count() == 1, 30000);
        QVERIFY2(refused.isEmpty(), refused.isEmpty() ? "" : qPrintable(refused.front().front().toString()));
        const QString verify = QStringLiteral(
            "cms -verify -binary -purpose any -inform DER -in %1.p7s -content %2 -CAfile %3 -out %4");
        QVERIFY(openssl(words(verify.arg(path("log.pdf"), path("log.pdf"), path("ca.pem"), path("out")))));
        QVERIFY(!openssl(words(verify.arg(path("log.pdf"), path("r.pem"), path("ca.pem"), path("out")))));
    }

    // The restored key signs a certificate request, by the process that the key page starts.
    static void requestCertificate(const app::Desktop& desktop, QString& request)
    {
        const registry::Registry& registry = desktop.room().registry;
        ui::CertificateDialog dialog(registry.keys.begin()->second, {}, registry, desktop.room().folder,
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
        request = made.front().front().toString();
    }

private Q_SLOTS:
    void aNewcomerRecoversAKeyWithoutAManual()
    {
        const MemoryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        app::Desktop desktop(home.path().toStdString());
        desktop.window().resize(1366, 768);
        desktop.showFirstStart();
        Newcomer newcomer(desktop);
        newcomer.press(QStringLiteral("Practise"));
        newcomer.press(QStringLiteral("Generate keys"));
        QVERIFY(newcomer.followTheScript());
        newcomer.press(QStringLiteral("Practise a recovery"));
        QVERIFY(newcomer.followTheScript());
        const registry::Registry& registry = desktop.room().registry;
        QVERIFY(std::ranges::any_of(registry.ceremonies, [](const auto& one) {
            return one.second.procedure == "recover" &&
                   one.second.status == registry::CeremonyStatus::Closed && one.second.exceptions == 0;
        }));
        QTRY_VERIFY(Participant::buttonSaying(desktop.window(), QStringLiteral("Look at the keys")) !=
                    nullptr);
    }

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
            const QSignalSpy failed(&desktop, &app::Desktop::failed);
            openPractice(desktop);
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
            QString request;
            requestCertificate(desktop, request);
            signReport(desktop, QDir(home.path()), request);
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
