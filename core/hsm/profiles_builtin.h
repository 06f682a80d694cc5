// The HSM profiles that are compiled in, byte for byte. Internal to core/hsm.
#pragma once

#include <string_view>
#include <vector>

namespace keyrite::hsm {

std::vector<std::string_view> builtinProfiles();

} // namespace keyrite::hsm
