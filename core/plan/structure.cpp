#include "core/plan/structure.h"

#include <array>
#include <numeric>

namespace keyrite::plan {
namespace {

constexpr std::size_t kMaxEvents = 64; // more than a level of a policy has

// counts[0 .. n] over the first n events; the caller's array is large enough.
void convolveEvents(std::span<const double> probabilities, double* counts)
{
    counts[0] = 1;
    for (std::size_t n = 0; n < probabilities.size(); ++n) {
        const double p = probabilities[n];
        counts[n + 1] = counts[n] * p;
        for (std::size_t j = n; j > 0; --j)
            counts[j] = counts[j] * (1 - p) + counts[j - 1] * p;
        counts[0] *= 1 - p;
    }
}

// What `ofKey` says of each key and its own part of the members and sites.
template <typename OfKey>
std::vector<double> keyByKey(const KeySet& set, MemberProbabilities members, std::span<const double> site,
                             OfKey ofKey)
{
    std::vector<double> results;
    std::size_t first = 0;
    for (const Policy& key : set.keys) {
        const std::size_t count = key.groups().size();
        results.push_back(ofKey(key, members.subspan(first, count), site.subspan(first, count)));
        first += count;
    }
    return results;
}

} // namespace

std::vector<double> countDistribution(std::span<const double> probabilities)
{
    std::vector<double> counts(probabilities.size() + 1);
    convolveEvents(probabilities, counts.data());
    return counts;
}

double atLeast(int threshold, std::span<const double> probabilities)
{
    if (threshold > static_cast<int>(probabilities.size()))
        return 0;
    std::array<double, kMaxEvents + 1> stack;
    std::vector<double> heap;
    double* counts = stack.data();
    if (probabilities.size() > kMaxEvents) {
        heap.resize(probabilities.size() + 1);
        counts = heap.data();
    }
    convolveEvents(probabilities, counts);
    return std::accumulate(counts + threshold, counts + probabilities.size() + 1, 0.0);
}

double quorumProbability(const Policy& policy, MemberProbabilities members, std::span<const double> site)
{
    std::array<double, kMaxGroups> groups{};
    const std::size_t count = policy.groups().size();
    for (std::size_t i = 0; i < count; ++i)
        groups[i] = site[i] * atLeast(policy.groups()[i].threshold, members[i]);
    return atLeast(policy.groupThreshold(), std::span(groups.data(), count));
}

std::vector<double> groupFailures(const Policy& policy, MemberProbabilities members,
                                  std::span<const double> site)
{
    std::vector<double> failures;
    std::vector<double> missing;
    for (std::size_t i = 0; i < policy.groups().size(); ++i) {
        missing.clear();
        for (const double p : members[i])
            missing.push_back(1 - p);
        const GroupPolicy& group = policy.groups()[i];
        failures.push_back((1 - site[i]) + site[i] * atLeast(group.count - group.threshold + 1, missing));
    }
    return failures;
}

double failureProbability(const Policy& policy, MemberProbabilities members, std::span<const double> site)
{
    const int groups = static_cast<int>(policy.groups().size());
    return atLeast(groups - policy.groupThreshold() + 1, groupFailures(policy, members, site));
}

double compromiseProbability(const Policy& policy, MemberProbabilities members,
                             std::span<const double> breach)
{
    std::array<double, kMaxGroups> groups{};
    const std::size_t count = policy.groups().size();
    for (std::size_t i = 0; i < count; ++i)
        groups[i] = breach[i] + (1 - breach[i]) * atLeast(policy.groups()[i].threshold, members[i]);
    return atLeast(policy.groupThreshold(), std::span(groups.data(), count));
}

double quorumProbability(const KeySet& set, MemberProbabilities members, std::span<const double> site)
{
    const auto one = [](const Policy& key, MemberProbabilities m, std::span<const double> s) {
        return quorumProbability(key, m, s);
    };
    if (set.keys.size() == 1)
        return one(set.keys.front(), members, site);
    return atLeast(set.threshold, keyByKey(set, members, site, one));
}

std::vector<double> keyFailures(const KeySet& set, MemberProbabilities members, std::span<const double> site)
{
    return keyByKey(set, members, site,
                    [](const Policy& key, MemberProbabilities m, std::span<const double> s) {
                        return failureProbability(key, m, s);
                    });
}

double failureProbability(const KeySet& set, MemberProbabilities members, std::span<const double> site)
{
    return atLeast(static_cast<int>(set.keys.size()) - set.threshold + 1, keyFailures(set, members, site));
}

double compromiseProbability(const KeySet& set, MemberProbabilities members, std::span<const double> breach)
{
    return atLeast(set.threshold,
                   keyByKey(set, members, breach,
                            [](const Policy& key, MemberProbabilities m, std::span<const double> b) {
                                return compromiseProbability(key, m, b);
                            }));
}

} // namespace keyrite::plan
