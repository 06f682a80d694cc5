// The second test of Acerbi and Szekely (2014): was expected shortfall forecast large enough? Pure functions,
// safe on any thread.
#pragma once

#include "core/market/coverage_tests.h"
#include "core/market/forecast.h"

namespace keyrite::market {

// Z2 = 1 - sum of L I / ES over (n (1 - confidence)), I where L exceeds the value at risk at that confidence.
// About 0 if the forecasts are right; negative if losses were worse. Not empty.
double acerbiSzekelyZ2(std::span<const Forecast> forecasts, double confidence);

// Its p-value: how often outcomes drawn from the forecasts themselves give a Z2 as low, in `simulations` runs
// of FixedRandom, (1 + lower) / (1 + simulations); and the critical value at 5 %.
struct ShortfallTest
{
    double z2;
    double pValue;
    double criticalValue;
};

ShortfallTest shortfallTest(std::span<const Forecast> forecasts, std::span<const double> tails,
                            double confidence, int simulations);

} // namespace keyrite::market
