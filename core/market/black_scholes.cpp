#include "core/market/black_scholes.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace keyrite::market {
namespace {

double normalCdf(double x)
{
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

double intrinsic(double forwardSpot, double strike, OptionType type)
{
    return std::max(0.0, type == OptionType::Call ? forwardSpot - strike : strike - forwardSpot);
}

} // namespace

double optionPrice(double spot, const OptionTerms& terms)
{
    if (terms.years <= 0)
        return intrinsic(spot, terms.strike, terms.type);
    const double discounted = terms.strike * std::exp(-terms.ratePerYear * terms.years);
    const double deviation = terms.volatility * std::sqrt(terms.years);
    if (deviation <= 0)
        return intrinsic(spot, discounted, terms.type);
    const double d1 = std::log(spot / discounted) / deviation + deviation / 2;
    const double d2 = d1 - deviation;
    return terms.type == OptionType::Call ? spot * normalCdf(d1) - discounted * normalCdf(d2)
                                          : discounted * normalCdf(-d2) - spot * normalCdf(-d1);
}

} // namespace keyrite::market
