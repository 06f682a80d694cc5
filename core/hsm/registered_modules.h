// The PKCS#11 modules that are registered on this computer, as p11-kit's configuration lists them: what a
// person is offered before having to know a path. Safe on any thread.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace keyrite::hsm {

// The "module:" line of one configuration file (p11-kit, pkcs11.conf(5)), at most 64 KiB; nothing where there
// is none, or where the module is disabled or the text is not such a file.
std::optional<std::string> moduleNamedBy(std::string_view configuration);

// The modules named by "*.module" in `folders`, in order and none twice; relative names are taken under
// `moduleFolder`. Modules that are not there are left out.
std::vector<std::filesystem::path> registeredModules(const std::vector<std::filesystem::path>& folders,
                                                     const std::filesystem::path& moduleFolder);

// The same in p11-kit's own folders; without p11-kit's proxy and trust modules, which are no HSMs.
std::vector<std::filesystem::path> registeredModules();

} // namespace keyrite::hsm
