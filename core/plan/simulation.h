// Simulation: dependence that no list of causes describes: how people and sheets fare moves together by a
// continuous factor (one-factor Gaussian copula). Monte Carlo with its standard error; at correlation 0 it
// must agree with the exact result. Pure for a given seed; safe on any thread.
#pragma once

#include "core/plan/evaluation.h"

#include <cstdint>

namespace keyrite::plan {

struct Estimate
{
    double value;
    double standardError;
};

// P(a quorum is together by `hours`), as quorumBy() of evaluation.h has it, but where the events "share m is
// usable" have the pairwise latent correlation `correlation`, 0 <= correlation < 1. Sites and common causes
// are independent of that factor.
Estimate simulateQuorum(const Model& model, const Design& design, double hours, double correlation,
                        int samples, std::uint64_t seed);

// The simulation beside what is exact, at one time: without correlation both must agree within a few
// standard errors.
struct Simulated
{
    double hours;
    Estimate correlated;
    Estimate independent;
    double exact; // independent
};

// At each of the model's hours, with the same numbers in every run.
std::vector<Simulated> simulate(const Model& model, const Design& design, double correlation);

inline constexpr int kSimulatedSamples = 200'000;

} // namespace keyrite::plan
