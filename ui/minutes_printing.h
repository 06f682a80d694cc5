// Minutes printing: the minutes of ended ceremonies, in the room's folder. For the room's thread.
#pragma once

#include "core/ceremony/runner.h"

namespace keyrite::ui {

// Prints those that are not there yet as minutes-<ceremony>.pdf. Errors: as ceremony::printMissingMinutes.
[[nodiscard]] Result<void> printMinutes(ceremony::Room& room, const std::filesystem::path& folder);

// Prints those of the ceremony that just ended; `note`: its last checkpoint. Errors: those of
// ceremony::minutesOf and of printing.
[[nodiscard]] Result<void> printMinutesOf(ceremony::Runner& runner, const std::string& note,
                                          const std::filesystem::path& folder);

} // namespace keyrite::ui
