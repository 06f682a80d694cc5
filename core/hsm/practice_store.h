// A practice HSM: a SoftHSM store of its own in a private directory.
#pragma once

#include "core/result.h"

#include <filesystem>

namespace keyrite::hsm {

// Creates DIR (0700) with its softhsm2.conf and tokens/ where absent, sets SOFTHSM2_CONF for this process and
// answers the path of libsofthsm2.so. Call before Module::load, from the thread that will own the module.
// Errors: ModuleUnusable (SoftHSM is not installed: which package), IoFailed.
[[nodiscard]] Result<std::filesystem::path> preparePracticeStore(const std::filesystem::path& dir);

// Removes the object files of the store that hold nothing: SoftHSM leaves one where the process dies right
// as it begins to write it, takes it for no object, and never removes it. Session::destroyUnfinished does the
// rest. Only where no other process may write to the store. Answers how many.
int removeEmptyObjects(const std::filesystem::path& dir);

} // namespace keyrite::hsm
