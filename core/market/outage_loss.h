// What an outage of one length would have cost, for every bar at which it could have begun. A start at bar t
// holds bars t+1 .. t+tau; within a bar the adverse extreme comes first. Losses are positive, for each unit
// of the underlying, in the currency of the prices. Pure functions, safe on any thread.
#pragma once

#include "core/market/position.h"
#include "core/market/price_series.h"

#include <cstdint>

namespace keyrite::market {

struct OutageLosses
{
    std::vector<double> loss; // as the instrument measures it
    // Spot only, else empty: the worst price on the way (never under 0) and the price at the end.
    std::vector<double> excursion;
    std::vector<double> exit;
    // One for each start where the position ended before the outage did: liquidated, or expired; else empty.
    std::vector<std::uint8_t> endedEarly;
};

// Bars after the start that an outage of `bars` looks at: those, and for OTC the window after them.
std::size_t horizonBars(const Instrument& instrument, std::size_t bars, const PriceSeries& series);

// The loss of each start 0 .. starts - 1; starts + horizonBars(...) <= series.size(). `decay` as in
// volatility.h. Where usableStart() is false the numbers say nothing.
OutageLosses outageLosses(const PriceSeries& series, const Instrument& instrument, std::size_t bars,
                          std::size_t starts, double decay);

// Whether the instrument can be held at that bar: fractions of a price that is not over 0 mean nothing, nor
// does an option on it or one whose volatility is not known yet.
bool usableStart(const PriceSeries& series, const Instrument& instrument, std::size_t start);

} // namespace keyrite::market
