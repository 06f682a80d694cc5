// Lagrange interpolation over GF(256), byte by byte (SLIP-0039, section "Shamir's secret-sharing").
// Constant time in the values; the x are public. Internal to core/slip39. Safe on any thread.
#pragma once

#include "core/bytes.h"

namespace keyrite::slip39 {

// One share's value, borrowed, as a point on the polynomials of all its bytes.
struct Point
{
    std::uint8_t x;
    ByteView y;
};

// Writes to `value` what the polynomials through `points` have at x. At least one point; all x differ; each y
// has the size of `value`, which overlaps none of them.
void interpolate(std::span<const Point> points, std::uint8_t x, std::span<std::uint8_t> value);

} // namespace keyrite::slip39
