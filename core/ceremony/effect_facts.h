// Effect facts: what an effect of a step leaves in the ceremony's state.
#pragma once

#include "core/ceremony/engine.h"

namespace keyrite::ceremony {

// `event` is of the current step and of the kind `effect`. Errors: StepRefused, where it contradicts what is
// known (another fingerprint, a bag that holds another share).
[[nodiscard]] Result<void> recordFacts(State& state, const Event& event, Effect effect);

} // namespace keyrite::ceremony
