// The quorums of a policy: every minimal set of shares that suffices. Pure functions.
#pragma once

#include "core/crypto/random.h"
#include "core/policy.h"

#include <cstdint>

namespace keyrite::ceremony {

// How many there are; UINT64_MAX where the number does not fit.
std::uint64_t countQuorums(const Policy& policy);

// Running numbers (0-based) of the shares of each quorum, the first `limit` in lexical order.
std::vector<std::vector<int>> quorums(const Policy& policy, std::uint64_t limit);

// One quorum drawn at random: groups first, then members of each; every quorum can be drawn.
std::vector<int> randomQuorum(const Policy& policy, const crypto::RandomSource& random);

} // namespace keyrite::ceremony
