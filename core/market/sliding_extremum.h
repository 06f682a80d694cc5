// The minimum or maximum of every window of an array, at a cost that does not depend on the window: van Herk,
// "A fast algorithm for local minimum and maximum filters" (1992), Gil and Werman (1993). Safe on any thread.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <span>

namespace keyrite::market {

// out[i] = the best of in[i] .. in[i + window - 1], for i in 0 .. in.size() - window; `better(a, b)` says
// that a is better than b. 1 <= window <= in.size(); out.size() = in.size() - window + 1; out does not
// overlap in.
//
// Blocks of one window's length: the best from each place to the end of its block (backwards, into `out`),
// and the best from the beginning of the next block (forwards, in a register); a window is one of each.
template <typename T, typename Better>
void slidingExtremum(std::span<const T> in, std::size_t window, std::span<T> out, Better better)
{
    assert(window >= 1 && window <= in.size() && out.size() == in.size() - window + 1);
    const auto best = [&](T a, T b) { return better(b, a) ? b : a; };
    for (std::size_t block = 0; block < out.size(); block += window) {
        const std::size_t end = std::min(block + window, out.size());
        T backward = in[block + window - 1];
        for (std::size_t i = block + window - 1; i >= end; --i)
            backward = best(backward, in[i]);
        for (std::size_t i = end; i-- > block;)
            out[i] = backward = best(backward, in[i]);
        if (end == block + 1)
            continue;
        T forward = in[block + window];
        for (std::size_t i = block + 1; i < end; ++i) {
            forward = best(forward, in[i + window - 1]);
            out[i] = best(forward, out[i]);
        }
    }
}

template <typename T>
void slidingMinimum(std::span<const T> in, std::size_t window, std::span<T> out)
{
    slidingExtremum(in, window, out, [](T a, T b) { return a < b; });
}

template <typename T>
void slidingMaximum(std::span<const T> in, std::size_t window, std::span<T> out)
{
    slidingExtremum(in, window, out, [](T a, T b) { return a > b; });
}

} // namespace keyrite::market
