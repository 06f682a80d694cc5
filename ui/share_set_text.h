// Share set text: the shares of a ceremony as a picture, and what a quorum lacks. Pure functions of its
// state. GUI thread (translations).
#pragma once

#include "core/ceremony/engine.h"
#include "ui/widgets/policy_view.h"

namespace keyrite::ui {

// The share set with each sheet's state; `entered` are the shares (numbers) that are in the pool now.
PolicyPicture policyPicture(const ceremony::State& state, const std::vector<int>& entered);

// "1 more sheet of group 2", or empty where a quorum is there.
QString missingText(const ceremony::State& state, const std::vector<int>& entered);

} // namespace keyrite::ui
