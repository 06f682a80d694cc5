#include "core/market/synthetic_series.h"

#include "core/market/bar_time.h"
#include "core/market/fixed_random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace keyrite::market {
namespace {

constexpr BarTime kFirstDay = 16071 * kSecondsPerDay; // 2014-01-01

// Sums of twelve uniforms, as normal as practice needs, and the same wherever sums are.
double nearlyNormal(FixedRandom& random)
{
    double sum = -6;
    for (int i = 0; i < 12; ++i)
        sum += random.uniform();
    return sum;
}

// Some days the market breaks: the part of its price that it loses then.
double crashOn(int day)
{
    constexpr std::array<std::pair<int, double>, 6> kCrashes{
        {{620, 0.18}, {1433, 0.31}, {2262, 0.39}, {2695, 0.30}, {3057, 0.24}, {4300, 0.16}}};
    for (const auto& [when, part] : kCrashes)
        if (when == day)
            return part;
    return 0;
}

} // namespace

std::string syntheticSeries(int days)
{
    std::string csv = std::string("# ") + kSyntheticLabel +
                      ": made by a random walk with crashes, not a market's prices.\n" +
                      "date,open,high,low,close\n";
    FixedRandom random;
    double close = 1000;
    double volatility = 0.02;
    for (int day = 0; day < days; ++day) {
        const double crash = crashOn(day);
        volatility = std::clamp(0.0008 + 0.92 * volatility +
                                    0.06 * std::fabs(nearlyNormal(random)) * volatility + 0.25 * crash,
                                0.008, 0.09);
        const double open = close;
        close = std::max(1.0, open * (1 - crash) * (1 + 0.0006 + volatility * nearlyNormal(random)));
        const double reach = 0.5 * volatility * std::fabs(nearlyNormal(random));
        std::array<char, 128> line{};
        std::snprintf(line.data(), line.size(), "%s,%.2f,%.2f,%.2f,%.2f\n",
                      barTimeText(kFirstDay + day * kSecondsPerDay).c_str(), open,
                      std::max(open, close) * (1 + reach), std::min(open, close) * (1 - reach - crash / 4),
                      close);
        csv += line.data();
    }
    return csv;
}

bool isSynthetic(const std::string& comment)
{
    return comment.find(kSyntheticLabel) != std::string::npos;
}

} // namespace keyrite::market
