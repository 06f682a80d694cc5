// Series for tests.
#pragma once

#include "core/market/price_series.h"

#include <random>

namespace keyrite::market::test {

// Daily bars from 2000-01-01 on.
inline PriceSeries daily(const std::vector<double>& closes, const std::vector<double>& lows = {},
                         const std::vector<double>& highs = {})
{
    std::vector<Bar> bars;
    for (std::size_t i = 0; i < closes.size(); ++i)
        bars.push_back({static_cast<BarTime>(10957 + i) * kSecondsPerDay, lows.empty() ? closes[i] : lows[i],
                        highs.empty() ? closes[i] : highs[i], closes[i]});
    return PriceSeries::create(std::move(bars)).value();
}

// A market that moves by chance, its volatility changing; prices stay far over 0.
inline std::vector<Bar> randomBars(std::size_t count, unsigned seed)
{
    std::mt19937 random(seed);
    const auto uniform = [&] { return static_cast<double>(random()) / 4294967296.0; };
    std::vector<Bar> bars;
    double close = 1000;
    double volatility = 0.01;
    for (std::size_t i = 0; i < count; ++i) {
        volatility = 0.9 * volatility + 0.1 * (0.005 + 0.03 * uniform() * uniform());
        const double before = close;
        close = std::max(100.0, close * (1 + volatility * (uniform() + uniform() + uniform() - 1.499)));
        bars.push_back({static_cast<BarTime>(10957 + i) * kSecondsPerDay,
                        std::min(before, close) * (1 - volatility / 2),
                        std::max(before, close) * (1 + volatility / 2), close});
    }
    return bars;
}

} // namespace keyrite::market::test
