#include "core/market/backtest.h"

#include "core/market/series_import.h"
#include "core/market/synthetic_series.h"
#include "tests/core/market/series.h"
#include "tests/shared_vectors.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::market;
using market::test::randomBars;

namespace {

const Position kSpot{"", Spot{}, Sizing::Value, 1e6};

BacktestOptions quick()
{
    BacktestOptions options;
    options.simulations = 200;
    options.resamples = 100;
    return options;
}

PolicyTimeline policy(const char* text)
{
    return PolicyTimeline::parse(text).value();
}

PriceSeries practice()
{
    const std::string csv = syntheticSeries(1500);
    return importSeries(sourceOf(csv)).value().series;
}

std::string refusal(const Result<Backtest>& result)
{
    return result ? "accepted" : result.error().message;
}

} // namespace

class BacktestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWholeOverThePracticeSeries()
    {
        const PriceSeries series = practice();
        const Backtest result = runBacktest(series, kSpot, policy("72h"), quick()).value();
        QVERIFY(result.todaysPolicy);
        QCOMPARE(result.losses.horizon, 3U);
        QCOMPARE(result.losses.loss.size(), series.size() - 3);
        QCOMPARE(result.summary.count, result.losses.usableCount());
        QCOMPARE(result.summary.worst, result.worst.front().loss);
        QVERIFY(result.summary.mean <= result.summary.var && result.summary.varAtEs <= result.summary.es);
        QVERIFY(result.summary.es <= result.summary.worst);
        QVERIFY(result.exit->worst <= result.excursion->worst);
        QVERIFY(result.intervals.var.low <= result.summary.var &&
                result.summary.var <= result.intervals.var.high);
        QCOMPARE(result.tests.offsets.size(), 3U);
        QCOMPARE(result.classes.size(), 5U);
        QCOMPARE(result.stress.size(), 0U);
    }

    void aPositionHasTheSameNumbersEveryTime()
    {
        const PriceSeries series = practice();
        const Backtest first = runBacktest(series, kSpot, policy("48h"), quick()).value();
        const Backtest second = runBacktest(series, kSpot, policy("48h"), quick()).value();
        QCOMPARE(second.intervals.es.high, first.intervals.es.high);
        QCOMPARE(second.tests.offsets[0].shortfall.pValue, first.tests.offsets[0].shortfall.pValue);
    }

    void policiesAsKnownCountOnlySinceTheyWere()
    {
        const auto series = PriceSeries::create(randomBars(1200, 4)).value();
        const PolicyTimeline known =
            policy(R"({"history":[{"from":"2001-01-01","hours":48},{"from":"2002-01-01","hours":24}]})");
        const Backtest result = runBacktest(series, kSpot, known, quick()).value();
        QVERIFY(!result.todaysPolicy);
        const Backtest two = runBacktest(series, kSpot, policy("48h"), quick()).value();
        const Backtest one = runBacktest(series, kSpot, policy("24h"), quick()).value();
        for (std::size_t t = 0; t < result.losses.loss.size(); ++t) {
            const std::string day = barTimeText(series[t].time);
            QCOMPARE(result.losses.usable[t] != 0, day >= "2001-01-01");
            if (day >= "2001-01-01")
                QCOMPARE(result.losses.loss[t], (day < "2002-01-01" ? two : one).losses.loss[t]);
        }
        QCOMPARE(result.losses.horizon, 2U);
    }

    void policiesAfterTheSeriesLeaveNothingToTest()
    {
        const auto series = PriceSeries::create(randomBars(400, 4)).value();
        const auto result =
            runBacktest(series, kSpot, policy(R"({"history":[{"from":"2026-01-01","hours":48}]})"), quick());
        QVERIFY(refusal(result).starts_with("No outage begins while one of the policies is known"));
    }

    void progressRisesAndCanStop()
    {
        const PriceSeries series = practice();
        std::vector<double> seen;
        const auto result = runBacktest(series, kSpot, policy("72h"), quick(), [&](double done) {
            seen.push_back(done);
            return true;
        });
        QVERIFY(result.has_value());
        QVERIFY(std::ranges::is_sorted(seen));
        QCOMPARE(seen.back(), 1.0);
        for (std::size_t stopAt = 0; stopAt + 1 < seen.size(); ++stopAt) {
            std::size_t call = 0;
            const auto stopped =
                runBacktest(series, kSpot, policy("72h"), quick(), [&](double) { return call++ != stopAt; });
            QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        }
    }

    void badOptionsAreRefused()
    {
        const PriceSeries series = practice();
        for (const auto& spoil : std::vector<std::function<void(BacktestOptions&)>>{
                 [](auto& o) { o.forecast.varConfidence = 1; },
                 [](auto& o) { o.forecast.esConfidence = std::nan(""); },
                 [](auto& o) { o.forecast.pool = 10; }, [](auto& o) { o.forecast.minimum = 2000; },
                 [](auto& o) { o.forecast.decay = 1; }, [](auto& o) { o.simulations = 0; },
                 [](auto& o) { o.resamples = 1000000; }}) {
            BacktestOptions options = quick();
            spoil(options);
            QCOMPARE(runBacktest(series, kSpot, policy("48h"), options).error().code,
                     ErrorCode::BacktestRefused);
        }
        QVERIFY(refusal(runBacktest(market::test::daily({1, 2, 3}), kSpot, policy("72h"), quick()))
                    .starts_with("The series has 3 bars"));
    }

    // The crash of 1987 in the S&P 500: the close fell from 282.70 to 224.84 on 19 October.
    void blackMondayOverRealPrices()
    {
        KEYRITE_NEEDS_SHARED("market/sp500-daily.csv");
        const auto imported = importSeries(
            fileSource(keyrite::test::sharedPath("market/sp500-daily.csv").toStdString()).value());
        const Position exit{"", Spot{Side::Long, SpotMeasure::Exit}, Sizing::Value, 100};
        const Backtest result = runBacktest(imported->series, exit, policy("24h"), quick()).value();
        const StressResult& monday = result.stress.front();
        QCOMPARE(std::string(monday.window->name), std::string("Black Monday"));
        QCOMPARE(barTimeText(imported->series[monday.worst.start].time), std::string("1987-10-16"));
        QVERIFY(std::fabs(monday.worst.loss - 20.467) < 0.01);
        QCOMPARE(result.worst.front().start, monday.worst.start);
        QVERIFY(result.tests.forecasts > 24000);
    }

    void negativeOilOverRealPrices()
    {
        KEYRITE_NEEDS_SHARED("market/wti-spot-daily.csv");
        const auto imported = importSeries(
            fileSource(keyrite::test::sharedPath("market/wti-spot-daily.csv").toStdString()).value());
        const Backtest result =
            runBacktest(imported->series, {"", Spot{}, Sizing::Units, 1000}, policy("24h"), quick()).value();
        QVERIFY(std::fabs(result.summary.worst - (18.31 + 36.98) * 1000) < 1e-6);
        QCOMPARE(barTimeText(imported->series[result.worst.front().start].time), std::string("2020-04-17"));
    }
};

KEYRITE_TEST_MAIN(BacktestTest)
#include "backtest_test.moc"
