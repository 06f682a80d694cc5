#include "core/market/stationary_bootstrap.h"

#include "core/market/fixed_random.h"

#include <algorithm>
#include <numeric>

namespace keyrite::market {
namespace {

// Blocks of the series, end joined to beginning, until the sample is full.
void resample(std::span<const double> losses, double meanBlock, FixedRandom& random,
              std::vector<double>& sample)
{
    sample.clear();
    while (sample.size() < losses.size()) {
        std::size_t at = random.below(losses.size());
        const std::size_t length = meanBlock <= 1 ? 1 : 1 + random.geometric(1 / meanBlock);
        for (std::size_t left = std::min(length, losses.size() - sample.size()); left > 0;) {
            const std::size_t piece = std::min(left, losses.size() - at);
            sample.insert(sample.end(), losses.begin() + static_cast<std::ptrdiff_t>(at),
                          losses.begin() + static_cast<std::ptrdiff_t>(at + piece));
            left -= piece;
            at = 0;
        }
    }
}

Interval middle95(std::vector<double> values)
{
    std::ranges::sort(values);
    return {valueAtRisk(values, 0.025), valueAtRisk(values, 0.975)};
}

// The three figures, sorting only the tail that two of them look at.
struct Figures
{
    double mean;
    double var;
    double es;
};

Figures figuresOf(std::vector<double>& sample, double varConfidence, double esConfidence)
{
    const double mean =
        std::accumulate(sample.begin(), sample.end(), 0.0) / static_cast<double>(sample.size());
    const auto tail =
        sample.begin() +
        static_cast<std::ptrdiff_t>(quantileRank(sample.size(), std::min(varConfidence, esConfidence)) - 1);
    std::nth_element(sample.begin(), tail, sample.end());
    std::sort(tail, sample.end());
    return {mean, valueAtRisk(sample, varConfidence), expectedShortfall(sample, esConfidence)};
}

} // namespace

BootstrapIntervals stationaryBootstrap(std::span<const double> losses, double varConfidence,
                                       double esConfidence, double meanBlock, int resamples)
{
    FixedRandom random;
    std::vector<double> means;
    std::vector<double> vars;
    std::vector<double> shortfalls;
    std::vector<double> sample;
    sample.reserve(losses.size());
    for (int run = 0; run < resamples; ++run) {
        resample(losses, meanBlock, random, sample);
        const Figures figures = figuresOf(sample, varConfidence, esConfidence);
        means.push_back(figures.mean);
        vars.push_back(figures.var);
        shortfalls.push_back(figures.es);
    }
    return {middle95(std::move(means)), middle95(std::move(vars)), middle95(std::move(shortfalls)), meanBlock,
            resamples};
}

} // namespace keyrite::market
