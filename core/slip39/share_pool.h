// Share pool: shares of any sets, as they come out of drawers, sorted into the sets that they belong to by
// their numbers and by the digest that SLIP-39 hides in each group (SLIP-0039, section "Sharing a secret").
// Pure functions, safe on any thread. To look at a digest the group's share is put together in locked memory
// and wiped; the secret itself is not decrypted.
#pragma once

#include "core/slip39/progress.h"

#include <span>

namespace keyrite::slip39 {

// What the digest says of enough shares together. A threshold of 1 has none.
enum class DigestCheck { NotPossible, Agrees, Differs };

// Shares that belong together. All indices are into the pool.
struct PooledSet
{
    std::vector<std::size_t> shares; // one for each place, in the order of the pool

    // Fit by their numbers, but the digest refutes them, or the place is taken and no digest can decide yet:
    // altered, or of another set that has the same number by chance.
    std::vector<std::size_t> disputed;

    Progress progress{};                           // of `shares`
    std::vector<DigestCheck> groupDigests;         // for each of progress.groups
    DigestCheck digest = DigestCheck::NotPossible; // of enough groups together

    // Whether there is a quorum that no digest speaks against.
    bool complete() const;

    // Whether the group has its quorum and its digest does not speak against it.
    bool groupComplete(std::size_t group) const;
};

struct SortedPool
{
    std::vector<PooledSet> sets; // by identifier

    // For each share of the pool the earlier one that it is a copy of; else its own index.
    std::vector<std::size_t> firstCopy;
};

// Sorts the pool; null for what is in the pool and is no share. The work is bounded: some seconds for
// hundreds of false shares, microseconds for honest ones.
SortedPool sortPool(std::span<const Share* const> pool);

// Indices into the pool of an exact quorum for combine(); empty unless set.complete().
std::vector<std::size_t> exactQuorum(std::span<const Share* const> pool, const PooledSet& set);

} // namespace keyrite::slip39
