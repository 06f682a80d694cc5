#include "core/market/coverage_tests.h"

#include "core/market/distributions.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace keyrite::market {
namespace {

// count ln(probability), where 0 ln 0 is 0.
double logLikelihood(std::size_t count, double probability)
{
    return count == 0 ? 0 : static_cast<double>(count) * std::log(probability);
}

double ratio(std::size_t part, std::size_t whole)
{
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

TestResult likelihoodRatio(double restricted, double free)
{
    const double statistic = std::max(0.0, -2 * (restricted - free));
    return {statistic, chiSquareTail(statistic, 1)};
}

} // namespace

TestResult kupiec(std::size_t exceedances, std::size_t count, double p)
{
    const double seen = ratio(exceedances, count);
    const std::size_t rest = count - exceedances;
    return likelihoodRatio(logLikelihood(rest, 1 - p) + logLikelihood(exceedances, p),
                           logLikelihood(rest, 1 - seen) + logLikelihood(exceedances, seen));
}

Transitions transitions(const std::vector<bool>& exceeded)
{
    Transitions counts;
    for (std::size_t i = 1; i < exceeded.size(); ++i)
        ++(exceeded[i - 1] ? (exceeded[i] ? counts.n11 : counts.n10)
                           : (exceeded[i] ? counts.n01 : counts.n00));
    return counts;
}

TestResult christoffersen(const Transitions& n)
{
    const double after0 = ratio(n.n01, n.n00 + n.n01);
    const double after1 = ratio(n.n11, n.n10 + n.n11);
    const double either = ratio(n.n01 + n.n11, n.n00 + n.n01 + n.n10 + n.n11);
    return likelihoodRatio(logLikelihood(n.n00 + n.n10, 1 - either) + logLikelihood(n.n01 + n.n11, either),
                           logLikelihood(n.n00, 1 - after0) + logLikelihood(n.n01, after0) +
                               logLikelihood(n.n10, 1 - after1) + logLikelihood(n.n11, after1));
}

TestResult conditionalCoverage(const TestResult& kupiec, const TestResult& christoffersen)
{
    const double statistic = kupiec.statistic + christoffersen.statistic;
    return {statistic, chiSquareTail(statistic, 2)};
}

TrafficLight trafficLight(std::size_t exceedances, std::size_t count, double p)
{
    const double probability = binomialCdf(exceedances, count, p);
    if (probability < 0.95)
        return TrafficLight::Green;
    return probability < 0.9999 ? TrafficLight::Yellow : TrafficLight::Red;
}

double kupiecPower(std::size_t count, double p, double trueRate, double significance)
{
    double power = 0;
    for (std::size_t x = 0; x <= count; ++x)
        if (kupiec(x, count, p).pValue < significance)
            power += binomialPmf(x, count, trueRate);
    return std::min(power, 1.0);
}

std::vector<double> holmAdjusted(std::span<const double> pValues)
{
    std::vector<std::size_t> order(pValues.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](std::size_t i) { return pValues[i]; });
    std::vector<double> adjusted(pValues.size());
    double highest = 0;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        const double p = pValues[order[rank]] * static_cast<double>(order.size() - rank);
        highest = std::max(highest, std::min(1.0, p));
        adjusted[order[rank]] = highest;
    }
    return adjusted;
}

} // namespace keyrite::market
