// Missing minutes: a crash right after a ceremony ended leaves its minutes to be printed. Thread rule: as
// Room's.
#pragma once

#include "core/ceremony/runner.h"

namespace keyrite::ceremony {

// What the minutes of a ceremony are called where they are printed, and whether they are there already.
using MinutesName = std::function<std::string(const registry::Ceremony&)>;
using IsPrinted = std::function<bool(const std::string& name)>;

// Prints the minutes of every closed or aborted ceremony that are not there. They carry a checkpoint of now,
// which covers the ceremony. Errors: those of foldCeremony, minutesOf and `print`.
[[nodiscard]] Result<void> printMissingMinutes(Room& room, const MinutesName& nameOf,
                                               const IsPrinted& isPrinted, const PrintDocument& print);

} // namespace keyrite::ceremony
