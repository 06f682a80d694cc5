// Computation: a whole plan: the designs that were given, all designs within bounds, and the choice among
// them. Pure but for the progress call; safe on any thread.
#pragma once

#include "core/plan/input.h"

namespace keyrite::plan {

struct EvaluatedDesign
{
    Design design;
    Evaluation evaluation;
};

struct Computation
{
    std::vector<EvaluatedDesign> given; // as in the input
    std::vector<Candidate> candidates;  // of the search; without one, the given designs in their order
    bool searched = false;
    Choice choice;

    // The candidate at `index` as a design.
    Design design(const PlanInput& input, std::size_t index) const;

    // The same as an item of "designs" of the input: whoever puts it there computes this design alone.
    Json designInput(const PlanInput& input, std::size_t index) const;
};

// Errors: PlanInvalid, Cancelled.
[[nodiscard]] Result<Computation> compute(const PlanInput& input, const Progress& progress);

} // namespace keyrite::plan
