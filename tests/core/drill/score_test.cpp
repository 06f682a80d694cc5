// Scores and coverage, from entries alone.
#include "core/drill/coverage.h"
#include "core/drill/score.h"
#include "tests/core/drill/sample_drill.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::drill;
using namespace keyrite::registry;
using namespace keyrite::test;

namespace {

SampleRegistry sample(std::int64_t outageMinutes = 240)
{
    SampleRegistry sample;
    sample.shareSet("3a5f", "2of3", {"Ada", "Ben", "Carla"});
    sample.record(KeyDescribed{SampleRegistry::keyOf("3a5f"), "listed-futures", outageMinutes});
    return sample;
}

const std::vector<Came> kTwoCame{{"Ada", 1, 30}, {"Ben", 2, 90}, {"Carla", 3, -1}};

} // namespace

class ScoreTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void timesARestore()
    {
        SampleRegistry all = sample();
        holdDrill(all, "dr-1", DrillType::Restore, true, noon("2026-06-01"), kTwoCame);
        const DrillScore score = scoresOf(all.registry()).at(0);
        QCOMPARE(score.verdict, Verdict::Passed);
        QCOMPARE(score.provisioning, std::optional<Minutes>(10));
        QCOMPARE(score.quorum, std::optional<Minutes>(100));
        QCOMPARE(score.recovered, std::optional<Minutes>(120));
        QCOMPARE(score.limit, std::optional<Minutes>(240));
        QCOMPARE(score.people[0].arrived, std::optional<Minutes>(30));
        QCOMPARE(score.people[0].read, std::optional<Minutes>(100));
        QCOMPARE(score.people[0].handOver, std::optional<Minutes>(70));
        QCOMPARE(score.people[0].reads, 1);
        QCOMPARE(score.people[2].notBy, std::optional<Minutes>(130)); // when the drill was over
        for (const std::uint64_t seq : score.from)
            QVERIFY(seq < all.entries().size());
        QCOMPARE(all.entries().at(score.from.front()).kind, std::string("drill.started"));
    }

    void timesAnAttestation()
    {
        SampleRegistry all = sample();
        holdDrill(all, "dr-1", DrillType::Attestation, false, noon("2026-06-01"), {{"Ben", 2, 45}});
        const DrillScore score = scoresOf(all.registry()).at(0);
        QCOMPARE(score.people[0].read, std::optional<Minutes>(50));
        QCOMPARE(score.people[0].tries, 2);
        QVERIFY(!score.quorum);
        QCOMPARE(score.verdict, Verdict::Passed);
        QVERIFY(!score.announced);
    }

    void isLateAgainstTheSmallestOutage()
    {
        SampleRegistry all = sample(119);
        holdDrill(all, "dr-1", DrillType::Restore, true, noon("2026-06-01"), kTwoCame);
        QCOMPARE(scoresOf(all.registry()).at(0).verdict, Verdict::Late);
        all.record(KeyDescribed{SampleRegistry::keyOf("3a5f"), "otc", 120});
        QCOMPARE(scoresOf(all.registry()).at(0).verdict, Verdict::Passed);
    }

    void doesNotBelieveARestoreThatNobodySaw()
    {
        SampleRegistry all = sample();
        all.record(DrillStarted{"dr-1", DrillType::Restore, true, {"Ada"}, "3a5f"});
        QCOMPARE(scoresOf(all.registry()).at(0).verdict, Verdict::Running);
        all.record(DrillCompleted{"dr-1", DrillOutcome::Passed});
        QCOMPARE(scoresOf(all.registry()).at(0).verdict, Verdict::Failed);
    }

    void doesNotBelieveAQuorumThatWasNotRead()
    {
        SampleRegistry all = sample();
        holdDrill(all, "dr-1", DrillType::Quorum, true, noon("2026-06-01"), {{"Ada", 1, 30}});
        QCOMPARE(scoresOf(all.registry()).at(0).verdict, Verdict::Failed);
        QVERIFY(!lastQuorum(all.registry(), all.registry().shareSets.at("3a5f")).ever);
    }

    void keepsFailedAndAbandonedApart()
    {
        SampleRegistry all = sample();
        holdDrill(all, "dr-1", DrillType::Quorum, true, noon("2026-06-01"), kTwoCame, DrillOutcome::Failed);
        holdDrill(all, "dr-2", DrillType::Quorum, true, noon("2026-05-01"), kTwoCame,
                  DrillOutcome::Abandoned);
        all.record(FindingOpened{"f-1", "Carla's number was wrong", "Ada", day("2026-07-01"), "dr-1"});
        const auto scores = scoresOf(all.registry());
        QCOMPARE(scores.at(0).drill, std::string("dr-2")); // in the order of asking
        QCOMPARE(scores.at(0).verdict, Verdict::Abandoned);
        QCOMPARE(scores.at(1).verdict, Verdict::Failed);
        QCOMPARE(scores.at(1).findings, std::vector<std::string>{"f-1"});
    }

    void knowsWhatWasNeverExercised()
    {
        SampleRegistry all = sample();
        Coverage coverage = coverageOf(all.registry());
        QCOMPARE(coverage.sheets.size(), std::size_t{3});
        for (const Exercised& one : coverage.sheets)
            QVERIFY(!one.last); // the ceremony that issued it does not count
        holdDrill(all, "dr-1", DrillType::Quorum, true, noon("2026-06-01"), kTwoCame);
        coverage = coverageOf(all.registry());
        QVERIFY(coverage.custodians[0].within(day("2027-06-01"), kCoverageDays));
        QVERIFY(!coverage.custodians[0].within(day("2027-06-02"), kCoverageDays));
        QVERIFY(!coverage.custodians[2].last);
        QCOMPARE(coverage.quorums.at(0).last->time, noon("2026-06-01") + std::chrono::minutes{100});
        all.record(SheetLost{"3a5f", 3, "gone"});
        QCOMPARE(coverageOf(all.registry()).custodians.size(), std::size_t{2});
    }
};

KEYRITE_TEST_MAIN(ScoreTest)
#include "score_test.moc"
