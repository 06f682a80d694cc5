// Strict UTF-8 (RFC 3629), one code point at a time. Internal to core/log. Pure functions, safe on any
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace keyrite::log {

// The code point at text[at], and `at` moved behind it; at < text.size(). Nothing, and `at` untouched, where
// the bytes are cut short, overlong, a surrogate or above U+10FFFF.
std::optional<char32_t> nextCodePoint(std::string_view text, std::size_t& at);

// Unicode's White_Space property: what C2SP calls "Unicode spaces".
bool isUnicodeSpace(char32_t codePoint);

} // namespace keyrite::log
