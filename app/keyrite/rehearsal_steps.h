// One step of a rehearsal, done as the people in the room would do it.
#pragma once

#include "core/ceremony/runner.h"
#include "ui/print/practice_paper.h"

namespace keyrite::app {

// Begins the current step where it was not begun, does what its kind asks for on practice devices, and signs
// it off. Answers what is worth saying about it, may be empty.
[[nodiscard]] Result<std::string> rehearseStep(ceremony::Runner& runner, const ui::PracticePaper& paper,
                                               const std::filesystem::path& folder);

// Signs off the current step, whose work is done, as its people would.
[[nodiscard]] Result<void> signOffStep(ceremony::Runner& runner);

} // namespace keyrite::app
