// Structure function: the probability that a two-level quorum can be met, by the k-of-n:G recursion (Barlow
// and Heidtmann, 1984), exact for independent shares. Dependence is conditioned on before (dependence.h).
// Pure; safe on any thread.
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

// P(at least groupThreshold groups have at least their threshold of members), where group i counts only with
// probability site[i]. Shapes as in `policy`; every probability in [0, 1].
double quorumProbability(const Policy& policy, const ShareProbabilities& members,
                         std::span<const double> site);

// 1 - quorumProbability, summed from its own small terms: right to the last digits where it is 1e-30, too.
double failureProbability(const Policy& policy, const ShareProbabilities& members,
                          std::span<const double> site);

// P(group i is down) = (1 - site) + site P(more than N - T members are missing), for each group.
std::vector<double> groupFailures(const Policy& policy, const ShareProbabilities& members,
                                  std::span<const double> site);

// As quorumProbability for the attacker, to whom group i falls whole with probability breach[i], and else by
// its members.
double compromiseProbability(const Policy& policy, const ShareProbabilities& members,
                             std::span<const double> breach);

} // namespace keyrite::plan
