#include "core/market/outage_loss.h"

#include "core/market/black_scholes.h"
#include "core/market/historical_loss.h"
#include "tests/core/market/series.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::market;
using market::test::daily;

namespace {

using Doubles = std::vector<double>;

// SOURCE: the product's model of losses, section "Backtest": the hand test.
PriceSeries handSeries()
{
    return daily({100, 98, 90, 95, 80, 85}, {99, 97, 88, 93, 78, 82}, {101, 99, 92, 97, 84, 88});
}

constexpr std::size_t kStarts = 4;
constexpr std::size_t kTau = 2;

OutageLosses handLosses(const Instrument& instrument, std::size_t bars = kTau, std::size_t starts = kStarts)
{
    // The lows of the hand test's first bars lie under their closes already at the start; only later bars
    // count.
    return outageLosses(handSeries(), instrument, bars, starts, 0.94);
}

void compareClosely(const Doubles& actual, const Doubles& expected)
{
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i)
        QVERIFY2(std::fabs(actual[i] - expected[i]) < 1e-12,
                 qPrintable(QString("%1: %2, not %3").arg(i).arg(actual[i]).arg(expected[i])));
}

HistoricalLoss historical(const PriceSeries& series, const Position& position, const char* policy)
{
    const PolicyTimeline timeline = PolicyTimeline::parse(policy).value();
    return historicalLoss(series, position, timeline.policies().front().policy, 0.94).value();
}

Position units(const Instrument& instrument, double count = 1)
{
    return {"", instrument, Sizing::Units, count};
}

} // namespace

class OutageLossTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spotByHand()
    {
        const OutageLosses losses = handLosses(Spot{});
        compareClosely(losses.excursion, {12, 10, 12, 17});
        compareClosely(losses.exit, {10, 3, 10, 10});
        QCOMPARE(losses.loss, losses.excursion);
        QCOMPARE(handLosses(Spot{Side::Long, SpotMeasure::Exit}).loss, losses.exit);
        compareClosely(handLosses(Spot{}, 1).excursion, {3, 10, 0, 17});
    }

    void theMixtureByHand()
    {
        const HistoricalLoss losses =
            historical(handSeries(), units(Spot{}),
                       R"({"buckets":[{"hours":24,"weight":0.5},{"hours":48,"weight":0.5}]})");
        compareClosely(losses.loss, {7.5, 10, 6, 17});
        QCOMPARE(losses.horizon, kTau);
    }

    void perpetualByHand()
    {
        Margined perpetual;
        perpetual.margin = 0.11;
        perpetual.penalty = 0.01;
        const OutageLosses losses = handLosses(perpetual);
        compareClosely(losses.loss, {12, 3, 10.8, 11.4});
        QCOMPARE(losses.endedEarly, (std::vector<std::uint8_t>{1, 0, 1, 1}));
    }

    void otcByHand()
    {
        compareClosely(handLosses(Otc{Side::Long, 48}, kTau, 2).loss, {6.5, 10});
        compareClosely(handLosses(Otc{Side::Short, 48}, kTau, 2).loss, {-6.5, -10});
        QCOMPARE(horizonBars(Otc{Side::Long, 48}, kTau, handSeries()), 4U);
    }

    void shortSidesMirrorLongOnes()
    {
        const OutageLosses spot = handLosses(Spot{Side::Short, SpotMeasure::Excursion});
        compareClosely(spot.excursion, {0, 0, 7, 0});
        compareClosely(spot.exit, {-10, -3, -10, -10});
        Margined perpetual{true, Side::Short};
        perpetual.margin = 0.05;
        compareClosely(handLosses(perpetual).loss,
                       {-10, -3, 4.5, -10}); // 97 reaches 94.5, 84 does not reach 99.75
    }

    void theLongSidePaysFundingUnlessItIsLiquidated()
    {
        Margined perpetual;
        perpetual.margin = 0.11;
        perpetual.fundingPerDay = 0.01;
        compareClosely(handLosses(perpetual).loss, {11, 3 + 98 * 0.02, 9.9, 10.45});
        perpetual.side = Side::Short;
        compareClosely(handLosses(perpetual).loss,
                       {-10 - 2, -3 - 98 * 0.02, -10 - 90 * 0.02, -10 - 95 * 0.02});
    }

    // SOURCE: J. C. Hull, Options, Futures and Other Derivatives, the example of the Black-Scholes chapter:
    // S = 42, K = 40, r = 10 %, sigma = 20 %, T = 0.5: call 4.76, put 0.81.
    void optionPrices()
    {
        const OptionTerms call{OptionType::Call, 40, 0.5, 0.2, 0.1};
        const OptionTerms put{OptionType::Put, 40, 0.5, 0.2, 0.1};
        QCOMPARE(std::round(optionPrice(42, call) * 100), 476.0);
        QCOMPARE(std::round(optionPrice(42, put) * 100), 81.0);
        // Put-call parity.
        QVERIFY(std::fabs(optionPrice(42, call) - optionPrice(42, put) - (42 - 40 * std::exp(-0.05))) <
                1e-12);
        QCOMPARE(optionPrice(42, {OptionType::Call, 40, 0, 0.2, 0.1}), 2.0);
        QCOMPARE(optionPrice(42, {OptionType::Put, 40, -1, 0.2, 0.1}), 0.0);
        QCOMPARE(optionPrice(42, {OptionType::Call, 40, 1, 0, 0}), 2.0);
    }

    void aShortOptionIsRepricedWhenTheOutageEnds()
    {
        ShortOption put;
        put.expiryDays = 30;
        put.volatility = 0.5;
        const OutageLosses losses = handLosses(put);
        const auto price = [](double spot, double days) {
            return optionPrice(spot, {OptionType::Put, 100, days / 365.25, 0.5, 0});
        };
        QVERIFY(std::fabs(losses.loss[0] - (price(90, 28) - price(100, 30))) < 1e-12);
        QCOMPARE(losses.endedEarly, (std::vector<std::uint8_t>{0, 0, 0, 0}));
    }

    void anExpiryInsideTheOutageIsFlaggedAndSettlesThere()
    {
        ShortOption put;
        put.expiryDays = 1;
        put.volatility = 0.5;
        const OutageLosses losses = handLosses(put);
        QCOMPARE(losses.endedEarly, (std::vector<std::uint8_t>{1, 1, 1, 1}));
        const double sold = optionPrice(100, {OptionType::Put, 100, 1 / 365.25, 0.5, 0});
        QVERIFY(std::fabs(losses.loss[0] - (2 - sold)) < 1e-12); // 98 a day later, not 90
    }

    void trailingVolatilityIsUnknownAtFirst()
    {
        const auto series = PriceSeries::create(market::test::randomBars(60, 1)).value();
        ShortOption option;
        QVERIFY(!usableStart(series, option, 0));
        QVERIFY(usableStart(series, option, 30));
        option.volatility = 0.3;
        QVERIFY(usableStart(series, option, 0));
    }

    void aPositionOfOneValueHasAnotherNumberOfUnitsEveryDay()
    {
        const HistoricalLoss losses = historical(handSeries(), {"", Spot{}, Sizing::Value, 1000}, "48h");
        compareClosely(losses.loss, {120, 10 * 1000 / 98.0, 12 * 1000 / 90.0, 17 * 1000 / 95.0});
        compareClosely(losses.units, {10, 1000 / 98.0, 1000 / 90.0, 1000 / 95.0});
    }

    void pricesUnderZeroAreLossesInUnitsAndNoStartsInValue()
    {
        const PriceSeries oil = daily({20, 18, -37, 9, 14, 15});
        compareClosely(historical(oil, units(Spot{}), "24h").loss, {2, 55, 0, 0, 0});
        const HistoricalLoss value = historical(oil, {"", Spot{}, Sizing::Value, 100}, "24h");
        QCOMPARE(value.usable, (std::vector<std::uint8_t>{1, 1, 0, 1, 1}));
        QCOMPARE(value.loss[2], 0.0);
        QVERIFY(!usableStart(oil, Margined{}, 2));
        QVERIFY(usableStart(oil, Margined{}, 1));
    }

    void aSeriesShorterThanTheOutageIsRefused()
    {
        const auto policy = OutagePolicy::fixed(24 * 6).value();
        const auto refused = historicalLoss(handSeries(), units(Spot{}), policy, 0.94);
        QCOMPARE(refused.error().code, ErrorCode::BacktestRefused);
        QVERIFY(refused.error().message.starts_with(
            "The series has 6 bars, but one outage with what follows it takes 6."));
        QVERIFY(historicalLoss(handSeries(), units(Spot{}), OutagePolicy::fixed(24 * 5).value(), 0.94));
        const auto never = historicalLoss(daily({-1, -2, -3}), {"", Spot{}, Sizing::Value, 1},
                                          OutagePolicy::fixed(1).value(), 0.94);
        QVERIFY(
            never.error().message.starts_with("There is no bar at which this position could have been held"));
    }

    void theWorstStartsDoNotOverlap()
    {
        const HistoricalLoss losses =
            historical(daily({100, 100, 100, 50, 100, 100, 100, 100, 40, 100, 100}), units(Spot{}), "48h");
        const auto worst = worstStarts(losses, 3);
        QCOMPARE(worst[0].start, 6U);
        QCOMPARE(worst[0].loss, 60.0);
        QCOMPARE(worst[1].start, 1U);
        QCOMPARE(worst[1].loss, 50.0);
        for (std::size_t i = 2; i < worst.size(); ++i)
            QCOMPARE(worst[i].loss, 0.0);
    }

    void stressWindowsAreTheOutagesThatReachIntoThem()
    {
        std::vector<Bar> bars;
        const BarTime first = parseBarTime("2020-03-09", TimeFormat::Iso).value().seconds;
        for (const double close : {100.0, 99.0, 98.0, 60.0, 70.0, 65.0, 66.0})
            bars.push_back({first + static_cast<BarTime>(bars.size()) * kSecondsPerDay, close, close, close});
        const auto series = PriceSeries::create(std::move(bars)).value();
        const auto results = stressResults(series, historical(series, units(Spot{}), "48h"));
        QCOMPARE(results.size(), 1U);
        QCOMPARE(std::string(results[0].window->name), std::string("Covid crash"));
        QCOMPARE(results[0].starts, 2U); // from 2020-03-10 and 11; the outage of the 9th ended on the 11th
        QCOMPARE(results[0].worst.loss, 39.0);
        QCOMPARE(results[0].worst.start, 1U);
    }
};

KEYRITE_TEST_MAIN(OutageLossTest)
#include "outage_loss_test.moc"
