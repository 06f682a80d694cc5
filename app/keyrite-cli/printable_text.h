// Text of unknown origin, made safe for a terminal.
#pragma once

#include <string>
#include <string_view>

namespace keyrite::cli {

// Control characters, bytes that are not UTF-8, and characters that are invisible or turn the direction of
// writing become \u{...} (or \x.. for a byte); all else stays. One line comes out.
std::string printable(std::string_view text);

// The same, cut after `most` characters, with "..." where something was cut off.
std::string printableStart(std::string_view text, std::size_t most);

} // namespace keyrite::cli
