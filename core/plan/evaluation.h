// Evaluation of one design under a model: exact probabilities of loss and compromise, time to recover,
// expected annual loss and cost. Pure; safe on any thread.
#pragma once

#include "core/plan/annual_loss.h"
#include "core/plan/hazards.h"

namespace keyrite::plan {

inline constexpr double kRecoveryLevel = 0.95; // of q95

struct Evaluation
{
    double unrecoverable; // P_unrec
    double compromise;    // P_comp, in one year
    std::vector<double> hours;
    std::vector<double> recoveredBy; // F(t) at `hours`, of the key; a step function
    std::optional<double> q95Hours;  // empty: never with that probability
    AnnualLoss loss;
    double cost; // a year

    double by(double t) const; // F(t)
    double total() const { return loss.total() + cost; }
};

// Errors: PlanInvalid where more than kMaxCommonCauses causes are common to shares of the design.
[[nodiscard]] Result<Evaluation> evaluate(const Model& model, const Design& design);

// P(a quorum is together by then), averaged over the attestation interval, common fault included.
double quorumBy(const Model& model, const Design& design, double hours, std::optional<std::size_t> lostSite);

// P(no quorum ever, or no new HSM ever): P_unrec, from its own small terms.
double unrecoverableProbability(const Model& model, const Design& design);

// P_comp.
double compromiseProbability(const Model& model, const Design& design);

// Every hour at which somebody of the design may answer, rising.
std::vector<double> responseHours(const Design& design);

} // namespace keyrite::plan
