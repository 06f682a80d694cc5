// Printed head: a log's head as it stands on paper, and as people bring it back: typed, or scanned. Public
// data. Pure functions, safe on any thread.
#pragma once

#include "core/log/verify.h"

#include <variant>

namespace keyrite::paper {

// What the QR code beside a head says: "KEYRITE-HEAD <entries> <64 hex digits>", in capitals, so that it is
// short. No signature and no name: the paper vouches for it.
std::string headText(const log::PrintedHead& head);

// Whether a text begins as headText() does, whatever follows.
bool isHeadText(std::string_view text);

// The number of entries, and then the head in 64 hex digits or 32 PGP words, in either case, grouped by any
// white space or '-', ':' and ','; or what headText() says. Errors: BadEncoding, which names the word or
// group that is wrong.
[[nodiscard]] Result<log::PrintedHead> parsePrintedHead(std::string_view text);

// What somebody brings back from paper: a signed note (from its QR code or as text) or a head.
using Anchor = std::variant<std::string, log::PrintedHead>;

// At most 64 KiB. Errors: NoteMalformed, BadEncoding.
[[nodiscard]] Result<Anchor> parseAnchor(std::string_view text);

} // namespace keyrite::paper
