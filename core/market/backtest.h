// Backtest: a recovery policy over historical prices, with its forecasts put to formal tests. Pure functions,
// safe on any thread.
#pragma once

#include "core/market/forecast_tests.h"
#include "core/market/stationary_bootstrap.h"

namespace keyrite::market {

struct BacktestOptions
{
    ForecastOptions forecast;
    int simulations = 2000; // for the critical value of the shortfall test
    int resamples = 500;    // for intervals
    std::size_t worst = 20; // starts listed
};

// Errors: BacktestRefused (a confidence outside 0.5 .. 0.9999, a pool outside 50 .. 10000 or under the
// minimum, a decay outside 0.5 .. 0.9999, counts outside 100 .. 100000).
[[nodiscard]] Result<void> checkOptions(const BacktestOptions& options);

// The same size and policy in a usual instrument of each class.
struct ClassRow
{
    Instrument instrument;
    RiskSummary summary;
};

struct Backtest
{
    Position position;
    bool todaysPolicy = true; // today's policy over history; else each policy since it was known
    HistoricalLoss losses;
    RiskSummary summary;
    std::optional<RiskSummary> excursion; // spot: both measures
    std::optional<RiskSummary> exit;
    double endedEarly =
        0; // mean probability that the position was liquidated or expired before the outage ended
    std::vector<WorstStart> worst;
    std::vector<StressResult> stress;
    std::vector<ClassRow> classes;
    std::size_t stride = 1; // bars between the starts that the intervals and the forecasts look at
    BootstrapIntervals intervals;
    ForecastTests tests;
};

// Errors: BacktestRefused, Cancelled.
[[nodiscard]] Result<Backtest> runBacktest(const PriceSeries& series, const Position& position,
                                           const PolicyTimeline& policies, const BacktestOptions& options,
                                           const JobProgress& progress = {});

} // namespace keyrite::market
