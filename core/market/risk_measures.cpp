#include "core/market/risk_measures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace keyrite::market {

std::size_t quantileRank(std::size_t count, double confidence)
{
    // 0.99 of 1000 is 990 although 0.99 is a little more than itself in binary.
    const double exact = confidence * static_cast<double>(count);
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(exact - 1e-9)));
}

double valueAtRisk(std::span<const double> sorted, double confidence)
{
    return sorted[quantileRank(sorted.size(), confidence) - 1];
}

double expectedShortfall(std::span<const double> sorted, double confidence)
{
    const std::size_t rank = quantileRank(sorted.size(), confidence);
    const double beyond = (1 - confidence) * static_cast<double>(sorted.size());
    const double edge = static_cast<double>(rank) - confidence * static_cast<double>(sorted.size());
    const auto tail = sorted.subspan(rank);
    return (std::accumulate(tail.begin(), tail.end(), 0.0) + edge * sorted[rank - 1]) / beyond;
}

RiskSummary summarise(std::vector<double> losses, double varConfidence, double esConfidence)
{
    std::ranges::sort(losses);
    RiskSummary summary;
    summary.count = losses.size();
    summary.mean = std::accumulate(losses.begin(), losses.end(), 0.0) / static_cast<double>(losses.size());
    summary.median = valueAtRisk(losses, 0.5);
    summary.var = valueAtRisk(losses, varConfidence);
    summary.es = expectedShortfall(losses, esConfidence);
    summary.varAtEs = valueAtRisk(losses, esConfidence);
    summary.worst = losses.back();
    return summary;
}

} // namespace keyrite::market
