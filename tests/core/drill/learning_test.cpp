// Learning against risk.md, section 8, and by hand.
#include "core/drill/outage_policies.h"
#include "core/drill/recovery_time.h"
#include "core/file.h"
#include "tests/core/drill/sample_drill.h"
#include "tests/test_main.h"

#include <algorithm>

using namespace keyrite;
using namespace keyrite::drill;
using namespace keyrite::registry;
using namespace keyrite::test;

namespace {

SampleRegistry sample()
{
    SampleRegistry sample;
    sample.shareSet("3a5f", "2of3", {"Ada", "Ben", "Carla"});
    return sample;
}

const ShareSet& set(const SampleRegistry& sample)
{
    return sample.registry().shareSets.at("3a5f");
}

} // namespace

class LearningTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void beginsWithThePrior()
    {
        const SampleRegistry all = sample();
        const Learning learning = learnFrom(all.registry(), noon("2026-01-05"));
        const std::vector<double> means = learning.announced.posterior.mean();
        for (std::size_t b = 0; b < 4; ++b)
            QVERIFY(std::abs(means[b] - std::vector<double>{.5, .3, .15, .05}[b]) < 1e-12);
        QCOMPARE(learning.sheetReads.posterior.mean(), .9);
        QCOMPARE(learning.sheetLoss.posterior.mean(), .02);
        QVERIFY(learning.announced.from.empty());
    }

    // Prior (5, 3, 1.5, .5) + drills (12, 8, 4, 3) -> (17, 11, 5.5, 3.5) / 37.
    void learnsTheCheckValueOfTheModel()
    {
        SampleRegistry all = sample();
        const auto answer = [&](const std::string& id, int minutes, int people) {
            for (int i = 0; i < people; ++i)
                holdDrill(all, id + std::to_string(i), DrillType::Attestation, true, noon("2026-06-01"),
                          {{"Ada", 1, minutes}});
        };
        answer("a", 60, 12);
        answer("b", 5 * 60, 8);
        answer("c", 48 * 60, 4); // a bucket holds its end
        answer("d", 49 * 60, 3);
        const Learning learning = learnFrom(all.registry(), noon("2026-12-01"));
        QCOMPARE(learning.announced.answers, (std::vector<int>{12, 8, 4, 3}));
        const std::vector<double> means = learning.announced.posterior.mean();
        for (std::size_t b = 0; b < 4; ++b)
            QVERIFY(std::abs(means[b] - std::vector<double>{17, 11, 5.5, 3.5}[b] / 37) < 1e-12);
        QVERIFY(learning.unannounced.from.empty());
    }

    void countsSilenceAsNotByThen()
    {
        SampleRegistry all = sample();
        // Ada never comes; the drill is over 13 hours after the asking: not within 4 hours, nor within 12.
        holdDrill(all, "dr-1", DrillType::Quorum, false, noon("2026-06-01"),
                  {{"Ada", 1, -1}, {"Ben", 2, 12 * 60 + 20}});
        const Learning learning = learnFrom(all.registry(), noon("2026-12-01"));
        QCOMPARE(learning.unannounced.silent, 1);
        QCOMPARE(learning.unannounced.answers, (std::vector<int>{0, 0, 1, 0}));
        // Bucket 1: 5 of 5 + 5 + 2; bucket 2: given not before, 3 of 3 + 2 + 2; bucket 3: 2.5 of 2.5 + .5.
        const double first = 5. / 12;
        const double second = (1 - first) * 3 / 7;
        const std::vector<double> means = learning.unannounced.posterior.mean();
        QVERIFY(std::abs(means[0] - first) < 1e-12);
        QVERIFY(std::abs(means[1] - second) < 1e-12);
        QVERIFY(std::abs(means[2] - (1 - first - second) * 2.5 / 3) < 1e-12);
        QVERIFY(learning.announced.from.empty());
    }

    // A backtest takes its times from drills: 2 of 3 sheets, each there by then and read.
    void drillsAreAnOutagePolicy()
    {
        SampleRegistry all = sample();
        QVERIFY(!policyOfDrills(set(all), learnFrom(all.registry(), noon("2026-06-01"))));
        holdDrill(all, "dr-1", DrillType::Quorum, true, noon("2026-06-01"),
                  {{"Ada", 1, 60}, {"Ben", 2, 300}});
        const Learning learning = learnFrom(all.registry(), noon("2026-12-01"));
        const auto policy = policyOfDrills(set(all), learning);
        QVERIFY(policy);
        const auto& buckets = policy->buckets();
        QCOMPARE(buckets.size(), std::size_t{4});
        double by = 0;
        // Prior (5, 3, 1.5, .5) and one answer in each of the first two buckets.
        const std::vector<double> came{6. / 12, 10. / 12, 11.5 / 12};
        for (std::size_t b = 0; b < came.size(); ++b) {
            const double p = came[b] * learning.sheetReads.posterior.mean();
            by += buckets[b].weight;
            QVERIFY(std::abs(by - (3 * p * p - 2 * p * p * p)) < 1e-9);
        }
        QCOMPARE(buckets[0].hours, 4.0);
        QCOMPARE(buckets[3].hours, 240.0);
    }

    // And from an approved plan: the F(t) of the model's design D.
    void anApprovedPlanIsAnOutagePolicy()
    {
        const auto input =
            plan::PlanInput::parse(
                readFile(KEYRITE_SOURCE "/resources/practice/plan-three-designs.json", plan::kMaxInputBytes)
                    .value())
                .value();
        const auto computation = plan::compute(input, [](std::size_t, std::size_t) { return true; }).value();
        Registry registry;
        for (const char* approved : {"2026-03-01", "2026-06-01"})
            registry.apply(approvePlan(input, computation, 2, "Ada", "Ben", noon(approved)).value());
        const market::OutagePolicy policy = policyOfPlan(registry.plans.back()).value();
        QVERIFY(std::abs(policy.buckets()[0].weight + policy.buckets()[1].weight - .954630) < 5e-7);
        QCOMPARE(policy.longestHours(), 240.0);
        const market::PolicyTimeline since = policiesSinceApproval(registry.plans).value();
        QVERIFY(!since.isTodaysPolicy());
        QCOMPARE(since.policies().size(), std::size_t{2});
        QCOMPARE(
            since.policies()[0].from,
            std::chrono::seconds(noon("2026-03-01").time_since_epoch() / std::chrono::seconds(1)).count());
        QVERIFY(!policiesSinceApproval({}));
    }

    void leavesOutTableTopsAndRunningDrills()
    {
        SampleRegistry all = sample();
        all.record(DrillStarted{"dr-1", DrillType::Quorum, true, {"Ada"}, "3a5f"});
        all.record(DrillStarted{"tt-1", DrillType::TableTop, true, {"Ada"}, "3a5f"});
        all.record(DrillCompleted{"tt-1"});
        QVERIFY(learnFrom(all.registry(), noon("2026-12-01")).announced.from.empty());
    }

    void learnsFromLostSheets()
    {
        SampleRegistry all = sample(); // three sheets from 5 January 2026, noon
        all.record(SheetLost{"3a5f", 3, "gone"}, noon("2026-01-05") + std::chrono::hours{8766});
        const Learning learning =
            learnFrom(all.registry(), noon("2026-01-05") + std::chrono::hours{2 * 8766});
        QCOMPARE(learning.sheetLoss.events, 1);
        QCOMPARE(learning.sheetLoss.years, 5.0); // Julian years: two sheets for two, one for one
        QVERIFY(std::abs(learning.sheetLoss.posterior.mean() - 2. / 55) < 1e-12);
        QCOMPARE(learning.sheetReads.no, 1);
        QCOMPARE(all.entries().at(learning.sheetLoss.from.at(0)).kind, std::string("share.lost"));
    }

    void saysWithinWhichTimeAQuorumIsThere()
    {
        const Policy policy = Policy::parse("2of3").value();
        const Learning learning = learnFrom(Registry(), noon("2026-01-05"));
        // All sheets certain: at 12 h each came with .8; 3 .8^2 - 2 .8^3 = .896.
        const plan::BetaPosterior certain{1e12, 1e-6};
        QVERIFY(std::abs(quorumBy(12, policy, learning.announced.posterior, certain) - .896) < 1e-9);
        QVERIFY(std::abs(quorumBy(8, policy, learning.announced.posterior, certain) -
                         (3 * .65 * .65 - 2 * .65 * .65 * .65)) < 1e-9);
        const auto hours = hoursToQuorum(policy, learning.announced.posterior, certain);
        QVERIFY(hours &&
                std::abs(quorumBy(*hours, policy, learning.announced.posterior, certain) - .95) < 1e-6);
        QVERIFY(!hoursToQuorum(policy, learning.announced.posterior, {1, 9})); // sheets that hardly ever read
    }

    // One sheet, certain to read: within U(0, 4) h there, the HSM within U(0, 1) h, then U(0, .25) h for each
    // of hand-over and restoring: P(t) = (t - .25) / 4 up to t = 4, and .94992 at 4.05.
    void saysWithinWhichTimeTheKeySignsAgain()
    {
        Learning learning = learnFrom(Registry(), noon("2026-01-05"));
        learning.sheetReads.posterior = {1e12, 1e-6};
        const auto first = [](const TimeLearning& one) {
            return one.posterior.afterAnswers({1e9, 0, 0, 0}).value();
        };
        for (TimeLearning* one : {&learning.handOver, &learning.provisioning, &learning.restoring})
            one->posterior = first(*one);
        const plan::ResponsePosterior there = first(learning.announced);
        const Policy policy = Policy::parse("1of1").value();
        const auto half = hoursToRecover(policy, there, learning, .5);
        QVERIFY2(half && std::abs(*half - 2.25) < .01, qPrintable(QString::number(half.value_or(-1))));
        const auto most = hoursToRecover(policy, there, learning);
        QVERIFY2(most && std::abs(*most - 4.05) < .01, qPrintable(QString::number(most.value_or(-1))));
        learning.sheetReads.posterior = {1, 1};
        QVERIFY(!hoursToRecover(policy, there, learning));
    }

    // The slowest of people and HSM counts; what is done afterwards is added.
    void learnsHowLongTheWorkTakes()
    {
        SampleRegistry all = sample();
        const Learning before = learnFrom(all.registry(), noon("2026-12-01"));
        holdDrill(all, "dr-1", DrillType::Restore, true, noon("2026-06-01"),
                  {{"Ada", 1, 60}, {"Ben", 2, 90}});
        const Learning after = learnFrom(all.registry(), noon("2026-12-01"));
        QCOMPARE(after.provisioning.answers, (std::vector<int>{1, 0, 0, 0})); // 10 minutes
        QCOMPARE(after.handOver.answers, (std::vector<int>{1, 0, 1, 0}));     // 40 and 10 minutes
        QCOMPARE(after.restoring.answers, (std::vector<int>{0, 1, 0, 0}));    // 20 minutes
        QVERIFY(!after.restoring.from.empty() && before.restoring.from.empty());
        const auto moves = movementOf(all.registry(), set(all), true, noon("2026-12-01"));
        QVERIFY(*moves[1].recoveryHours < *moves[0].recoveryHours);
        QVERIFY(*moves[0].recoveryHours > *moves[0].quorumHours);
        QCOMPARE(entriesBehind(before, true), std::vector<std::uint64_t>{});
        const auto behind = entriesBehind(after, true);
        QVERIFY(std::ranges::any_of(
            behind, [&](std::uint64_t seq) { return all.entries().at(seq).kind == "key.challenged"; }));
    }

    void showsHowDrillsMovedIt()
    {
        SampleRegistry all = sample();
        for (int i = 0; i < 6; ++i)
            holdDrill(all, "dr-" + std::to_string(i), DrillType::Quorum, true,
                      noon("2026-06-01") + std::chrono::days{i}, {{"Ada", 1, 60}, {"Ben", 2, 60}});
        const auto moves = movementOf(all.registry(), set(all), true, noon("2026-12-01"));
        QCOMPARE(moves.size(), std::size_t{7});
        for (std::size_t i = 1; i < moves.size(); ++i)
            // Quick answers bring it down.
            QVERIFY(*moves[i].quorumHours < *moves[i - 1].quorumHours);
        QCOMPARE(movementOf(all.registry(), set(all), false, noon("2026-12-01")).size(), std::size_t{1});
    }
};

KEYRITE_TEST_MAIN(LearningTest)
#include "learning_test.moc"
