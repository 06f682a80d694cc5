// Both procedures through the real window on a practice room, first with the mouse alone, then with the
// keyboard alone.
#include "app/keyrite/desktop.h"
#include "core/ceremony/builtin.h"
#include "core/ceremony/replay.h"
#include "core/log/verify.h"
#include "tests/test_main.h"
#include "ui/ceremony_view.h"
#include "ui/certificate_dialog.h"
#include "ui/page_builder.h"
#include "ui/steps/share_enter_step.h"
#include "ui/steps/step_view.h"
#include "ui/theme.h"
#include "ui/widgets/choice_card.h"
#include "ui/widgets/initials_strip.h"
#include "ui/widgets/tick_box.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

#include <set>

using namespace keyrite;

namespace {

constexpr int kWakeMs = 100;
constexpr int kPatienceMs = 240000;

enum class Hand { Mouse, Keyboard };

// Somebody who follows the script: presses what the step offers, once, and then the main button.
class Participant
{
public:
    Participant(app::Desktop& desktop, Hand hand) : m_desktop(desktop), m_hand(hand) {}

    // Answers false where the ceremony does not end.
    bool followToTheEnd()
    {
        bool ended = false;
        const auto connection =
            QObject::connect(&m_desktop.ceremony(), &ui::CeremonyController::ended, [&] { ended = true; });
        QTimer wake; // so that a ceremony that stands still is noticed
        wake.start(kWakeMs);
        for (const QDeadlineTimer deadline(kPatienceMs); !ended && !deadline.hasExpired();) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            if (ended || !view().isVisible() || view().step() == nullptr || view().isBusy())
                continue;
            if (view().step() != m_step) {
                m_step = view().step();
                m_pressed.clear();
                ++steps;
                takePicture();
            }
            act();
        }
        QObject::disconnect(connection);
        m_step = nullptr;
        if (!ended && m_desktop.ceremony().state() != nullptr && !m_desktop.ceremony().state()->finished()) {
            qWarning("It stands still at %s", m_desktop.ceremony().state()->run().id.c_str());
            m_desktop.window().grab().save(QStringLiteral("stands-still.png"));
        }
        return ended;
    }

    int steps = 0;

private:
    ui::CeremonyView& view() { return *m_desktop.window().ceremonyView(); }

    // With KEYRITE_PICTURES a folder, every step is saved as it first looks (docs/pictures/make).
    void takePicture()
    {
        if (const QString folder = qEnvironmentVariable("KEYRITE_PICTURES"); !folder.isEmpty())
            m_desktop.window().grab().save(
                QStringLiteral("%1/%2-%3.png")
                    .arg(folder, QString::fromStdString(m_desktop.ceremony().state()->plan.procedureId),
                         QString::fromStdString(m_desktop.ceremony().state()->run().id)));
    }

    void act()
    {
        for (QAbstractButton* button : view().findChildren<QAbstractButton*>())
            if (button->isVisible() && button->isEnabled() && wants(button)) {
                if (qobject_cast<ui::ShareEnterStep*>(m_step) == nullptr || button->isCheckable())
                    m_pressed.insert(button);
                return press(button);
            }
        auto* main = view().findChild<QPushButton*>(QStringLiteral("mainAction"));
        if (main != nullptr && main->isEnabled())
            press(main);
    }

    bool wants(QAbstractButton* button) const
    {
        if (m_pressed.contains(button))
            return false;
        if (qobject_cast<ui::TickBox*>(button) != nullptr ||
            qobject_cast<ui::InitialsBox*>(button) != nullptr)
            return !button->isChecked();
        if (qobject_cast<ui::ChoiceCard*>(button) != nullptr)
            return !button->isChecked() && !button->accessibleName().contains(QLatin1String("not agree")) &&
                   !button->text().contains(QLatin1String("not agree"));
        auto* enter = qobject_cast<ui::ShareEnterStep*>(m_step);
        const bool wanted = button->text().startsWith(QLatin1String("Print")) ||
                            button->text().startsWith(QLatin1String("Read"));
        return wanted && m_step->isAncestorOf(button) && (enter == nullptr || !enter->isReady());
    }

    void press(QAbstractButton* button)
    {
        if (m_hand == Hand::Mouse) {
            for (QWidget* parent = button->parentWidget(); parent != nullptr; parent = parent->parentWidget())
                if (auto* scroll = qobject_cast<QScrollArea*>(parent))
                    scroll->ensureWidgetVisible(button);
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
        QWidget& window = m_desktop.window();
        for (int tabs = 0; tabs < 400 && window.focusWidget() != button; ++tabs)
            QTest::keyClick(window.focusWidget() == nullptr ? &window : window.focusWidget(), Qt::Key_Tab);
        QVERIFY2(window.focusWidget() == button,
                 qPrintable(QStringLiteral("Tab does not reach: ") + button->text()));
        QTest::keyClick(button, Qt::Key_Space);
    }

    app::Desktop& m_desktop;
    Hand m_hand;
    ui::StepView* m_step = nullptr;
    std::set<QAbstractButton*> m_pressed;
};

QPushButton* buttonSaying(QWidget& root, const QString& start)
{
    for (QPushButton* button : root.findChildren<QPushButton*>())
        if (button->isVisible() && button->isEnabled() && button->text().startsWith(start))
            return button;
    return nullptr;
}

} // namespace

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
        buttonSaying(dialog, QStringLiteral("Sign the request"))->click();
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
        const QTemporaryDir home;
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

            QPushButton* generate = buttonSaying(desktop.window(), QStringLiteral("Generate keys"));
            QVERIFY(generate != nullptr);
            generate->click();
            QVERIFY(participant.followToTheEnd());
            QCOMPARE(desktop.room().registry.keys.size(), 1U);
            QVERIFY(desktop.room().registry.keys.begin()->second.state == registry::KeyState::Locked);

            desktop.window().showPage(ui::Page::Keys);
            QPushButton* recover = buttonSaying(desktop.window(), QStringLiteral("Recover from"));
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
