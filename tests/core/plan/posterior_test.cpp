#include "core/plan/posterior.h"
#include "core/plan/structure.h"
#include "tests/core/plan/printed.h"
#include "tests/test_main.h"

#include <numeric>
#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::plan;

namespace {

const std::vector<double> kHours{4, 12, 48, 240};

ResponsePosterior prior()
{
    return ResponsePosterior::create(kHours, {5, 3, 1.5, 0.5}).value();
}

// E over p ~ Beta of the plug-in polynomial, by the midpoint rule: another road to the same number.
double integrated(const Policy& policy, const BetaPosterior& beta)
{
    constexpr int kSteps = 20000;
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < kSteps; ++i) {
        const double p = (i + 0.5) / kSteps;
        const double weight = std::pow(p, beta.alpha - 1) * std::pow(1 - p, beta.beta - 1);
        ShareProbabilities members;
        for (const GroupPolicy& group : policy.groups())
            members.emplace_back(static_cast<std::size_t>(group.count), p);
        const std::vector<double> sites(policy.groups().size(), 1.0);
        sum += weight * quorumProbability(policy, members, sites);
        weights += weight;
    }
    return sum / weights;
}

} // namespace

class PosteriorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drillsMoveTheResponseTimes()
    {
        const std::vector<double> mean = prior().afterAnswers({12, 8, 4, 3}).value().mean();
        const std::vector<double> expected{17 / 37., 11 / 37., 5.5 / 37., 3.5 / 37.};
        for (std::size_t b = 0; b < mean.size(); ++b)
            QVERIFY(std::abs(mean[b] - expected[b]) < 1e-15);
    }

    void aSharedUnknownIsIntegrated()
    {
        VERIFY_PRINTS(quorumProbability(Policy::parse("2of3").value(), BetaPosterior{9, 1}), "%.6f",
                      "0.954545");
        const double plugIn = atLeast(2, std::vector<double>(3, BetaPosterior{9, 1}.mean()));
        VERIFY_PRINTS(plugIn, "%.3f", "0.972");
        for (const char* text : {"1of1", "3of5", "2of(2of3,2of3,1of1)", "1of(2of2,3of4)"})
            QVERIFY(std::abs(quorumProbability(Policy::parse(text).value(), BetaPosterior{6, 2}) -
                             integrated(Policy::parse(text).value(), BetaPosterior{6, 2})) < 1e-6);
    }

    void theLargestDesignHasAProbability()
    {
        const Policy largest =
            Policy::create(16, std::vector<GroupPolicy>(kMaxGroups, GroupPolicy{16, kMaxMembers})).value();
        // All 256 must be usable: E[p^256] under Beta(9, 1) = 9 / (9 + 256).
        QVERIFY(std::abs(quorumProbability(largest, BetaPosterior{9, 1}) - 9.0 / 265) < 1e-12);
    }

    void momentsOfABeta()
    {
        VERIFY_PRINTS((BetaPosterior{9, 1}.moment(2)), "%.6f", "0.818182"); // 9/10 * 10/11
        QCOMPARE((BetaPosterior{9, 1}.after(1, 2).mean()), 10.0 / 13);
        QCOMPARE((GammaPosterior{0.5, 100}.after(2, 150).mean()), 2.5 / 250);
    }

    void silenceCountsAgainstTheBucketsItOutlasted()
    {
        const ResponsePosterior after = prior().afterSilence(12, 10).value();
        const std::vector<double> mean = after.mean();
        QVERIFY(std::abs(mean[0] - 5.0 / 20) < 1e-15);            // 5 of 10, then 10 more who did not
        QVERIFY(std::abs(mean[1] - 15.0 / 20 * 3 / 15) < 1e-15);  // 3 of 5, then 10 more who did not
        QVERIFY(std::abs(mean[2] / mean[3] - 1.5 / 0.5) < 1e-12); // nothing is known about later
        QVERIFY(prior().afterSilence(3.9, 10).value().mean() == prior().mean()); // no bucket has ended
    }

    void inWhatOrderNewsComesDoesNotMatter()
    {
        rc::check([] {
            const auto count = [] { return *rc::gen::inRange(0, 50) / 1.0; };
            const std::vector<double> answers{count(), count(), count(), count()};
            const double silent = count();
            const auto one = prior().afterAnswers(answers).value().afterSilence(48, silent).value().mean();
            const auto other = prior().afterSilence(48, silent).value().afterAnswers(answers).value().mean();
            RC_ASSERT(std::abs(std::accumulate(one.begin(), one.end(), 0.0) - 1) < 1e-12);
            for (std::size_t b = 0; b < one.size(); ++b)
                RC_ASSERT(std::abs(one[b] - other[b]) < 1e-12);
        });
    }

    void nonsenseIsRefused()
    {
        const double nan = std::nan("");
        QVERIFY(!ResponsePosterior::create({4}, {1}));
        QVERIFY(!ResponsePosterior::create({4, 4}, {1, 1}));
        QVERIFY(!ResponsePosterior::create({4, nan}, {1, 1}));
        QVERIFY(!ResponsePosterior::create({4, 8}, {1, 0}));
        QVERIFY(!ResponsePosterior::create({4, 8}, {1, nan}));
        QVERIFY(!ResponsePosterior::create({4, 8}, {1, 2, 3}));
        QCOMPARE(prior().afterAnswers({1, 2, 3}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(prior().afterAnswers({1, 2, 3, -1}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(prior().afterSilence(nan, 1).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(prior().afterSilence(1, -1).error().code, ErrorCode::InvalidArgument);
    }
};

KEYRITE_TEST_MAIN(PosteriorTest)
#include "posterior_test.moc"
