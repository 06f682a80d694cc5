// Plans: the share designs that two people have approved, each with every input that it was computed from.
// The entry plan.approved: docs/formats/plan-input.md.
#pragma once

#include "core/plan/computation.h"
#include "core/registry/entry_data.h"

namespace keyrite::registry {

struct ApprovedPlan
{
    std::string hash; // SHA-256 of the canonical inputs, hex
    Policy policy;
    std::string words;                  // the design in words
    std::vector<std::string> approvers; // two people
    log::Json inputs;                   // canonical; PlanInput::fromJson reads them
    log::Json design;                   // as an item of "designs" of the inputs
    Mark mark;
};

using Plans = std::vector<ApprovedPlan>; // in the order of their approval

// plan.approved. An entry whose inputs have another hash, or which two different people did not approve,
// changes nothing.
void applyPlan(Plans& plans, const log::Entry& entry);

// The entry for the design at `index` of what was computed from `input`, ready to append. Errors:
// SecondPersonMissing (two different names of 1 to 80 bytes are needed), EntryInvalid (the inputs are too
// large for one entry), PlanInvalid (a multisig whose keys have different designs: each is a plan of its
// own).
[[nodiscard]] Result<log::Entry> approvePlan(const plan::PlanInput& input,
                                             const plan::Computation& computation, std::size_t index,
                                             const std::string& first, const std::string& second,
                                             TimePoint now);

// What was approved, computed again from the log alone. Errors: PlanInvalid (its inputs do not load, or its
// design is not the one that was approved).
[[nodiscard]] Result<plan::Evaluation> evaluationOf(const ApprovedPlan& plan);

} // namespace keyrite::registry
