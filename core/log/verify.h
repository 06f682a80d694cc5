// Verify: what a reader who trusts nobody does with a log file: every byte re-hashed, every signature
// checked. The replay of ceremonies through the engine is ceremony/replay.h; both together, and what the
// report says in words, ceremony/audit.h.
#pragma once

#include "core/log/cosignature.h"
#include "core/log/note.h"
#include "core/log/store.h"

#include <optional>

namespace keyrite::log {

struct Finding
{
    std::optional<std::uint64_t> seq; // the first bad entry where one can be named
    Error error;                      // what is wrong and what to do
};

// A head as it stands on paper, brought back by somebody: no signature, the paper itself vouches for it.
struct PrintedHead
{
    std::uint64_t size;
    crypto::Digest root;
    bool operator==(const PrintedHead&) const = default;
};

// A witness whose key was given, and what of theirs was found.
struct WitnessReport
{
    WitnessKey key;
    std::size_t cosignatures = 0; // that hold, over roots of this log
    std::uint64_t covered = 0;    // entries below the largest checkpoint they signed
    std::int64_t timeSeconds = 0; // when they did (their clock), POSIX
};

struct VerifyReport
{
    std::uint64_t entries = 0;
    crypto::Digest root{};       // recomputed from the bodies; of no meaning where entries are missing
    std::size_t checkpoints = 0; // stored ones whose signature and root were checked
    std::uint64_t coveredBySignature = 0; // entries below the largest good checkpoint
    std::size_t anchors = 0;              // notes and heads from outside that the log contains
    std::uint64_t anchored = 0;           // entries below the largest of these: nobody took them back since
    std::vector<WitnessReport> witnesses; // in the order of the options
    std::size_t otherCosignatures = 0;    // recorded, of witnesses whose key was not given: not checked
    std::optional<VerifierKey> key;       // against which signatures were checked; of several, the last
    bool keyFromLog = false;       // the key was taken from the log itself: nobody outside vouches for it
    bool fileChecked = false;      // SQLite's own check of pages and indexes was part of it
    std::vector<Finding> findings; // empty: sound; else entries first, in order, then what names no entry
    // What is no fault of the log and a person should look at: a clock that was set back by more than two
    // minutes or ran on by more than a day between two entries. In order.
    std::vector<Finding> remarks;
    bool sound() const { return findings.empty(); }
    void addFinding(ErrorCode code, std::string message, std::optional<std::uint64_t> seq = std::nullopt,
                    std::string detail = {})
    {
        findings.push_back({seq, {code, std::move(message), std::move(detail)}});
    }
};

enum class VerifyStage { Entries, File, Replay };

struct VerifyProgress
{
    VerifyStage stage;
    std::uint64_t done;
    std::uint64_t of; // 0 where nobody knows
};

struct VerifyOptions
{
    std::optional<VerifierKey>
        key; // trusted from outside; else the one named by entry 0 (log.opened, data.vkey)
    std::vector<std::string>
        checkpoints; // notes from outside (paper, other copies): the log must contain them
    // The one stage that may be left out, because it costs several times the others together and touches
    // neither hashes nor signatures: SQLite's own check of every page, and whether the search index equals
    // what the bodies say. Without it an entry may be hidden from a search, and one that is hidden from this
    // check may show to a reader of the whole log.
    bool checkFile = true;
    std::vector<PrintedHead> heads = {};     // the log must contain them too
    std::vector<WitnessKey> witnesses = {};  // each must have signed at least one checkpoint of this log
    unsigned threads = 0;                    // that read and hash; 0: one for each core
    std::uint64_t subtreeEntries = 1U << 14; // that a thread takes at a time: a power of two
    // Called on the calling thread, several times a second at most sizes; false ends the verification.
    std::function<bool(const VerifyProgress&)> progress = {};
};

// The audit key that the log's first entry names; nothing where it names none.
std::optional<VerifierKey> keyNamedBy(const Store& store);

// Errors: LogUnreadable where the file cannot be read as a log at all; Cancelled. All else is a Finding.
// Safe on any thread; with several threads each opens the file anew.
[[nodiscard]] Result<VerifyReport> verify(const Store& store, const VerifyOptions& options);

} // namespace keyrite::log
