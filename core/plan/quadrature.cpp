#include "core/plan/quadrature.h"

#include <cmath>
#include <numbers>

namespace keyrite::plan {
namespace {

struct Legendre
{
    double value;
    double slope;
};

// P_n and its derivative at x, |x| < 1, by Bonnet's recursion.
Legendre legendre(int n, double x)
{
    double before = 1;
    double value = x;
    for (int k = 2; k <= n; ++k) {
        const double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
        before = value;
        value = next;
    }
    return {value, n * (x * value - before) / (x * x - 1)};
}

std::array<QuadraturePoint, kQuadraturePoints> findPoints()
{
    std::array<QuadraturePoint, kQuadraturePoints> points{};
    for (int i = 0; i < kQuadraturePoints; ++i) {
        double x = std::cos(std::numbers::pi * (i + 0.75) / (kQuadraturePoints + 0.5));
        for (int step = 0; step < 20; ++step) {
            const Legendre at = legendre(kQuadraturePoints, x);
            x -= at.value / at.slope;
        }
        const double slope = legendre(kQuadraturePoints, x).slope;
        points[static_cast<std::size_t>(i)] = {(1 + x) / 2, 1 / ((1 - x * x) * slope * slope)};
    }
    return points;
}

} // namespace

const std::array<QuadraturePoint, kQuadraturePoints>& gaussLegendre()
{
    static const auto points = findPoints();
    return points;
}

} // namespace keyrite::plan
