// Structure function: the probability that a quorum can be met, by the k-of-n:G recursion (Barlow and
// Heidtmann, 1984): shares to groups, groups to a key, and the keys of a multisig to a signature. Exact for
// independent shares. Dependence is conditioned on before (dependence.h). Pure; safe on any thread.
#pragma once

#include "core/policy.h"

#include <span>
#include <vector>

namespace keyrite::plan {

// The distribution of how many of independent events happen: result[j] = [z^j] prod (1 - p_i + p_i z).
std::vector<double> countDistribution(std::span<const double> probabilities);

// P(at least `threshold` of them happen). O(n^2).
double atLeast(int threshold, std::span<const double> probabilities);

// Probability for each share, by group and member.
using ShareProbabilities = std::vector<std::vector<double>>;

// Borrowed.
using MemberProbabilities = std::span<const std::vector<double>>;

// P(at least groupThreshold groups have at least their threshold of members), where group i counts only with
// probability site[i]. Shapes as in `policy`; every probability in [0, 1].
double quorumProbability(const Policy& policy, MemberProbabilities members, std::span<const double> site);

// 1 - quorumProbability, summed from its own small terms: right to the last digits where it is 1e-30, too.
double failureProbability(const Policy& policy, MemberProbabilities members, std::span<const double> site);

// P(group i is down) = (1 - site) + site P(more than N - T members are missing), for each group.
std::vector<double> groupFailures(const Policy& policy, MemberProbabilities members,
                                  std::span<const double> site);

// As quorumProbability for the attacker, to whom group i falls whole with probability breach[i], and else by
// its members.
double compromiseProbability(const Policy& policy, MemberProbabilities members,
                             std::span<const double> breach);

// The third level: a multisig, of whose keys `threshold` must sign. Each key is the secret of a share set of
// its own; members and sites are those of the first key, then of the second, and so on.
struct KeySet
{
    std::span<const Policy> keys;
    int threshold;
};

double quorumProbability(const KeySet& set, MemberProbabilities members, std::span<const double> site);
double failureProbability(const KeySet& set, MemberProbabilities members, std::span<const double> site);
double compromiseProbability(const KeySet& set, MemberProbabilities members, std::span<const double> breach);

// failureProbability of each key.
std::vector<double> keyFailures(const KeySet& set, MemberProbabilities members, std::span<const double> site);

} // namespace keyrite::plan
