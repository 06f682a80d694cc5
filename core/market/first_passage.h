// First passage: when, after each start, prices first reach a level. Pure function, safe on any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace keyrite::market {

// For every start t in 0 .. levels.size() - 1 the smallest d in 1 .. most with values[t + d] <= levels[t], or
// 0 where there is none. values.size() >= levels.size() + most; most >= 1.
//
// A sparse table (the minimum of every stretch of 2^k values) over some ten thousand starts at a time is
// descended from its longest stretch: O(log most) for each start, and memory that does not grow with the
// series.
std::vector<std::uint32_t> firstPassage(std::span<const double> values, std::span<const double> levels,
                                        std::size_t most);

} // namespace keyrite::market
