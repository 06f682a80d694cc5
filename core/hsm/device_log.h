// A device's own log, as its maker's tool exports it, and what is missing from it. Safe on any thread.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace keyrite::hsm {

struct DeviceLog
{
    std::uint16_t first = 0; // number of its first and last entry, which count from 1 and wrap after 65535
    std::uint16_t last = 0;
    std::size_t entries = 0;
    std::vector<std::string> gaps; // sentences; empty: nothing is missing and nothing was changed
};

// What "yubihsm-shell -a get-logs" prints: two counters, "Found N items", and N lines "item: ...", of which
// there are at most 62. Each entry's hash is the first 16 bytes of SHA-256(entry || hash of the entry before)
// (YubiHSM 2 User Guide, GET LOG ENTRIES). Lines of the shell before them are passed over. At most 64 KiB.
// Errors: DeviceLogInvalid, naming the line.
[[nodiscard]] Result<DeviceLog> readYubiHsmLog(std::string_view text);

} // namespace keyrite::hsm
