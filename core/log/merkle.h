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

    // Answers the roots of the perfect subtrees that this leaf completes, smallest first: the leaf itself,
    // then one for each merge (as many as seq + 1 has trailing 0-bits). Borrowed until the next call.
    const std::vector<Digest>& append(const Digest& leaf) { return appendSubtree(leaf, 0); }
    // The same for the root of a perfect subtree of 2^level leaves; size() is a multiple of 2^level.
    const std::vector<Digest>& appendSubtree(const Digest& subtreeRoot, unsigned level);
    std::uint64_t size() const { return m_size; }
    const std::vector<Digest>& nodes() const { return m_nodes; }
    Digest root() const;

private:
    std::uint64_t m_size = 0;
    std::vector<Digest> m_nodes;
    std::vector<Digest> m_completed;
};

// Verification (RFC 6962-bis, sections 2.1.3.2 and 2.1.4.2). Errors: ProofInvalid.
[[nodiscard]] Result<void> verifyInclusion(std::uint64_t index, std::uint64_t size, const Digest& leaf,
                                           const std::vector<Digest>& proof, const Digest& root);
[[nodiscard]] Result<void> verifyConsistency(std::uint64_t size1, std::uint64_t size2,
                                             const std::vector<Digest>& proof, const Digest& root1,
                                             const Digest& root2);

// The same for the subtree over leaves [start, end) instead of the whole tree, of which `start` is a multiple
// of the smallest power of two that is at least end - start (draft-ietf-plants-merkle-tree-certs, section
// "Subtrees"). An empty subtree has emptyRoot() and is consistent with every tree. Errors: ProofInvalid.
[[nodiscard]] Result<void> verifySubtreeInclusion(std::uint64_t index, std::uint64_t start, std::uint64_t end,
                                                  const Digest& leaf, const std::vector<Digest>& proof,
                                                  const Digest& subtreeRoot);
[[nodiscard]] Result<void> verifySubtreeConsistency(std::uint64_t start, std::uint64_t end,
                                                    std::uint64_t size, const std::vector<Digest>& proof,
                                                    const Digest& subtreeRoot, const Digest& root);

// Proofs made from all leaf hashes of the tree. index < leaves.size(); size1 <= leaves.size().
std::vector<Digest> inclusionProof(std::uint64_t index, const std::vector<Digest>& leaves);
std::vector<Digest> consistencyProof(std::uint64_t size1, const std::vector<Digest>& leaves);

} // namespace keyrite::log
