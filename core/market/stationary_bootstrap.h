// Intervals for figures of losses that depend on one another, as those of overlapping outages do: the
// stationary bootstrap of Politis and Romano (1994). Pure function, safe on any thread.
#pragma once

#include "core/market/risk_measures.h"

namespace keyrite::market {

struct Interval
{
    double low;
    double high;
};

struct BootstrapIntervals // 95 %
{
    Interval mean;
    Interval var;
    Interval es;
    double meanBlock; // of the blocks drawn, in losses
    int resamples;
};

// `losses` in time order, not empty; blocks of geometric length with that mean (at least 1), from
// FixedRandom.
BootstrapIntervals stationaryBootstrap(std::span<const double> losses, double varConfidence,
                                       double esConfidence, double meanBlock, int resamples);

} // namespace keyrite::market
