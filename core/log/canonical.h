// The one text that a body may have (RFC 8785, restricted), checked in a single pass without building
// anything: what verify runs over every entry. docs/formats/log.md. Internal to core/log; pure, safe on any
// thread.
#pragma once

#include "core/clock.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace keyrite::log {

inline constexpr int kMaxBodyDepth = 16;                          // of nested objects and arrays
inline constexpr std::int64_t kMaxBodyInteger = 9007199254740991; // 2^53 - 1, either sign
inline constexpr std::size_t kMaxHeaderText = 256; // bytes of actor, ceremony, role and step, as written

// What the pass meets on its way. Texts are borrowed from the body, as written there.
struct BodyHead
{
    std::uint64_t seq;
    TimePoint time;
    std::string_view timeText;
    std::string_view kind;
    std::string_view ceremony;
    std::string_view step;
    std::string_view actor;
    std::string_view role;
    std::string_view data; // the object, with its braces
};

// A header text without its escapes, which are \" and \\ only.
std::string plainText(std::string_view written);

// Answers only for a body that canonicalBody() could have written. Errors: EntryInvalid (what, and the byte).
[[nodiscard]] Result<BodyHead> scanBody(std::string_view body);

} // namespace keyrite::log
