// Filter: which entries of a log somebody wants to see, as a value and as the one line that people type, save
// and hand to keyrite-cli. Pure functions, safe on any thread.
#pragma once

#include "core/log/entry.h"
#include "core/log/words.h"

#include <optional>

namespace keyrite::log {

// All conditions hold; an empty one means any. A name is the whole name, byte for byte.
struct Filter
{
    std::string ceremony;
    std::string kind;   // exact, or a prefix ending in '.': "share."
    std::string person; // who acted, or whom the entry names
    std::string key;    // id, lower-case hex
    std::string sheet;  // a share set, "7c2a", or one sheet of it, "7c2a/4"
    std::string text; // for each word of it the entry has one that begins so; case and accents do not matter
    std::optional<TimePoint> from;      // at or after
    std::optional<TimePoint> to;        // before
    std::optional<std::uint64_t> first; // numbers of entries, both included
    std::optional<std::uint64_t> last;

    bool isEmpty() const { return *this == Filter{}; }
    bool operator==(const Filter&) const = default;
};

// The line: words to find, and conditions: ceremony:KC-2026-0001 kind:share. person:"Ana Kovač" key:HEX
// sheet:7c2a/4 from:2026-11-22 to:2026-11-30 (days in UTC, both included; or an exact time, to: excluded),
// first:100 last:200 (numbers of entries, both included),
// text:"kind: words that look like a condition". Inside quotes "" is one quote. Errors: InvalidArgument (what
// and how to write it).
[[nodiscard]] Result<Filter> parseFilter(std::string_view line);

// The line that parses to this filter; empty for an empty one.
std::string filterLine(const Filter& filter);

// Whether an entry fits, from the entry alone: what the index must agree with.
bool matches(const Entry& entry, const Filter& filter, const WordBreaker& breaker);

// A subject (subject.h) that an entry must have, or the beginning of one.
struct WantedSubject
{
    std::string name;
    bool isBeginning = false;
};

// Those that the filter names; its words are not among them.
std::vector<WantedSubject> subjectsWanted(const Filter& filter);

} // namespace keyrite::log
