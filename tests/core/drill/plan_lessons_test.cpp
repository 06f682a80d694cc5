#include "core/drill/plan_lessons.h"

#include "core/file.h"
#include "core/plan/computation.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::drill;

namespace {

Json example()
{
    return Json::parse(
        readFile(KEYRITE_SOURCE "/resources/practice/plan-three-designs.json", plan::kMaxInputBytes).value());
}

// Before any drill.
Learning learning()
{
    return learnFrom(registry::Registry(), TimePoint{});
}

plan::Evaluation evaluationOfD(const Json& input)
{
    const auto read = plan::PlanInput::fromJson(input).value();
    return plan::evaluate(read.model, read.designs[2]).value();
}

} // namespace

class PlanLessonsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutDrillsNothingChanges() { QVERIFY(withLessons(example(), learning(), 90) == example()); }

    void unannouncedDrillsCountBeforeAnnouncedOnes()
    {
        Learning lessons = learning();
        lessons.announced.from = {1};
        QVERIFY(std::abs(evaluationOfD(withLessons(example(), lessons, 90)).by(12) - 0.954630) < 5e-7);
        lessons.unannounced.posterior = lessons.unannounced.posterior.afterAnswers({12, 8, 4, 3}).value();
        lessons.unannounced.from = {2};
        QVERIFY(std::abs(evaluationOfD(withLessons(example(), lessons, 90)).by(12) - 0.919603) < 5e-7);
    }

    void lossesOfSheetsCount()
    {
        Learning lessons = learning();
        lessons.sheetReads.from = {3};
        lessons.sheetLoss.from = {4};
        const Json input = withLessons(example(), lessons, 90);
        const auto read = plan::PlanInput::fromJson(input).value();
        QVERIFY(std::abs(read.designs[2].groups[0].shares[0].lost - 0.1) < 1e-12); // Beta(9, 1)
        QVERIFY(std::abs(read.designs[2].groups[0].shares[0].lossPerYear - 0.02) < 1e-12);
        QCOMPARE(read.designs[2].groups[0].shares[0].attestedEveryDays, 90.0);
    }
};

KEYRITE_TEST_MAIN(PlanLessonsTest)
#include "plan_lessons_test.moc"
