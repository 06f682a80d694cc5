// The price of a European option: Black and Scholes (1973), without dividends. Pure functions, safe on any
// thread.
#pragma once

#include "core/market/position.h"

namespace keyrite::market {

struct OptionTerms
{
    OptionType type;
    double strike;     // over 0
    double years;      // until expiry; 0 or less: the value at expiry
    double volatility; // a year, at least 0
    double ratePerYear;
};

// `spot` over 0. For each unit of the underlying.
double optionPrice(double spot, const OptionTerms& terms);

} // namespace keyrite::market
