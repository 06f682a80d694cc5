// The workstation's own checks before anything is written to an HSM (ceremony.md, act 2).
#pragma once

#include "core/mode.h"
#include "core/result.h"

#include <filesystem>
#include <vector>

namespace keyrite::ceremony {

enum class CheckOutcome { Good, Warning, Bad };

struct EnvironmentCheck
{
    std::string id; // "network", "swap", "core-dumps", "locked-memory", "disk", "program"
    CheckOutcome outcome;
    std::string finding; // a sentence: what was found and, where not good, what to change
};

// Looks at the machine as it is. In practice what a live ceremony would refuse is a warning.
// Some milliseconds; any thread.
std::vector<EnvironmentCheck> checkEnvironment(Mode mode, const std::filesystem::path& folder);

// Names of the network interfaces that are up, but for loopback. Cheap; any thread. Errors: IoFailed.
[[nodiscard]] Result<std::vector<std::string>> networkInterfacesUp();

bool allPass(const std::vector<EnvironmentCheck>& checks);

} // namespace keyrite::ceremony
