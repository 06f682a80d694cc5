// The few distributions that tests of forecasts need. Pure functions, safe on any thread.
#pragma once

#include <cstddef>

namespace keyrite::market {

// P(X > x) of the chi-square distribution with 1 or 2 degrees of freedom; x >= 0.
double chiSquareTail(double x, int degrees);

// P(X <= k) and P(X = k) of the binomial distribution; 0 < p < 1.
double binomialCdf(std::size_t k, std::size_t n, double p);
double binomialPmf(std::size_t k, std::size_t n, double p);

} // namespace keyrite::market
