// RFC 6962 section 2.1 Merkle trees over SHA-256: hashes, compact range, roots, proofs. Pure functions and
// values.
#pragma once

#include "core/crypto/hash.h"

#include <cstdint>
#include <vector>

namespace keyrite::log {

using crypto::Digest;

Digest leafHash(ByteView body);                           // SHA-256(0x00 || body)
Digest nodeHash(const Digest& left, const Digest& right); // SHA-256(0x01 || left || right)
Digest emptyRoot();                                       // SHA-256()

// The roots of the perfect subtrees that make up a tree of `size` leaves, largest first: all that an append
// needs.
class CompactRange final
{
public:
    CompactRange() = default;

    // Restores a stored range. `nodes` has one node for each 1-bit of `size`. Errors: LogNotSound.
    [[nodiscard]] static Result<CompactRange> restore(std::uint64_t size, std::vector<Digest> nodes);

    void append(const Digest& leaf);
    std::uint64_t size() const { return m_size; }
    const std::vector<Digest>& nodes() const { return m_nodes; }
    Digest root() const;

private:
    std::uint64_t m_size = 0;
    std::vector<Digest> m_nodes;
};

// Verification (RFC 6962-bis, sections 2.1.3.2 and 2.1.4.2). Errors: ProofInvalid.
[[nodiscard]] Result<void> verifyInclusion(std::uint64_t index, std::uint64_t size, const Digest& leaf,
                                           const std::vector<Digest>& proof, const Digest& root);
[[nodiscard]] Result<void> verifyConsistency(std::uint64_t size1, std::uint64_t size2,
                                             const std::vector<Digest>& proof, const Digest& root1,
                                             const Digest& root2);

// Proofs made from all leaf hashes of the tree. index < leaves.size(); size1 <= leaves.size().
std::vector<Digest> inclusionProof(std::uint64_t index, const std::vector<Digest>& leaves);
std::vector<Digest> consistencyProof(std::uint64_t size1, const std::vector<Digest>& leaves);

} // namespace keyrite::log
