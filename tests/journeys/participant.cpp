#include "tests/journeys/participant.h"

#include "ui/ceremony_view.h"
#include "ui/steps/share_enter_step.h"
#include "ui/widgets/choice_card.h"
#include "ui/widgets/initials_strip.h"
#include "ui/widgets/tick_box.h"

#include <QApplication>
#include <QButtonGroup>
#include <QDeadlineTimer>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QtTest>

namespace keyrite::test {

namespace {

constexpr int kWakeMs = 100;
constexpr int kPatienceMs = 240000;

} // namespace

bool Participant::followToTheEnd()
{
    bool ended = false;
    const auto connection =
        QObject::connect(&m_desktop.ceremony(), &ui::CeremonyController::ended, [&] { ended = true; });
    const bool arrived = follow([&] { return ended; });
    QObject::disconnect(connection);
    m_step = nullptr;
    return arrived;
}

bool Participant::followTo(const QString& stepId)
{
    return follow([&] {
        const ceremony::State* state = m_desktop.ceremony().state();
        return state != nullptr && !state->finished() && state->started && !view().isBusy() &&
               QString::fromStdString(state->run().id) == stepId;
    });
}

bool Participant::follow(const std::function<bool()>& arrived)
{
    QTimer wake; // so that a ceremony that stands still is noticed
    wake.start(kWakeMs);
    for (const QDeadlineTimer deadline(kPatienceMs); !arrived() && !deadline.hasExpired();) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (arrived() || !view().isVisible() || view().step() == nullptr || view().isBusy())
            continue;
        if (view().step() != m_step) {
            m_step = view().step();
            m_pressed.clear();
            ++steps;
            takePicture();
        }
        if (!actLive())
            act();
    }
    if (!arrived() && m_desktop.ceremony().state() != nullptr && !m_desktop.ceremony().state()->finished()) {
        qWarning("It stands still at %s", stepId().c_str());
        m_desktop.window().grab().save(QStringLiteral("stands-still.png"));
    }
    return arrived();
}

// With KEYRITE_PICTURES a folder, every step is saved as it first looks (docs/pictures/make).
void Participant::takePicture()
{
    const QString folder = qEnvironmentVariable("KEYRITE_PICTURES");
    if (folder.isEmpty())
        return;
    const QString name =
        QStringLiteral("%1/%2-%3.png")
            .arg(folder, QString::fromStdString(m_desktop.ceremony().state()->plan.procedureId),
                 QString::fromStdString(stepId()));
    for (int pass = 0; pass < 20; ++pass) // until the layouts rest
        QCoreApplication::processEvents();
    m_desktop.window().grab().save(name);
}

void Participant::act()
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

bool Participant::wants(QAbstractButton* button) const
{
    if (m_pressed.contains(button))
        return false;
    if (qobject_cast<ui::TickBox*>(button) != nullptr || qobject_cast<ui::InitialsBox*>(button) != nullptr)
        return !button->isChecked();
    if (qobject_cast<ui::ChoiceCard*>(button) != nullptr) {
        if (button->group() != nullptr && button->group()->checkedButton() != nullptr)
            return false; // one of them is chosen already
        return !button->isChecked() && !button->accessibleName().contains(QLatin1String("not agree")) &&
               !button->text().contains(QLatin1String("not agree"));
    }
    auto* enter = qobject_cast<ui::ShareEnterStep*>(m_step);
    const bool wanted =
        button->text().startsWith(QLatin1String("Print")) || button->text().startsWith(QLatin1String("Read"));
    return wanted && !button->text().endsWith(QLatin1String("again")) && m_step->isAncestorOf(button) &&
           (enter == nullptr || !enter->isReady());
}

void Participant::focus(QWidget* widget)
{
    if (m_hand == Hand::Mouse) {
        for (QWidget* parent = widget->parentWidget(); parent != nullptr; parent = parent->parentWidget())
            if (auto* scroll = qobject_cast<QScrollArea*>(parent))
                scroll->ensureWidgetVisible(widget);
        return;
    }
    QWidget& window = *widget->window();
    if (QApplication::activeWindow() != &window) { // a dialog that closed may have left none active
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }
    const auto* button = qobject_cast<QAbstractButton*>(widget);
    const QButtonGroup* group = button != nullptr ? button->group() : nullptr;
    const auto isThere = [&] {
        const auto* focused = qobject_cast<QAbstractButton*>(window.focusWidget());
        return window.focusWidget() == widget ||
               (group != nullptr && focused != nullptr && focused->group() == group);
    };
    for (int tabs = 0; tabs < 400 && !isThere(); ++tabs)
        QTest::keyClick(window.focusWidget() == nullptr ? &window : window.focusWidget(), Qt::Key_Tab);
    for (int arrows = 0; group != nullptr && arrows < 20 && window.focusWidget() != widget; ++arrows)
        QTest::keyClick(window.focusWidget(), Qt::Key_Down); // among choices one goes by arrow
    QVERIFY2(window.focusWidget() == widget,
             qPrintable(QStringLiteral("Tab does not reach: ") + widget->accessibleName()));
}

void Participant::press(QAbstractButton* button)
{
    focus(button);
    if (m_hand == Hand::Mouse)
        QTest::mouseClick(button, Qt::LeftButton);
    else
        QTest::keyClick(button, Qt::Key_Space);
}

void Participant::press(QWidget& root, const QString& start)
{
    QTRY_VERIFY2_WITH_TIMEOUT(buttonSaying(root, start) != nullptr, qPrintable(start), 20000);
    press(buttonSaying(root, start));
}

void Participant::type(QWidget* field, const QString& text)
{
    focus(field);
    if (m_hand == Hand::Mouse)
        QTest::mouseClick(field, Qt::LeftButton, Qt::NoModifier, QPoint(8, 8)); // the first word's place
    QTest::keyClicks(field, text);
}

QAbstractButton* Participant::buttonSaying(QWidget& root, const QString& start)
{
    for (QAbstractButton* button : root.findChildren<QAbstractButton*>())
        if (button->isVisible() && button->isEnabled() && button->text().startsWith(start))
            return button;
    return nullptr;
}

} // namespace keyrite::test
