// Reads the data of an entry that may be of another version: what is not there, or is of another type, is
// empty.
#pragma once

#include "core/log/entry.h"

#include <optional>
#include <vector>

namespace keyrite::registry {

std::string textOf(const log::Json& data, const char* name);
// Empty unless the value is a whole number within int.
std::optional<int> numberOf(const log::Json& data, const char* name);
bool flagOf(const log::Json& data, const char* name);
std::optional<Day> dayIn(const log::Json& data, const char* name);
std::optional<TimePoint> timeIn(const log::Json& data, const char* name);
// Borrowed from `data`, or an empty array that lives for ever.
const log::Json& listOf(const log::Json& data, const char* name);
std::vector<std::string> textsOf(const log::Json& data, const char* name);

// The numbers of the entries that a thing's record comes from, in order.
using History = std::vector<std::uint64_t>;

// A fact with the entry that says so.
struct Mark
{
    TimePoint time;
    std::uint64_t seq = 0;
    bool operator==(const Mark&) const = default;
};

inline Mark markOf(const log::Entry& entry)
{
    return {entry.time, entry.seq};
}

} // namespace keyrite::registry
