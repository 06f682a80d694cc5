// C2SP tlog-proof: one entry shown to somebody who does not have the log: the checkpoint, and the path from
// the entry to its root. docs/formats/proof.md. Pure functions, safe on any thread.
#pragma once

#include "core/log/cosignature.h"
#include "core/log/merkle.h"

namespace keyrite::log {

struct EntryProof
{
    std::uint64_t index = 0;
    std::vector<Digest> path; // from the entry's sibling up (RFC 6962, section 2.1.1); at most 64
    std::string note;         // the checkpoint, as signed
    Bytes extra;              // not covered by anything; Keyrite puts the entry's body there

    std::string text() const;
    // At most 256 KiB. Errors: ProofInvalid (what, in which line), NoteMalformed.
    [[nodiscard]] static Result<EntryProof> parse(std::string_view text);
};

// The entry with this body is in the tree that `key` signed. Answers the checkpoint. Errors: those of
// openCheckpoint, ProofInvalid.
[[nodiscard]] Result<Checkpoint> verifyEntry(const EntryProof& proof, std::string_view body,
                                             const VerifierKey& key);

} // namespace keyrite::log
