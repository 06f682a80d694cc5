#include "ui/widgets/step_rail.h"

#include "tests/test_main.h"
#include "tests/ui/gallery_steps.h"
#include "ui/theme.h"

using namespace keyrite::ui;
using namespace Qt::StringLiterals;

class StepRailTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneActShowsItsStepsAlone()
    {
        StepRailModel model(nullptr);
        model.setActs(gallery::sampleActs(true));
        QCOMPARE(model.rowCount(), 9);
        QCOMPARE(model.currentRow(), 4);
        QCOMPARE(model.index(4).data(StepRailModel::NumberRole).toInt(), 5);
        QVERIFY(!model.index(4).data(StepRailModel::IsNestedRole).toBool());
    }

    void onlyTheCurrentActIsOpen()
    {
        StepRailModel model(nullptr);
        model.setActs(gallery::sampleActs(false));
        QCOMPARE(model.rowCount(), 8 + 9);
        QCOMPARE(model.index(model.currentRow()).data().toString(), u"Prove sheet 2"_s);
        model.toggleAct(model.index(0)); // a done act may be looked into
        QCOMPARE(model.rowCount(), 8 + 9 + 1);
        model.toggleAct(model.index(0));
        QCOMPARE(model.rowCount(), 8 + 9);
    }

    void aScreenReaderHearsPlaceAndState()
    {
        StepRailModel model(nullptr);
        model.setActs(gallery::sampleActs(false));
        QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), u"Act 1, Arrive, done"_s);
        QCOMPARE(model.index(model.currentRow()).data(Qt::AccessibleTextRole).toString(),
                 u"Step 5, Prove sheet 2, now"_s);
        QCOMPARE(model.index(model.rowCount() - 1).data(Qt::AccessibleTextRole).toString(),
                 u"Act 8, Close and sign, to do"_s);
    }

    void longListsScrollToTheCurrentStep()
    {
        const Theme theme(*qApp, {Appearance::Light, false});
        RailAct act{{}, {}};
        for (int i = 0; i < 200; ++i)
            act.steps.push_back({u"Step %1"_s.arg(i), i < 150    ? RailState::Done
                                                      : i == 150 ? RailState::Current
                                                                 : RailState::Todo});
        StepRail rail(nullptr);
        rail.resize(272, 500);
        rail.setActs({act});
        rail.show();
        QCOMPARE(rail.currentIndex().row(), 150);
        QVERIFY(rail.viewport()->rect().contains(rail.visualRect(rail.currentIndex())));
        QCOMPARE(rail.accessibleName(), u"Acts and steps of the ceremony"_s);
    }

    void emptyIsNoCrash()
    {
        StepRail rail(nullptr);
        rail.setActs({});
        rail.setActs({{u"Empty act"_s, {}}});
        QCOMPARE(rail.model()->rowCount(), 0);
    }
};

KEYRITE_GUI_TEST_MAIN(StepRailTest)
#include "step_rail_test.moc"
