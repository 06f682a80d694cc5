#include "core/market/outage_policy.h"

#include "tests/core/market/series.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::market;

namespace {

OutagePolicy parsed(std::string_view text)
{
    return PolicyTimeline::parse(text).value().policies().front().policy;
}

std::string refusal(std::string_view text)
{
    const auto policy = PolicyTimeline::parse(text);
    return policy ? "accepted" : policy.error().message;
}

} // namespace

class OutagePolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fixedHours()
    {
        for (const char* text :
             {"48h", "48 h", "48h\n", "48.0h", R"({"hours":48})", R"({"buckets":[{"hours":48,"weight":1}]})",
              R"({"timeToRecover":[{"hours":24,"probability":0},{"hours":48,"probability":1}]})"})
            QCOMPARE(parsed(text), OutagePolicy::fixed(48).value());
        QCOMPARE(parsed("48h").text(), std::string("48 h"));
    }

    void aDistributionFunctionBecomesItsSteps()
    {
        const OutagePolicy policy = parsed(
            R"({"timeToRecover":[{"hours":4,"probability":0.5},{"hours":12,"probability":"0.8"},{"hours":48,"probability":0.95}],"elseHours":240})");
        QCOMPARE(policy.buckets().size(), 4U);
        QVERIFY(std::fabs(policy.buckets()[1].weight - 0.3) < 1e-12);
        QVERIFY(std::fabs(policy.buckets()[3].weight - 0.05) < 1e-12);
        QCOMPARE(policy.longestHours(), 240.0);
        QVERIFY(std::fabs(policy.meanHours() - (2 + 3.6 + 7.2 + 12)) < 1e-9);
        QCOMPARE(policy.text(), std::string("4 h (50 %), 12 h (30 %), 48 h (15 %), 240 h (5 %)"));
    }

    void aPlansOutputIsAPolicy()
    {
        const OutagePolicy policy = parsed(
            R"({"title":"x","designs":[{"name":"D","recoveredBy":[{"hours":4,"probability":0.5},{"hours":12,"probability":0.9546303}]}]})");
        QCOMPARE(policy.buckets().size(), 3U);
        QCOMPARE(policy.longestHours(), 240.0);
        QVERIFY(refusal(R"({"designs":[]})").starts_with("The recovery policy: the plan has no design"));
        QVERIFY(refusal(R"({"designs":[{"recoveredBy":[{"hours":4}]}]})").starts_with("The recovery policy"));
    }

    void timesToRecoverBecomeTheirSteps()
    {
        const auto policy =
            OutagePolicy::fromTimeToRecover(std::vector<double>{0, 4, 12}, std::vector<double>{0.1, 0.1, 0.9})
                .value();
        QCOMPARE(policy.buckets().size(), std::size_t{3});
        QVERIFY(policy.buckets()[0].hours > 0);
        QVERIFY(std::fabs(policy.buckets()[1].weight - 0.8) < 1e-12);
        QCOMPARE(policy.longestHours(), 240.0);
        // What never comes lasts no shorter than what comes last; what is longer than a year counts as a
        // year.
        const auto late = OutagePolicy::fromTimeToRecover(std::vector<double>{300}, std::vector<double>{0.9});
        QCOMPARE(late->buckets().size(), std::size_t{1});
        QCOMPARE(OutagePolicy::fromTimeToRecover(std::vector<double>{80000}, std::vector<double>{1})
                     ->longestHours(),
                 OutagePolicy::kMaxHours);
        // Many steps are taken together at their later times, and the mean never gets shorter.
        std::vector<double> hours;
        std::vector<double> by;
        double mean = 0;
        for (int i = 1; i <= 1000; ++i) {
            hours.push_back(i);
            by.push_back(i / 1000.0);
            mean += i / 1000.0;
        }
        const auto many = OutagePolicy::fromTimeToRecover(hours, by).value();
        QVERIFY(many.buckets().size() <= OutagePolicy::kMaxBuckets);
        QVERIFY(many.meanHours() >= mean && many.meanHours() < mean + 16);
        const auto refused = [](std::vector<double> times, std::vector<double> probabilities) {
            return !OutagePolicy::fromTimeToRecover(times, probabilities);
        };
        QVERIFY(refused({1, 1}, {0.1, 0.2}) && refused({1, 2}, {0.2, 0.1}) && refused({1}, {1.1}) &&
                refused({1}, {}) && refused({-1}, {0.5}) && refused({std::nan("")}, {0.5}));
    }

    void policiesSinceADate()
    {
        const auto timeline = PolicyTimeline::parse(
            R"({"history":[{"from":"2026-01-31","hours":48},{"from":"2026-06-01","buckets":[{"hours":4,"weight":1}]}]})");
        QVERIFY(!timeline->isTodaysPolicy());
        QCOMPARE(timeline->policies().size(), 2U);
        QCOMPARE(barTimeText(timeline->policies()[0].from), std::string("2026-01-31"));
        QVERIFY(PolicyTimeline::parse("48h")->isTodaysPolicy());
    }

    void whatIsNoPolicyIsRefusedByName()
    {
        for (
            const char* text :
            {"",
             "h",
             "48",
             "48d",
             "-1h",
             "0h",
             "nanh",
             "infh",
             "1e308h",
             "9000h",
             "{}",
             "[]",
             "null",
             R"({"hours":0})",
             R"({"hours":"x"})",
             R"({"buckets":[]})",
             R"({"buckets":[{"hours":4,"weight":0.5}]})",
             R"({"buckets":[{"hours":4,"weight":0.5},{"hours":4,"weight":0.5}]})",
             R"({"buckets":[{"hours":4,"weight":1.5},{"hours":5,"weight":-0.5}]})",
             R"({"timeToRecover":[{"hours":4,"probability":0.5}]})",
             R"({"timeToRecover":[{"hours":4,"probability":0.5},{"hours":5,"probability":0.4}],"elseHours":9})",
             R"({"hours":48,"extra":1})",
             R"({"hours":1,"hours":2})",
             R"({"history":[]})",
             R"({"history":[{"from":"31/01/2026","hours":48}]})",
             R"({"history":[{"from":"2026-01-31","hours":48},{"from":"2026-01-31","hours":4}]})"})
            QVERIFY2(refusal(text).starts_with("The recovery policy"), text);
        QCOMPARE(refusal(R"({"buckets":[{"hours":4,"weight":0.5},{"hours":8,"weight":0.25}]})"),
                 std::string("The recovery policy: the weights add up to 0.75, not to 1."));
        QVERIFY(refusal(std::string(std::size_t{2} << 20U, '1'))
                    .starts_with("The recovery policy: the text is longer"));
    }

    void hoursAreRoundedUpToBars()
    {
        const PriceSeries series = market::test::daily({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        const auto bars = toBars(
            parsed(
                R"({"buckets":[{"hours":4,"weight":0.5},{"hours":24,"weight":0.25},{"hours":25,"weight":0.25}]})"),
            series);
        QCOMPARE(bars, (std::vector<BarBucket>{{1, 0.75}, {2, 0.25}}));
    }
};

KEYRITE_TEST_MAIN(OutagePolicyTest)
#include "outage_policy_test.moc"
