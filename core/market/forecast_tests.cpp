#include "core/market/forecast_tests.h"

#include <algorithm>

namespace keyrite::market {
namespace {

OffsetTests testOffset(std::size_t offset, const std::vector<Forecast>& starts, const Forecasts& forecasts,
                       const ForecastOptions& options, int simulations)
{
    std::vector<bool> exceeded;
    exceeded.reserve(starts.size());
    for (const Forecast& one : starts)
        exceeded.push_back(one.loss > one.var);
    OffsetTests tests{};
    tests.offset = offset;
    tests.count = starts.size();
    tests.exceedances = static_cast<std::size_t>(std::ranges::count(exceeded, true));
    tests.kupiec = kupiec(tests.exceedances, tests.count, 1 - options.varConfidence);
    tests.christoffersen = christoffersen(transitions(exceeded));
    tests.conditional = conditionalCoverage(tests.kupiec, tests.christoffersen);
    tests.light = trafficLight(tests.exceedances, tests.count, 1 - options.varConfidence);
    tests.shortfall = shortfallTest(starts, forecasts.tails, options.esConfidence, simulations);
    return tests;
}

void adjust(std::vector<OffsetTests>& offsets)
{
    const auto holm = [&](auto pValueOf, double OffsetTests::*target) {
        std::vector<double> pValues(offsets.size());
        std::ranges::transform(offsets, pValues.begin(), pValueOf);
        const std::vector<double> adjusted = holmAdjusted(pValues);
        for (std::size_t i = 0; i < offsets.size(); ++i)
            offsets[i].*target = adjusted[i];
    };
    holm([](const OffsetTests& tests) { return tests.kupiec.pValue; }, &OffsetTests::kupiecHolm);
    holm([](const OffsetTests& tests) { return tests.christoffersen.pValue; },
         &OffsetTests::christoffersenHolm);
    holm([](const OffsetTests& tests) { return tests.shortfall.pValue; }, &OffsetTests::shortfallHolm);
}

void statePower(ForecastTests& tests, const ForecastOptions& options)
{
    if (tests.offsets.empty())
        return;
    tests.smallestCount = std::ranges::min_element(tests.offsets, {}, &OffsetTests::count)->count;
    const double rate = 1 - options.varConfidence;
    const auto families = static_cast<double>(tests.offsets.size());
    tests.powerAlone = kupiecPower(tests.smallestCount, rate, 2 * rate, ForecastTests::kSignificance);
    tests.powerAdjusted =
        kupiecPower(tests.smallestCount, rate, 2 * rate, ForecastTests::kSignificance / families);
}

} // namespace

ForecastTests::Verdict ForecastTests::verdict() const
{
    if (offsets.empty())
        return Verdict::NoForecast;
    const bool rejected = std::ranges::any_of(offsets, [](const OffsetTests& tests) {
        return std::min({tests.kupiecHolm, tests.christoffersenHolm, tests.shortfallHolm}) < kSignificance;
    });
    return rejected ? Verdict::Rejected : Verdict::NotRejected;
}

Result<ForecastTests> testForecasts(const Forecasts& forecasts, std::size_t horizon,
                                    const ForecastOptions& options, int simulations,
                                    const JobProgress& progress)
{
    ForecastTests tests;
    tests.forecasts = forecasts.all.size();
    tests.notPossible = forecasts.notPossible;
    tests.stride = forecasts.stride;
    tests.span = (horizon + forecasts.stride - 1) / forecasts.stride;
    std::vector<std::vector<Forecast>> byOffset(tests.span);
    for (const Forecast& forecast : forecasts.all)
        byOffset[forecast.start / forecasts.stride % tests.span].push_back(forecast);
    for (std::size_t offset = 0; offset < tests.span; ++offset) {
        if (!goOn(progress, static_cast<double>(offset) / static_cast<double>(tests.span)))
            return fail(ErrorCode::Cancelled, "The backtest was stopped.");
        if (!byOffset[offset].empty())
            tests.offsets.push_back(testOffset(offset, byOffset[offset], forecasts, options, simulations));
    }
    adjust(tests.offsets);
    statePower(tests, options);
    return tests;
}

} // namespace keyrite::market
