// The asset profiles that are compiled in, byte for byte. Internal to core/plan.
#pragma once

#include <string_view>
#include <vector>

namespace keyrite::plan {

std::vector<std::string_view> builtinAssetProfiles();

} // namespace keyrite::plan
