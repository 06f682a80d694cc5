// Entry: one line of the record, and its canonical body (RFC 8785). docs/formats/log.md.
#pragma once

#include "core/clock.h"

#include <cstdint>
#include <nlohmann/json.hpp>

namespace keyrite::log {

using Json = nlohmann::json;

inline constexpr std::size_t kMaxBodyBytes = 65536;

struct Entry
{
    std::uint64_t seq = 0;
    TimePoint time;
    std::string ceremony; // "KC-2026-0001", empty outside a ceremony
    std::string step;     // id of the step within it, may be empty
    std::string kind;     // dotted, lower case: "share.issued"
    std::string actor;
    std::string role;
    Json data = Json::object();
};

// The canonical body: keys sorted, no white space, integers within 2^53, no float. Errors: EntryInvalid.
[[nodiscard]] Result<std::string> canonicalBody(const Entry& entry);

// Parses and checks that the text is canonical, byte for byte. Errors: EntryInvalid (what, where).
[[nodiscard]] Result<Entry> parseBody(std::string_view body);

} // namespace keyrite::log
