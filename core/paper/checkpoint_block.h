// Checkpoint block: a log's head as it is read aloud, and its signed note as QR code and text.
// The paper that makes a cut of the log visible. Internal to core/paper.
#pragma once

#include "core/crypto/hash.h"
#include "core/paper/flow.h"

namespace keyrite::paper {

// The head in 16 groups of four hex digits, each with its two PGP words, in `columns` that are read
// downwards.
void addHeadGroups(Page& page, RectMm area, const crypto::Digest& head, std::size_t columns,
                   const TextStyle& groupStyle, const TextStyle& wordStyle);

// The same as a section of a document, with the signed note as QR code and text. An empty note leaves QR and
// text out. Errors: InvalidArgument where the note does not fit a QR code.
[[nodiscard]] Result<void> addCheckpoint(Flow& flow, const crypto::Digest& head, std::uint64_t entries,
                                         const std::string& note);

} // namespace keyrite::paper
