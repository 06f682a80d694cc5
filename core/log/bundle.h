// Bundle: what leaves the room after a ceremony: the entries since the last bundle, the checkpoints over them
// and what joins them to the entries before. One text file. docs/formats/bundle.md. Pure functions but for
// makeBundle, which reads a log.
#pragma once

#include "core/log/merkle.h"
#include "core/log/note.h"
#include "core/log/store.h"

namespace keyrite::log {

inline constexpr std::size_t kMaxBundleBytes = 256U << 20U;

// A value of this type holds together: every body is canonical and in its place, every note is signed by
// `key` and has the root that nodes and bodies give. Whether `key` is the right one is for others to say.
struct Bundle
{
    VerifierKey key; // of the audit token; its name is the origin
    std::uint64_t since = 0;
    std::vector<Digest> nodes; // the compact range of the first `since` entries, largest subtree first
    std::vector<std::string> bodies;
    std::vector<StoredCheckpoint>
        checkpoints; // rising; the first over `since` (but for 0), the last over all

    std::uint64_t size() const { return since + bodies.size(); }
    std::string text() const;
    // At most kMaxBundleBytes. Errors: LogUnreadable (which line, what), and those of openCheckpoint.
    [[nodiscard]] static Result<Bundle> parse(std::string_view text);
};

// The entries of the log from `since` (0, or the size of a stored checkpoint) up to its last checkpoint.
// Errors: NotFound (no such checkpoint, or none after it), LogUnreadable (too long, or the log is not sound).
[[nodiscard]] Result<Bundle> makeBundle(const Store& store, std::uint64_t since, const VerifierKey& key);

// The compact range of the first `size` entries, hashed from their bodies; takes as long as reading them.
// Errors: LogNotSound (they are not all there), those of Store::forEachRow.
[[nodiscard]] Result<CompactRange> rangeOfBodies(const Store& store, std::uint64_t size);

} // namespace keyrite::log
