// Value at risk and expected shortfall of equally likely losses. Pure functions, safe on any thread.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace keyrite::market {

// How many of `count` losses are not beyond the value at risk: ceil(confidence count), at least 1.
std::size_t quantileRank(std::size_t count, double confidence);

// The smallest loss that at least the part `confidence` of all losses does not exceed. `sorted` rises, not
// empty.
double valueAtRisk(std::span<const double> sorted, double confidence);

// The mean of the worst 1 - confidence of all losses, the one at its edge counted in part (Acerbi and Tasche
// 2002): coherent, and never under the value at risk.
double expectedShortfall(std::span<const double> sorted, double confidence);

struct RiskSummary
{
    std::size_t count = 0;
    double mean = 0;
    double median = 0;
    double var = 0;     // value at risk, at its confidence
    double es = 0;      // expected shortfall, at its own
    double varAtEs = 0; // the value at risk at the confidence of the expected shortfall
    double worst = 0;
};

// Of the losses in any order, not empty; VaR at one confidence and ES at another.
RiskSummary summarise(std::vector<double> losses, double varConfidence, double esConfidence);

} // namespace keyrite::market
