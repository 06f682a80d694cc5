#include "core/market/shortfall_test.h"

#include "core/market/fixed_random.h"

#include <algorithm>

namespace keyrite::market {
namespace {

constexpr double kCritical = 0.05;

double z2Of(double sum, std::size_t count, double confidence)
{
    return 1 - sum / (static_cast<double>(count) * (1 - confidence));
}

double tailRate(const Forecast& forecast)
{
    return static_cast<double>(forecast.tailSize) / forecast.poolSize;
}

// One run: each outcome drawn from its own forecast. Those that do not exceed count nothing, so the run jumps
// from one that may exceed to the next.
double simulate(std::span<const Forecast> forecasts, std::span<const double> tails, double highestRate,
                FixedRandom& random)
{
    double sum = 0;
    for (std::size_t i = random.geometric(highestRate); i < forecasts.size();
         i += 1 + random.geometric(highestRate)) {
        const Forecast& forecast = forecasts[i];
        if (random.uniform() * highestRate < tailRate(forecast))
            sum += tails[forecast.tail + random.below(forecast.tailSize)];
    }
    return sum;
}

} // namespace

double acerbiSzekelyZ2(std::span<const Forecast> forecasts, double confidence)
{
    double sum = 0;
    for (const Forecast& forecast : forecasts)
        if (forecast.loss > forecast.varAtEs)
            sum += forecast.loss / forecast.es;
    return z2Of(sum, forecasts.size(), confidence);
}

ShortfallTest shortfallTest(std::span<const Forecast> forecasts, std::span<const double> tails,
                            double confidence, int simulations)
{
    double highestRate = 0;
    for (const Forecast& forecast : forecasts)
        highestRate = std::max(highestRate, tailRate(forecast));
    ShortfallTest test{acerbiSzekelyZ2(forecasts, confidence), 1, 0};
    FixedRandom random;
    std::vector<double> runs(static_cast<std::size_t>(simulations));
    for (double& run : runs)
        run = z2Of(highestRate > 0 ? simulate(forecasts, tails, highestRate, random) : 0, forecasts.size(),
                   confidence);
    std::ranges::sort(runs);
    const auto asLow = std::ranges::upper_bound(runs, test.z2) - runs.begin();
    test.pValue = static_cast<double>(1 + asLow) / static_cast<double>(1 + simulations);
    test.criticalValue = runs[static_cast<std::size_t>(kCritical * simulations)];
    return test;
}

} // namespace keyrite::market
