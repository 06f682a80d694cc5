// PGP word list (Juola and Zimmermann, 1995): bytes as words that are hard to mishear. Public data.
#pragma once

#include "core/bytes.h"

#include <optional>

namespace keyrite::paper {

// The word of a byte: two syllables at even offsets (0, 2 ...), three at odd ones, so that a word that is
// missed, repeated or swapped is heard.
std::string_view pgpWord(std::uint8_t byte, bool oddOffset);

// The byte of a word in lower case; nothing where no word of this place is so called.
std::optional<std::uint8_t> pgpByte(std::string_view word, bool oddOffset);

// One word for each byte, in order.
std::vector<std::string_view> pgpWords(ByteView bytes);

} // namespace keyrite::paper
