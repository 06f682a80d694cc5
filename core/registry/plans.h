// Plans: the share designs that two people have approved, each with every input that it was computed from.
// The entry plan.approved: docs/formats/plan-input.md.
#pragma once

#include "core/plan/input.h"
#include "core/registry/entry_data.h"

namespace keyrite::registry {

struct ApprovedPlan
{
    std::string hash; // SHA-256 of the canonical inputs, hex
    Policy policy;
    std::string words;                  // the design in words
    std::vector<std::string> approvers; // two people
    log::Json inputs;                   // canonical; PlanInput::fromJson reads them
    Mark mark;
};

using Plans = std::vector<ApprovedPlan>; // in the order of their approval

// plan.approved. An entry whose inputs have another hash, or which two different people did not approve,
// changes nothing.
void applyPlan(Plans& plans, const log::Entry& entry);

// The entry, ready to append. Errors: SecondPersonMissing (two different names of 1 to 80 bytes are needed),
// EntryInvalid (the inputs are too large for one entry).
[[nodiscard]] Result<log::Entry> approvePlan(const plan::PlanInput& input, const Policy& policy,
                                             std::string words, const std::string& first,
                                             const std::string& second, TimePoint now);

} // namespace keyrite::registry
