// FixedRandom: the generator of every simulation: mt19937_64, which the C++ standard defines to the bit, from
// a seed that is written in the report. So everybody who repeats a backtest gets the same numbers. Not for
// secrets.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>

namespace keyrite::market {

inline constexpr std::uint64_t kSeed = 20200312;

class FixedRandom final
{
public:
    explicit FixedRandom(std::uint64_t seed = kSeed) : m_engine(seed) {}

    // [0, 1), from the upper 53 bits.
    double uniform() { return static_cast<double>(m_engine() >> 11U) * 0x1p-53; }

    // 0 .. bound - 1.
    std::size_t below(std::size_t bound)
    {
        return static_cast<std::size_t>(uniform() * static_cast<double>(bound));
    }

    // Failures before the first success of probability p, 0 < p < 1; at most 2^53.
    std::size_t geometric(double p)
    {
        return static_cast<std::size_t>(
            std::min(0x1p53, std::floor(std::log1p(-uniform()) / std::log1p(-p))));
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace keyrite::market
