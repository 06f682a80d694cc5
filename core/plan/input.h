// PlanInput: what a plan is asked to compute, as one JSON file or as the data of the entry plan.approved.
// docs/formats/plan-input.md. A value that exists has been checked; safe on any thread.
#pragma once

#include "core/fields.h"
#include "core/plan/enumeration.h"

namespace keyrite::plan {

inline constexpr std::size_t kMaxInputBytes = 1U << 20U;

struct PlanInput
{
    Model model;
    std::vector<Design> designs;  // explicit ones, at most 64
    std::optional<Bounds> search; // all designs within these as well
    Limits limits;
    double correlation = 0; // of a simulation beside the exact result; 0: none

    Json canonical;   // the input with every broken number as decimal text: what the log keeps
    std::string hash; // SHA-256 of canonical.dump(), hex

    // Errors: PlanInvalid, naming where and which field.
    [[nodiscard]] static Result<PlanInput> parse(std::string_view json);
    [[nodiscard]] static Result<PlanInput> fromJson(const Json& json);
};

} // namespace keyrite::plan
