#include "core/market/forecast.h"

#include "core/market/forecast_tests.h"
#include "core/market/volatility.h"
#include "tests/core/market/series.h"
#include "tests/test_main.h"

#include <rapidcheck.h>

using namespace keyrite::market;
using keyrite::market::test::randomBars;

namespace {

constexpr std::size_t kBars = 900;

const char* const kMixture = R"({"buckets":[{"hours":24,"weight":0.6},{"hours":120,"weight":0.4}]})";

std::vector<Position> everyInstrument()
{
    std::vector<Position> positions;
    for (const Instrument& instrument : typicalInstruments())
        positions.push_back({"", instrument, Sizing::Value, 1e6});
    positions.push_back({"", Spot{Side::Short, SpotMeasure::Exit}, Sizing::Units, 10});
    return positions;
}

struct Made
{
    HistoricalLoss losses;
    Forecasts forecasts;
};

Made forecastOver(std::vector<Bar> bars, const Position& position)
{
    const auto series = PriceSeries::create(std::move(bars)).value();
    const OutagePolicy policy = PolicyTimeline::parse(kMixture).value().policies().front().policy;
    HistoricalLoss losses = historicalLoss(series, position, policy, 0.94).value();
    Forecasts forecasts =
        forecast(series, losses, ForecastOptions{0.99, 0.975, 300, 100, 0.94}, 1, 0, series.size());
    return {std::move(losses), std::move(forecasts)};
}

bool same(const Forecast& a, const Forecast& b)
{
    return a.start == b.start && a.var == b.var && a.es == b.es && a.varAtEs == b.varAtEs &&
           a.poolSize == b.poolSize;
}

} // namespace

class ForecastTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Whatever happens after a bar, no forecast made at or before it changes, nor does the loss of any outage
    // that had ended by it.
    void alteringTheFutureChangesNoPast()
    {
        const std::vector<Bar> before = randomBars(kBars, 7);
        for (const Position& position : everyInstrument()) {
            const Made first = forecastOver(before, position);
            QVERIFY(first.forecasts.all.size() > 500);
            for (const std::size_t cut : {300U, 511U, 897U}) {
                std::vector<Bar> after = before;
                for (std::size_t i = cut + 1; i < after.size(); ++i)
                    for (double* price : {&after[i].low, &after[i].high, &after[i].close})
                        *price *= 0.3;
                const Made second = forecastOver(after, position);
                std::size_t compared = 0;
                for (std::size_t i = 0; i < first.forecasts.all.size() && first.forecasts.all[i].start <= cut;
                     ++i, ++compared)
                    QVERIFY(same(first.forecasts.all[i], second.forecasts.all[i]));
                QVERIFY(compared > 0);
                for (std::size_t t = 0; t + first.losses.horizon <= cut; ++t)
                    QCOMPARE(second.losses.loss[t], first.losses.loss[t]);
            }
        }
    }

    // The check above can fail: the future does change what comes after it.
    void theFutureChangesTheFuture()
    {
        const std::vector<Bar> before = randomBars(kBars, 7);
        std::vector<Bar> after = before;
        for (std::size_t i = 512; i < after.size(); ++i)
            for (double* price : {&after[i].low, &after[i].high, &after[i].close})
                *price *= 0.3;
        const Position position = everyInstrument().front();
        const Made first = forecastOver(before, position);
        const Made second = forecastOver(after, position);
        const auto differs = [&](std::size_t i) {
            return !same(first.forecasts.all[i], second.forecasts.all[i]);
        };
        std::size_t different = 0;
        for (std::size_t i = 0; i < first.forecasts.all.size(); ++i)
            different += differs(i) ? 1U : 0U;
        QVERIFY(different > 300);
    }

    // Cutting the series off is the same as not knowing the rest.
    void aShorterSeriesGivesTheSameForecasts()
    {
        const std::vector<Bar> bars = randomBars(kBars, 9);
        const Position position = everyInstrument().front();
        const Made whole = forecastOver(bars, position);
        const Made part = forecastOver({bars.begin(), bars.begin() + 600}, position);
        QVERIFY(!part.forecasts.all.empty());
        for (std::size_t i = 0; i < part.forecasts.all.size(); ++i)
            QVERIFY(same(part.forecasts.all[i], whole.forecasts.all[i]));
    }

    // The pool by brute force: outages that had ended, the latest, scaled by volatility.
    void aForecastIsTheScaledPool()
    {
        const std::vector<Bar> bars = randomBars(kBars, 3);
        const Position position{"", Spot{}, Sizing::Units, 2};
        const Made made = forecastOver(bars, position);
        const auto series = PriceSeries::create(bars).value();
        const std::vector<double> deviation = trailingDeviation(series, 1, 0.94);
        for (const std::size_t at : {0U, 100U, 399U}) {
            const Forecast& one = made.forecasts.all[at];
            std::vector<double> pool;
            for (std::size_t s = one.start - made.losses.horizon + 1; s-- > 1 && pool.size() < 300;)
                pool.push_back(made.losses.loss[s] / deviation[s] * deviation[one.start]);
            std::ranges::sort(pool);
            QCOMPARE(static_cast<std::size_t>(one.poolSize), pool.size());
            QVERIFY(std::fabs(one.var - valueAtRisk(pool, 0.99)) < 1e-9);
            QVERIFY(std::fabs(one.es - expectedShortfall(pool, 0.975)) < 1e-9);
            QCOMPARE(one.loss, made.losses.loss[one.start]);
        }
    }

    void trailingDeviationByHand()
    {
        const PriceSeries series = keyrite::market::test::daily({1, 3, 2, -2});
        const std::vector<double> deviation = trailingDeviation(series, 1, 0.5);
        QCOMPARE(deviation[0], 0.0);
        QCOMPARE(deviation[1], 2.0);
        QCOMPARE(deviation[2], std::sqrt((0.5 * 4 + 1) / 1.5));
        QCOMPARE(deviation[3], std::sqrt((0.5 * 3 + 16) / 1.75));
        QCOMPARE(trailingDeviation(series, 3, 0.5), (std::vector<double>{0, 3}));
    }

    void testsCountStartsThatDoNotOverlapForEveryOffset()
    {
        const Made made = forecastOver(randomBars(kBars, 5), everyInstrument().front());
        const ForecastTests tests =
            testForecasts(made.forecasts, made.losses.horizon, ForecastOptions{}, 200).value();
        QCOMPARE(tests.span, 5U);
        QCOMPARE(tests.offsets.size(), 5U);
        std::size_t counted = 0;
        for (std::size_t i = 0; i < tests.offsets.size(); ++i) {
            QCOMPARE(tests.offsets[i].offset, i);
            QVERIFY(tests.offsets[i].kupiecHolm >= tests.offsets[i].kupiec.pValue);
            counted += tests.offsets[i].count;
        }
        QCOMPARE(counted, made.forecasts.all.size());
        QVERIFY(tests.powerAdjusted <= tests.powerAlone);
        QVERIFY(tests.powerAlone < 0.6); // some 160 starts find little: that is what must be said
    }

    // A market whose dangers grow without a sign of it beforehand must be caught.
    void aForecastThatIsTooLowIsRejected()
    {
        Made made = forecastOver(randomBars(kBars, 5), everyInstrument().front());
        for (Forecast& one : made.forecasts.all)
            one.loss *= 3;
        const ForecastTests tests =
            testForecasts(made.forecasts, made.losses.horizon, ForecastOptions{}, 500).value();
        QVERIFY(tests.verdict() == ForecastTests::Verdict::Rejected);
        for (const OffsetTests& offset : tests.offsets) {
            QVERIFY(offset.shortfallHolm < 0.05);
            QVERIFY(offset.shortfall.z2 < offset.shortfall.criticalValue);
        }
    }

    void withoutHistoryThereIsNoForecast()
    {
        const Made made = forecastOver(randomBars(90, 5), everyInstrument().front());
        QVERIFY(made.forecasts.all.empty());
        QCOMPARE(made.forecasts.notPossible, made.losses.loss.size());
        const ForecastTests tests =
            testForecasts(made.forecasts, made.losses.horizon, ForecastOptions{}, 200).value();
        QVERIFY(tests.verdict() == ForecastTests::Verdict::NoForecast);
    }
};

KEYRITE_TEST_MAIN(ForecastTest)
#include "forecast_test.moc"
