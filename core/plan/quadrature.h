// Gauss-Legendre quadrature on [0, 1]. Pure.
#pragma once

#include <array>

namespace keyrite::plan {

struct QuadraturePoint
{
    double x;
    double weight; // the weights sum to 1
};

inline constexpr int kQuadraturePoints = 16; // exact for polynomials up to degree 31

// The same points on every call; found once by Newton's method on the Legendre polynomial.
const std::array<QuadraturePoint, kQuadraturePoints>& gaussLegendre();

} // namespace keyrite::plan
