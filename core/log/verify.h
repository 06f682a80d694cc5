// Verify: what a reader who trusts nobody does with a log file: every byte re-hashed, every signature
// checked. The replay of ceremonies through the engine is ceremony/replay.h.
#pragma once

#include "core/log/note.h"
#include "core/log/store.h"

#include <optional>

namespace keyrite::log {

struct Finding
{
    std::optional<std::uint64_t> seq; // the first bad entry where one can be named
    Error error;                      // what is wrong and what to do
};

struct VerifyReport
{
    std::uint64_t entries = 0;
    crypto::Digest root{};                // recomputed from the bodies
    std::size_t checkpoints = 0;          // stored ones whose signature and root were checked
    std::uint64_t coveredBySignature = 0; // entries below the largest good checkpoint
    std::optional<VerifierKey> key;       // against which signatures were checked
    bool keyFromLog = false;       // the key was taken from the log itself: nobody outside vouches for it
    std::vector<Finding> findings; // empty: sound; else entries first, in order, then what names no entry
    bool sound() const { return findings.empty(); }
};

struct VerifyOptions
{
    std::optional<VerifierKey>
        key; // trusted from outside; else the one named by entry 0 (log.opened, data.vkey)
    std::vector<std::string>
        checkpoints; // notes from outside (paper, other copies): the log must contain them
    // The one stage that may be left out, because it costs several times the others together and touches
    // neither hashes nor signatures: SQLite's own check of every page and of the search indexes. Without it
    // an entry may be hidden from a search, though not from a reader of the whole log.
    bool checkFile = true;
};

// Errors (LogUnreadable) only where the file cannot be read as a log at all; all else is a Finding.
[[nodiscard]] Result<VerifyReport> verify(const Store& store, const VerifyOptions& options);

} // namespace keyrite::log
