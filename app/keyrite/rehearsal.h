// Rehearsal: a whole generation, what is asked for in between, and a whole recovery, unattended, in practice
// mode, by the same engine, procedures and runner as the window.
#pragma once

#include "core/hsm/token.h"
#include "core/policy.h"

#include <filesystem>
#include <string>
#include <vector>

namespace keyrite::app {

struct RehearsalOptions
{
    std::filesystem::path folder; // new or empty; with `resume`, one that a rehearsal has left
    Policy policy;
    std::vector<hsm::KeyType> keys;
    bool resume = false;
    std::vector<std::string> procedures =
        {};                     // ids: followed between the generation and the recovery, in order
    std::string stopAfter = {}; // for tests: the process stops itself (SIGSTOP) after this step's line
};

// Prints a line a step with its time and ends with a summary. A QGuiApplication must exist (fonts).
// Errors: whatever failed; the folder then holds all that was done, and can be resumed.
[[nodiscard]] Result<void> rehearse(const RehearsalOptions& options);

} // namespace keyrite::app
