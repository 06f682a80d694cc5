#include "core/plan/normal.h"

#include <cmath>
#include <numbers>

namespace keyrite::plan {

double normalCdf(double x)
{
    return std::erfc(-x / std::numbers::sqrt2) / 2;
}

// By bisection: 60 halvings reach the last digit, and it is called a few times a plan.
double normalQuantile(double probability)
{
    double low = -40;
    double high = 40;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (normalCdf(middle) < probability ? low : high) = middle;
    }
    return (low + high) / 2;
}

double expectedShortfallFactor(double level)
{
    const double z = normalQuantile(level);
    return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi) / (1 - level);
}

} // namespace keyrite::plan
