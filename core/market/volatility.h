// Trailing volatility: what is known of it at each bar from that bar and those before it, and nothing later.
// Pure functions, safe on any thread.
#pragma once

#include "core/market/price_series.h"

namespace keyrite::market {

// The exponentially weighted root mean square of the differences between closes that lie `stride` bars apart,
// at bars 0, stride, 2 stride, ...; 0 at the first. Differences, not returns: prices may be negative. `decay`
// in (0, 1) is the weight that a difference keeps from one to the next (RiskMetrics: 0.94 for days); the
// weights are scaled to sum 1, so that the first differences count no more than they should.
std::vector<double> trailingDeviation(const PriceSeries& series, std::size_t stride, double decay);

// The volatility a year from log returns and the time between them, at every bar; 0 at the first and wherever
// a price was not over 0 before.
std::vector<double> trailingYearlyVolatility(const PriceSeries& series, double decay);

} // namespace keyrite::market
