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

// P(a quorum is together by `hours`), where the events "share m is usable" have the model's probabilities and
// pairwise latent correlation `correlation`, 0 <= correlation < 1; sites stay independent, common causes are
// not added.
Estimate simulateQuorum(const Model& model, const Design& design, double hours, double correlation,
                        int samples, std::uint64_t seed);

} // namespace keyrite::plan
