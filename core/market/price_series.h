// PriceSeries: bars of one market in rising time. Immutable, and cannot be wrong once made. Safe on any
// thread.
#pragma once

#include "core/market/bar_time.h"
#include "core/result.h"

#include <cstddef>
#include <span>
#include <vector>

namespace keyrite::market {

struct Bar
{
    BarTime time;
    double low;
    double high;
    double close;
};

class PriceSeries final
{
public:
    static constexpr std::size_t kMaxBars = 22'000'000; // forty years of minutes
    static constexpr double kMaxPrice = 1e12;           // beyond it, a typing error

    // 2 to kMaxBars bars, times strictly rising and at most a day apart as a rule, low <= close <= high, all
    // finite and at most kMaxPrice in size. Prices may be zero or negative (oil was, on 2020-04-20).
    // Errors: SeriesUnusable, naming the bar.
    [[nodiscard]] static Result<PriceSeries> create(std::vector<Bar> bars);

    std::size_t size() const { return m_bars.size(); }
    const Bar& operator[](std::size_t bar) const { return m_bars[bar]; }
    std::span<const Bar> bars() const { return m_bars; }

    // The commonest distance between bars: 86400 for daily ones.
    BarTime intervalSeconds() const { return m_interval; }

    // Whether the market never closes: nearly all bars are one interval apart.
    bool continuous() const { return m_continuous; }

    // Bars until at least `hours` have passed while the market is open: rounded up, at least 1.
    std::size_t barsIn(double hours) const;

private:
    PriceSeries(std::vector<Bar> bars, BarTime interval, bool continuous);

    std::vector<Bar> m_bars;
    BarTime m_interval;
    bool m_continuous;
};

// One bar that a series may hold; else why not.
[[nodiscard]] Result<void> checkBar(const Bar& bar);

} // namespace keyrite::market
