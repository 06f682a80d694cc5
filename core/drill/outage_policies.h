// Outage policies that the record knows, for a backtest: how long nobody can sign by an approved plan, or by
// what drills have taught. Pure functions; safe on any thread.
#pragma once

#include "core/drill/learning.h"
#include "core/market/outage_policy.h"

namespace keyrite::drill {

// The time to recover of the design that was approved, computed from its inputs. Errors: PlanInvalid,
// BacktestRefused.
[[nodiscard]] Result<market::OutagePolicy> policyOfPlan(const registry::ApprovedPlan& plan);

// Every one of `plans` since the day of its approval: nobody followed it before. Errors: as policyOfPlan().
[[nodiscard]] Result<market::PolicyTimeline> policiesSinceApproval(const registry::Plans& plans);

// When a quorum of the set is there: unannounced drills before announced ones. Empty where no drill has shown
// anything yet.
std::optional<market::OutagePolicy> policyOfDrills(const registry::ShareSet& set, const Learning& learning);

} // namespace keyrite::drill
