// The kinds of entry that the registry understands and the data of each: one table for writing and for
// reading. docs/formats/entries.md says the same in words, and a test holds the two together. Safe on any
// thread.
#pragma once

#include "core/log/entry.h"

#include <span>

namespace keyrite::registry {

enum class FieldType {
    Text,      // 1 to 300 bytes, no control characters
    Name,      // of a person: 1 to 80 bytes, no control characters, no space at either end
    Names,     // 1 to 64 of them, none twice
    Id,        // [a-z0-9][a-z0-9-]*, at most 40
    Ids,       // at most 16 of them, none twice
    Word,      // one of FieldRule::words
    Flag,      // true or false
    Count,     // 0 to 2^53 - 1
    Day,       // "2026-11-22"
    Time,      // "2026-11-22T10:15:30.123Z"
    Country,   // ISO 3166-1 alpha-2: two capitals
    Currency,  // ISO 4217: three capitals
    KeyId,     // 32 hex digits, lower case
    SetId,     // 4 hex digits, lower case
    Seal,      // a bag or seal number: 3 to 40 letters, digits or hyphens
    Probes,    // at most 16 results of a probe, see probeJson (devices.h)
    Deadlines, // at most 16 objects {"what": Text, "at": Time}
};

// What a field must name when an entry is written; reading never depends on it.
enum class Refers {
    Nothing,
    Person,
    Site,
    NewSite,
    Key,
    Sheet,
    Hsm,
    NewHsm,
    Device,
    NewDevice,
    Seal,
    NewSeal,
    Drill,
    NewDrill,
    Finding,
    NewFinding
};

struct FieldRule
{
    const char* name;
    FieldType type;
    bool required = true;
    Refers refers = Refers::Nothing;
    const char* words = ""; // of a Word, divided by '|'
};

struct KindRule
{
    std::string_view kind;
    std::vector<FieldRule> fields;
    bool byForm = false; // people record it, through facts.h; every other kind comes from a ceremony
};

// All kinds, in the order of docs/formats/entries.md.
std::span<const KindRule> kindRules();

// Null for a kind that the registry does not know.
const KindRule* ruleOf(std::string_view kind);

// Whether the named fields are there and of their type; fields that no rule names are left alone, because
// another version may have more. Errors: EntryInvalid, naming the field.
[[nodiscard]] Result<void> checkFields(const KindRule& rule, const log::Json& data);

// For writing: as checkFields, and no field more. Errors: EntryInvalid.
[[nodiscard]] Result<void> checkExactly(const KindRule& rule, const log::Json& data);

} // namespace keyrite::registry
