// Share set text: the shares of a ceremony as a picture, and what a quorum lacks. Pure functions of its
// state. GUI thread (translations).
#pragma once

#include "core/ceremony/engine.h"
#include "core/registry/registry.h"
#include "ui/widgets/policy_view.h"

namespace keyrite::ui {

// The share set with each sheet's state; `entered` are the shares (numbers) that are in the pool now.
PolicyPicture policyPicture(const ceremony::State& state, const std::vector<int>& entered);

// "1 more sheet of group 2", or empty where a quorum is there.
QString missingText(const ceremony::State& state, const std::vector<int>& entered);

// Who could bring what is missing and where it lies, a line for each open group: "Group 2: sheet 4 (Dora
// Dune, Zurich)". Sheets that are void, lost or destroyed, and those of custodians who did not come, are left
// out. Empty where a quorum is there.
QString couldBringText(const ceremony::State& state, const registry::Registry& registry,
                       const std::vector<int>& entered);

} // namespace keyrite::ui
