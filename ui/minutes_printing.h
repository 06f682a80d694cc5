// Minutes printing: the minutes of ended ceremonies, in the room's folder. For the room's thread.
#pragma once

#include "core/ceremony/room.h"

namespace keyrite::ui {

// Prints those that are not there yet as minutes-<ceremony>.pdf. Errors: as ceremony::printMissingMinutes.
[[nodiscard]] Result<void> printMinutes(ceremony::Room& room, const std::filesystem::path& folder);

} // namespace keyrite::ui
