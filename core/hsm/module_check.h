// Trying a PKCS#11 module in a process of its own, before this one loads it: a module's code runs as soon as
// it is loaded, and one that crashes or hangs would take a ceremony with it.
#pragma once

#include "core/result.h"

#include <chrono>
#include <filesystem>

namespace keyrite::hsm {

// The first line that the child prints once the module was loaded, started and asked for its tokens.
inline constexpr std::string_view kModuleAnswers = "The module answers.";

// How long a module may take to start; networked HSMs take seconds.
inline constexpr std::chrono::seconds kModulePatience{30};

// Runs `program` check-module `module` and judges how that ends; keyrite-cli is such a program. Blocks until
// then, at most `patience`; any thread. The environment is inherited (SOFTHSM2_CONF).
// Errors: ModuleUnusable (it crashed, ended the process, did not answer in time, or refused to start);
// NotFound (no such program, so that nothing could be tried).
[[nodiscard]] Result<void> checkModule(const std::filesystem::path& program,
                                       const std::filesystem::path& module,
                                       std::chrono::milliseconds patience = kModulePatience);

} // namespace keyrite::hsm
