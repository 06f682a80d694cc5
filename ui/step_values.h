// Step values: what was ticked, chosen, typed and signed in a step, as its step.done records it. GUI thread
// only.
#pragma once

#include "core/ceremony/engine.h"

namespace keyrite::ui {

class StepView;

// By the procedure's item, or by initials for a sign-off; empty for the kinds that record nothing.
std::map<std::string, std::string> valuesOf(const ceremony::State& state, StepView* view);

} // namespace keyrite::ui
