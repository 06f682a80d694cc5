// The loss of the outage that a policy allows, had it begun at any bar of history: the mixture over the
// policy's durations, and what stands out in it. Pure functions, safe on any thread.
#pragma once

#include "core/job_progress.h"
#include "core/market/outage_loss.h"
#include "core/market/outage_policy.h"
#include "core/market/risk_measures.h"

namespace keyrite::market {

// Losses of the whole position, in the currency of the prices, for the starts 0 .. loss.size() - 1.
struct HistoricalLoss
{
    std::vector<double> loss;      // the mixture, sum over durations of weight times loss
    std::vector<double> excursion; // spot only, else empty: both measures, mixed likewise
    std::vector<double> exit;
    std::vector<double> endedEarly; // probability that the position was liquidated or expired first, or empty
    std::vector<std::uint8_t>
        usable;                // 0 where the position could not be held at that bar; the loss is then 0
    std::vector<double> units; // of the underlying that the position is at each start
    std::size_t horizon = 0;   // bars after its start that a loss looks at

    std::size_t usableCount() const;
    // The losses of usable starts, in time order, every `stride`-th bar.
    std::vector<double> usableLosses(std::size_t stride = 1) const;
};

// Errors: BacktestRefused (the series is shorter than the outage, or no start is usable), Cancelled.
[[nodiscard]] Result<HistoricalLoss> historicalLoss(const PriceSeries& series, const Position& position,
                                                    const OutagePolicy& policy, double decay,
                                                    const JobProgress& progress = {});

struct WorstStart
{
    std::size_t start;
    double loss;
};

// The worst starts whose outages do not overlap, worst first.
std::vector<WorstStart> worstStarts(const HistoricalLoss& losses, std::size_t most);

struct StressWindow
{
    const char* name;
    BarTime first; // first day
    BarTime last;  // last day
};

// Crashes with names, in time order.
const std::vector<StressWindow>& stressWindows();

struct StressResult
{
    const StressWindow* window;
    std::size_t starts; // usable ones whose outage touches the window
    WorstStart worst;   // of those
};

// For every window that the series reaches into.
std::vector<StressResult> stressResults(const PriceSeries& series, const HistoricalLoss& losses);

} // namespace keyrite::market
