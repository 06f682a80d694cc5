#include "core/market/distributions.h"

#include <algorithm>
#include <cmath>

namespace keyrite::market {

double chiSquareTail(double x, int degrees)
{
    return degrees == 1 ? std::erfc(std::sqrt(x / 2)) : std::exp(-x / 2);
}

double binomialPmf(std::size_t k, std::size_t n, double p)
{
    const auto count = static_cast<double>(n);
    const auto hits = static_cast<double>(k);
    return std::exp(std::lgamma(count + 1) - std::lgamma(hits + 1) - std::lgamma(count - hits + 1) +
                    hits * std::log(p) + (count - hits) * std::log1p(-p));
}

double binomialCdf(std::size_t k, std::size_t n, double p)
{
    double sum = 0;
    for (std::size_t i = 0; i <= std::min(k, n); ++i)
        sum += binomialPmf(i, n, p);
    return std::min(sum, 1.0);
}

} // namespace keyrite::market
