#include "ui/ceremony_view.h"

#include "tests/test_main.h"
#include "tests/ui/gallery_steps.h"
#include "tests/ui/ui_walk.h"
#include "ui/steps/physical_step.h"
#include "ui/widgets/tick_box.h"

#include <QPushButton>
#include <QSignalSpy>

using namespace keyrite::ui;
using namespace Qt::StringLiterals;

namespace {

QPushButton* button(const QWidget& view, const QString& role)
{
    for (auto* one : view.findChildren<QPushButton*>())
        if (one->property("role").toString() == role)
            return one;
    return nullptr;
}

StepFrame frame(bool irreversible)
{
    return {.act = 5,
            .step = 3,
            .steps = 14,
            .title = u"Close the room"_s,
            .instruction = u"Go round together."_s,
            .plannedMinutes = 3,
            .irreversible = irreversible,
            .initials = {{u"Administrator"_s, u"Ana"_s, u"AK"_s}, {u"Witness"_s, u"Idris"_s, u"IB"_s}}};
}

} // namespace

class CeremonyViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // From the first tick to the main button, with Tab and Space alone, in reading order.
    void aStepIsDoneByKeyboardAlone()
    {
        CeremonyView view(nullptr);
        view.showStep(frame(false), new PhysicalStep({.items = {u"One"_s, u"Two"_s}}, &view));
        view.show();
        const QSignalSpy main(&view, &CeremonyView::mainActionRequested);
        QCOMPARE(names(view), (QStringList{u"One"_s, u"Two"_s, u"Initials of Ana, Administrator"_s,
                                           u"Initials of Idris, Witness"_s, u"Something is wrong"_s,
                                           u"Pause"_s, u"Raise an exception"_s, u"Who is here"_s}));
        for (QWidget* control : gallery::tabOrder(view))
            if (static_cast<QAbstractButton*>(control)->isCheckable())
                QTest::keyClick(control, Qt::Key_Space);
        QPushButton* button = ::button(view, u"primary"_s);
        QVERIFY(button->isEnabled());
        QVERIFY(names(view).contains(button->text()));
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(main.count(), 1);
    }

    // A screen reader hears initials as a button that is on or off.
    void initialsAreCheckableButtons()
    {
        InitialsBox box({u"Witness"_s, u"Idris"_s, u"IB"_s}, nullptr);
        box.click();
        const QAccessible::State state = QAccessible::queryAccessibleInterface(&box)->state();
        QVERIFY(state.checkable && state.checked);
    }

    void initialsAreNeeded()
    {
        CeremonyView view(nullptr);
        auto* step = new PhysicalStep({.items = {u"One"_s}}, &view);
        view.showStep(frame(false), step);
        step->findChild<TickBox*>()->click();
        QVERIFY(step->isReady());
        QVERIFY(!button(view, u"primary"_s)->isEnabled());
        for (InitialsBox* box : view.findChildren<InitialsBox*>())
            box->click();
        QVERIFY(button(view, u"primary"_s)->isEnabled());
    }

    void enterNeverPressesWhatCannotBeUndone()
    {
        for (const bool irreversible : {false, true}) {
            CeremonyView view(nullptr);
            StepFrame one = frame(irreversible);
            one.initials.clear();
            auto* step = new PhysicalStep({.items = {u"One"_s}}, &view);
            view.showStep(one, step);
            step->findChild<TickBox*>()->click();
            const QSignalSpy main(&view, &CeremonyView::mainActionRequested);
            QTest::keyClick(button(view, u"primary"_s), Qt::Key_Return);
            QCOMPARE(main.count(), irreversible ? 0 : 1);
            QTest::keyClick(&view, Qt::Key_Return);
            QCOMPARE(main.count(), irreversible ? 0 : 1);
        }
    }

    void escapeLosesNothing()
    {
        CeremonyView view(nullptr);
        auto* step = new PhysicalStep({.items = {u"One"_s}}, &view);
        view.showStep(frame(false), step);
        view.show();
        auto* box = step->findChild<TickBox*>();
        box->click();
        QTest::keyClick(box, Qt::Key_Escape);
        QVERIFY(box->isChecked());
        QCOMPARE(view.step(), step);
    }

    void busyButtonsRest()
    {
        CeremonyView view(nullptr);
        auto* step = new PhysicalStep({.items = {u"One"_s}}, &view);
        view.showStep(frame(false), step);
        view.setBusy(u"The token works …"_s);
        QVERIFY(gallery::tabOrder(view).size() <= 2); // at most the initials
        view.setIdle();
        QVERIFY(step->isEnabledTo(&view));
    }

    void messagesAreSpoken()
    {
        CeremonyView view(nullptr);
        view.showStep(frame(false), new PhysicalStep({.items = {u"One"_s}}, &view));
        view.showMessage({.tone = Tone::Bad, .headline = u"The PIN is wrong."_s, .technical = u"PinWrong"_s});
        auto* panel = view.findChild<MessagePanel*>();
        QVERIFY(panel->isVisibleTo(&view));
        QCOMPARE(gallery::spokenName(panel), u"The PIN is wrong."_s);
        view.clearMessage();
        QVERIFY(!panel->isVisibleTo(&view));
    }

private:
    static QStringList names(CeremonyView& view)
    {
        QStringList names;
        for (QWidget* widget : gallery::tabOrder(view))
            names << gallery::spokenName(widget);
        return names;
    }
};

KEYRITE_GUI_TEST_MAIN(CeremonyViewTest)
#include "ceremony_view_test.moc"
