// The SLIP-39 word list: 1024 words, sorted, unique in their first four letters. Public data.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace keyrite::slip39 {

inline constexpr std::uint16_t kWordCount = 1024;

// The word of a 10-bit index (0 .. 1023), lower case.
std::string_view word(std::uint16_t index);

// The index of a whole word in either case, or of its first four letters.
std::optional<std::uint16_t> indexOf(std::string_view text);

// The indices of all words that start with `prefix` (either case), in order. All words for an empty prefix.
std::vector<std::uint16_t> completions(std::string_view prefix);

} // namespace keyrite::slip39
