// No-return text: what a point of no return does, in words. Pure functions of the ceremony's state. GUI
// thread (translations).
#pragma once

#include "core/ceremony/engine.h"
#include "ui/steps/no_return_step.h"

namespace keyrite::ui {

// Of the current step, which is irreversible by its kind. Without its people.
NoReturnView noReturnViewOf(const ceremony::State& state);

// "the production HSM", by the procedure's name of the token.
QString tokenName(const std::string& name);

} // namespace keyrite::ui
