// Tests of a value-at-risk forecast by how often, and how bunched, losses exceeded it. Pure functions, safe
// on any thread.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace keyrite::market {

struct TestResult
{
    double statistic;
    double pValue; // of the data or worse if the forecast is right
};

// Kupiec (1995), unconditional coverage: are `exceedances` of `count` what the rate `p` gives? Likelihood
// ratio, chi-square with 1 degree of freedom. exceedances <= count, count >= 1, 0 < p < 1.
TestResult kupiec(std::size_t exceedances, std::size_t count, double p);

// How often an exceedance (1) or none (0) followed an exceedance or none.
struct Transitions
{
    std::size_t n00 = 0;
    std::size_t n01 = 0;
    std::size_t n10 = 0;
    std::size_t n11 = 0;
};

Transitions transitions(const std::vector<bool>& exceeded);

// Christoffersen (1998), independence: does an exceedance make the next likelier? Likelihood ratio,
// chi-square with 1 degree of freedom.
TestResult christoffersen(const Transitions& transitions);

// The sum of both, chi-square with 2: conditional coverage.
TestResult conditionalCoverage(const TestResult& kupiec, const TestResult& christoffersen);

// Basel's zones (MAR99, for 250 days at 99 %), for any count: by the probability that a right forecast is
// exceeded at most so often: under 95 % green, from 99.99 % red.
enum class TrafficLight { Green, Yellow, Red };

TrafficLight trafficLight(std::size_t exceedances, std::size_t count, double p);

// The probability that kupiec() rejects at `significance` when the true rate is `trueRate`: its power. Exact.
double kupiecPower(std::size_t count, double p, double trueRate, double significance);

// Holm (1979): p-values of one family made so that each may be compared with the significance by itself.
std::vector<double> holmAdjusted(std::span<const double> pValues);

} // namespace keyrite::market
