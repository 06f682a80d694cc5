// The tables of a log, to the letter: how they are made, and how a file is known to have just these.
// docs/formats/log.md. Internal to core/log.
#pragma once

#include "core/log/sqlite.h"

namespace keyrite::log {

inline constexpr std::int64_t kApplicationId = 0x4B595254; // "KYRT"
inline constexpr std::int64_t kUserVersion = 3;

// Makes the tables, indexes and triggers in an empty database, inside the caller's transaction.
[[nodiscard]] Result<void> createSchema(const Database& database);

// The file is a log of this version and its tables can be read. Errors: LogUnreadable.
[[nodiscard]] Result<void> checkIdentity(const Database& database, const std::string& file);

// One sentence for each table, index or trigger that is missing, different or too many; empty in a good log.
[[nodiscard]] Result<std::vector<std::string>> schemaDifferences(const Database& database);

} // namespace keyrite::log
