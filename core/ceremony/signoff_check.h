// Sign-off check: whether a step that is called done has the initials and values it asks for. Pure.
#pragma once

#include "core/ceremony/engine.h"

namespace keyrite::ceremony {

// The people who initial a step: one for each role it names, in order, all different; the custodian of a
// share step is its holder. Errors: SecondPersonMissing, StepRefused.
[[nodiscard]] Result<void> checkInitials(const State& state, const Event& event,
                                         const std::vector<std::string>& initials);

// Values and ticks that the step asks for. Errors: StepRefused, naming the item.
[[nodiscard]] Result<void> checkItems(const State& state, const Event& event);

} // namespace keyrite::ceremony
