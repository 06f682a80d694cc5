// Enumeration: every two-level design within bounds, evaluated exactly. A site is one group; its members are
// its shares in their order. Group probabilities are tabled once for each condition, and the group recursion
// is shared by all designs that begin alike, so that a design costs some hundred multiplications. Thread
// rule: one call on one thread; pure but for the progress call.
#pragma once

#include "core/plan/choice.h"

#include <functional>

namespace keyrite::plan {

struct Bounds
{
    int minSites = 1;
    int maxSites = kMaxGroups;
    int maxMembers = kMaxMembers;
    int maxShares = kMaxGroups * kMaxMembers;
    double maxCost = 1e18;  // a year; dearer designs are not even looked at
    bool sameShape = false; // every site that is used has the same group policy
};

inline constexpr std::size_t kMaxDesigns = 1'500'000;

// Called now and then with designs done and designs in all; false stops the enumeration.
using Progress = std::function<bool(std::size_t done, std::size_t all)>;

// Sites that cannot be told apart by their numbers are used in their order, so no design comes twice.
// Errors: PlanInvalid (no site with shares, a person at two sites, more than kMaxDesigns), Cancelled.
[[nodiscard]] Result<std::vector<Candidate>> enumerate(const Model& model, const Bounds& bounds,
                                                       const Limits& limits, const Progress& progress);

// The group policies that a site may have, by Candidate::options; the first stands for "not used".
const std::vector<GroupPolicy>& groupOptions();

// The candidate as a design, named by its policy and sites.
Design designOf(const Model& model, const Candidate& candidate);

} // namespace keyrite::plan
