#include "core/slip39/polynomial.h"

#include "core/slip39/field.h"

#include <algorithm>

namespace keyrite::slip39 {
namespace {

// The basis polynomial of points[index] at x: 1 at its own x, 0 at that of the others.
std::uint8_t basis(std::span<const Point> points, std::size_t index, std::uint8_t x)
{
    std::uint8_t numerator = 1;
    std::uint8_t denominator = 1;
    for (std::size_t other = 0; other < points.size(); ++other) {
        if (other == index)
            continue;
        numerator = field::multiply(numerator, x ^ points[other].x);
        denominator = field::multiply(denominator, points[index].x ^ points[other].x);
    }
    return field::multiply(numerator, field::inverse(denominator));
}

} // namespace

void interpolate(std::span<const Point> points, std::uint8_t x, std::span<std::uint8_t> value)
{
    std::ranges::fill(value, std::uint8_t{0});
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::uint8_t weight = basis(points, i, x);
        for (std::size_t k = 0; k < value.size(); ++k)
            value[k] ^= field::multiply(points[i].y[k], weight);
    }
}

} // namespace keyrite::slip39
