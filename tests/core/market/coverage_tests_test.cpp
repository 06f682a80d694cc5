#include "core/market/coverage_tests.h"

#include "core/market/distributions.h"
#include "core/market/risk_measures.h"
#include "core/market/shortfall_test.h"
#include "core/market/stationary_bootstrap.h"
#include "tests/test_main.h"

#include <cmath>
#include <numeric>

using namespace keyrite::market;

namespace {

bool near(double actual, double expected, double tolerance)
{
    if (std::fabs(actual - expected) <= tolerance)
        return true;
    qWarning("%.10g is not %.10g", actual, expected);
    return false;
}

// A forecast whose pool held `tail` beyond the value at risk, out of 40; VaR 10, ES 20.
Forecast made(double loss)
{
    Forecast forecast{0, 10, 20, 10, loss};
    forecast.tailSize = 1;
    forecast.poolSize = 40;
    return forecast;
}

} // namespace

class CoverageTestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // SOURCE: the product's model, section "Backtest": check values.
    void kupiecsCheckValue()
    {
        const TestResult result = kupiec(5, 100, 0.01);
        QVERIFY(near(result.statistic, 8.2582, 0.00005));
        QVERIFY(near(result.pValue, 0.00406, 0.000005));
        QVERIFY(near(kupiec(1, 100, 0.01).statistic, 0, 1e-12));
        QVERIFY(near(kupiec(0, 100, 0.01).statistic, -200 * std::log(0.99), 1e-12));
        QVERIFY(near(kupiec(100, 100, 0.5).statistic, 200 * std::log(2.0), 1e-9));
    }

    void christoffersensCheckValue()
    {
        QVERIFY(near(christoffersen({93, 2, 2, 2}).statistic, 8.5611, 0.00005));
        QVERIFY(near(christoffersen({99, 0, 0, 0}).statistic, 0, 1e-12));
        const Transitions seen = transitions({false, true, true, false, false});
        QCOMPARE(seen.n00, 1U);
        QCOMPARE(seen.n01, 1U);
        QCOMPARE(seen.n10, 1U);
        QCOMPARE(seen.n11, 1U);
        const TestResult both = conditionalCoverage({8.2582, 0}, {8.5611, 0});
        QVERIFY(near(both.pValue, std::exp(-(8.2582 + 8.5611) / 2), 1e-12));
    }

    void baselsTrafficLight()
    {
        for (std::size_t x = 0; x <= 12; ++x)
            QCOMPARE(trafficLight(x, 250, 0.01),
                     x < 5 ? TrafficLight::Green : (x < 10 ? TrafficLight::Yellow : TrafficLight::Red));
    }

    // SOURCE: R 4: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") gives 0.03 0.06 0.06 0.02.
    void holmsAdjustment()
    {
        const std::vector<double> adjusted = holmAdjusted(std::vector<double>{0.01, 0.04, 0.03, 0.005});
        const std::vector<double> expected{0.03, 0.06, 0.06, 0.02};
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY(near(adjusted[i], expected[i], 1e-12));
        QCOMPARE(holmAdjusted(std::vector<double>{0.9, 0.8}), (std::vector<double>{1, 1}));
        QVERIFY(holmAdjusted({}).empty());
    }

    // SOURCE: tables of the chi-square and the binomial distribution.
    void distributions()
    {
        QVERIFY(near(chiSquareTail(3.841459, 1), 0.05, 1e-7));
        QVERIFY(near(chiSquareTail(5.991465, 2), 0.05, 1e-7));
        QVERIFY(near(binomialCdf(4, 250, 0.01), 0.8922, 0.00005));
        QVERIFY(near(binomialCdf(9, 250, 0.01), 0.9997, 0.00005));
        QVERIFY(near(binomialCdf(250, 250, 0.01), 1, 1e-12));
    }

    void powerGrowsWithTheSampleAndNeverLies()
    {
        // A right forecast is rejected about as often as the significance says.
        QVERIFY(kupiecPower(1000, 0.05, 0.05, 0.05) < 0.08);
        const double small = kupiecPower(100, 0.01, 0.02, 0.05);
        const double large = kupiecPower(2000, 0.01, 0.02, 0.05);
        QVERIFY(small < 0.35);
        QVERIFY(large > 0.9);
        // By hand: n = 2, p = 0.5: two or no exceedances give 4 ln 2 = 2.77, p-value 0.0958.
        QCOMPARE(kupiecPower(2, 0.5, 0.5, 0.05), 0.0);
        QVERIFY(near(kupiecPower(2, 0.5, 0.5, 0.1), 0.5, 1e-12));
    }

    void valueAtRiskAndExpectedShortfall()
    {
        std::vector<double> losses(100);
        std::iota(losses.begin(), losses.end(), 1);
        QCOMPARE(valueAtRisk(losses, 0.99), 99.0);
        QCOMPARE(valueAtRisk(losses, 0.975), 98.0);
        QVERIFY(near(expectedShortfall(losses, 0.99), 100, 1e-9));
        QVERIFY(near(expectedShortfall(losses, 0.975), (100 + 99 + 0.5 * 98) / 2.5, 1e-9));
        QVERIFY(near(expectedShortfall(losses, 0.5), 75.5, 1e-9));
        QCOMPARE(valueAtRisk(std::vector<double>{7}, 0.99), 7.0);
        QVERIFY(near(expectedShortfall(std::vector<double>{7}, 0.99), 7, 1e-9));
        const RiskSummary summary = summarise({3, 1, 2}, 0.99, 0.975);
        QCOMPARE(summary.mean, 2.0);
        QCOMPARE(summary.median, 2.0);
        QCOMPARE(summary.worst, 3.0);
    }

    // SOURCE: Acerbi and Szekely (2014), equation 6, with losses positive: Z2 = 1 - sum(L I / ES) / (n (1 -
    // alpha)).
    void z2ByHand()
    {
        std::vector<Forecast> forecasts(39, made(0));
        forecasts.push_back(made(20));
        QVERIFY(near(acerbiSzekelyZ2(forecasts, 0.975), 0, 1e-9));
        forecasts.back() = made(60);
        QVERIFY(near(acerbiSzekelyZ2(forecasts, 0.975), -2, 1e-9));
        forecasts.back() = made(10); // at the value at risk is not beyond it
        QVERIFY(near(acerbiSzekelyZ2(forecasts, 0.975), 1, 1e-9));
    }

    void z2sCriticalValueIsSimulatedAndTheSameEveryTime()
    {
        std::vector<Forecast> forecasts(400, made(0));
        const std::vector<double> tails{1.0};
        const ShortfallTest none = shortfallTest(forecasts, tails, 0.975, 2000);
        QCOMPARE(none.z2, 1.0);
        QCOMPARE(none.pValue, 1.0);
        // 10 exceedances expected, binomial(400, 1/40): P(X >= 16) = 0.0466, P(X >= 15) = 0.081; so the 5 %
        // point is the Z2 of 16 or 15 exceedances.
        QVERIFY(none.criticalValue <= -0.4 && none.criticalValue >= -0.7);
        for (std::size_t i = 0; i < 30; ++i)
            forecasts[i] = made(20);
        const ShortfallTest many = shortfallTest(forecasts, tails, 0.975, 2000);
        QVERIFY(near(many.z2, -2, 1e-9));
        QVERIFY(many.pValue < 0.001);
        QCOMPARE(shortfallTest(forecasts, tails, 0.975, 2000).pValue, many.pValue);
        QCOMPARE(shortfallTest(forecasts, tails, 0.975, 2000).criticalValue, many.criticalValue);
    }

    void bootstrapIntervalsHoldTheFigureAndWidenWithDependence()
    {
        std::vector<double> losses(400);
        for (std::size_t i = 0; i < losses.size(); ++i)
            losses[i] = static_cast<double>((i / 20) % 10); // long runs of one value
        const BootstrapIntervals single = stationaryBootstrap(losses, 0.99, 0.975, 1, 300);
        const BootstrapIntervals blocks = stationaryBootstrap(losses, 0.99, 0.975, 40, 300);
        QVERIFY(single.mean.low < 4.5 && 4.5 < single.mean.high);
        QVERIFY(blocks.mean.low < 4.5 && 4.5 < blocks.mean.high);
        QVERIFY(blocks.mean.high - blocks.mean.low > 2 * (single.mean.high - single.mean.low));
        QVERIFY(blocks.es.high <= 9.0);
        const BootstrapIntervals again = stationaryBootstrap(losses, 0.99, 0.975, 40, 300);
        QCOMPARE(again.mean.low, blocks.mean.low);
        const BootstrapIntervals constant =
            stationaryBootstrap(std::vector<double>(50, 2.0), 0.99, 0.975, 5, 100);
        QCOMPARE(constant.var.low, 2.0);
        QCOMPARE(constant.var.high, 2.0);
    }
};

KEYRITE_TEST_MAIN(CoverageTestsTest)
#include "coverage_tests_test.moc"
