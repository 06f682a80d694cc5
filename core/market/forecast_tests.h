// The formal tests of the forecasts, on starts whose outages do not overlap: one row of tests for every
// offset at which one can begin to count, all reported. Pure function, safe on any thread.
#pragma once

#include "core/market/shortfall_test.h"

namespace keyrite::market {

// The starts offset, offset + span, offset + 2 span, ...
struct OffsetTests
{
    std::size_t offset;      // in strides
    std::size_t count;       // forecasts
    std::size_t exceedances; // of the value at risk
    TestResult kupiec;
    TestResult christoffersen;
    TestResult conditional;
    TrafficLight light;
    ShortfallTest shortfall;
    double kupiecHolm; // p-values adjusted over all offsets
    double christoffersenHolm;
    double shortfallHolm;
};

struct ForecastTests
{
    std::vector<OffsetTests> offsets; // those with a forecast; empty where there is none at all
    std::size_t forecasts = 0;
    std::size_t notPossible = 0;
    std::size_t stride = 1;        // bars between starts that were looked at
    std::size_t span = 1;          // strides between starts that do not overlap
    std::size_t smallestCount = 0; // of the offsets
    // The probability that Kupiec's test finds a forecast that is exceeded twice as often as it says, with
    // smallestCount starts: for one offset alone, and after Holm's adjustment in the worst case.
    double powerAlone = 0;
    double powerAdjusted = 0;

    enum class Verdict { NoForecast, Rejected, NotRejected };
    Verdict verdict() const; // Rejected where any adjusted p-value is under kSignificance

    static constexpr double kSignificance = 0.05;
};

// `horizon`: bars after its start that a loss looks at. Errors: Cancelled.
[[nodiscard]] Result<ForecastTests> testForecasts(const Forecasts& forecasts, std::size_t horizon,
                                                  const ForecastOptions& options, int simulations,
                                                  const JobProgress& progress = {});

} // namespace keyrite::market
