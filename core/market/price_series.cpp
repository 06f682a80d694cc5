#include "core/market/price_series.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace keyrite::market {
namespace {

auto unusable(const std::string& what)
{
    return fail(ErrorCode::SeriesUnusable, what);
}

struct Spacing
{
    BarTime seconds;
    double share; // of all distances
};

// Enough distances to know the rule; a market that changes its rule later has gaps reported.
Spacing commonestSpacing(const std::vector<Bar>& bars)
{
    constexpr std::size_t kSample = 100000;
    const std::size_t count = std::min(bars.size(), kSample);
    std::map<BarTime, std::size_t> seen;
    for (std::size_t i = 1; i < count; ++i)
        ++seen[bars[i].time - bars[i - 1].time];
    const auto most = std::ranges::max_element(seen, {}, [](const auto& pair) { return pair.second; });
    return {most->first, static_cast<double>(most->second) / static_cast<double>(count - 1)};
}

} // namespace

Result<void> checkBar(const Bar& bar)
{
    for (const double price : {bar.low, bar.high, bar.close})
        if (!std::isfinite(price) || std::fabs(price) > PriceSeries::kMaxPrice)
            return unusable("a price is not a number or is larger than 1,000,000,000,000.");
    if (bar.low > bar.close || bar.close > bar.high)
        return unusable("the close is not between the low and the high.");
    return {};
}

PriceSeries::PriceSeries(std::vector<Bar> bars, BarTime interval, bool continuous)
    : m_bars(std::move(bars)), m_interval(interval), m_continuous(continuous)
{
}

Result<PriceSeries> PriceSeries::create(std::vector<Bar> bars)
{
    if (bars.size() < 2 || bars.size() > kMaxBars)
        return unusable(
            "The series has " + std::to_string(bars.size()) +
            " usable bars. It needs at least 2, and at most 22,000,000 are read; cut it into parts.");
    for (std::size_t i = 0; i < bars.size(); ++i) {
        if (const auto good = checkBar(bars[i]); !good)
            return unusable("Bar " + std::to_string(i + 1) + ": " + good.error().message);
        if (i > 0 && bars[i].time <= bars[i - 1].time)
            return unusable("Bar " + std::to_string(i + 1) +
                            ": its time is not later than that of the bar before.");
    }
    const Spacing spacing = commonestSpacing(bars);
    if (spacing.seconds > kSecondsPerDay)
        return unusable("The bars are mostly " + std::to_string(spacing.seconds / kSecondsPerDay) +
                        " days apart. An outage of hours needs daily bars or shorter ones.");
    const bool continuous = spacing.share >= 0.95;
    return PriceSeries(std::move(bars), spacing.seconds, continuous);
}

std::size_t PriceSeries::barsIn(double hours) const
{
    const double bars = hours * 3600.0 / static_cast<double>(m_interval);
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(bars - 1e-9)));
}

} // namespace keyrite::market
