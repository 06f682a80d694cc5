#include "core/ceremony/subsets.h"

#include <array>
#include <limits>

namespace keyrite::ceremony {
namespace {

constexpr std::uint64_t kMany = std::numeric_limits<std::uint64_t>::max();

std::uint64_t addCapped(std::uint64_t a, std::uint64_t b)
{
    return a > kMany - b ? kMany : a + b;
}

std::uint64_t multiplyCapped(std::uint64_t a, std::uint64_t b)
{
    return a != 0 && b > kMany / a ? kMany : a * b;
}

// n choose k for n <= 16.
std::uint64_t choose(int n, int k)
{
    std::uint64_t result = 1;
    for (int i = 1; i <= k; ++i)
        result = result * static_cast<std::uint64_t>(n - k + i) / static_cast<std::uint64_t>(i);
    return result;
}

// Visits all k-subsets of 0 .. n-1 in lexical order until `visit` answers false; answers false then.
template <typename Visit>
bool forEachSubset(int n, int k, std::vector<int>& chosen, Visit visit)
{
    if (static_cast<int>(chosen.size()) == k)
        return visit(chosen);
    for (int next = chosen.empty() ? 0 : chosen.back() + 1; next <= n - (k - static_cast<int>(chosen.size()));
         ++next) {
        chosen.push_back(next);
        const bool goOn = forEachSubset(n, k, chosen, visit);
        chosen.pop_back();
        if (!goOn)
            return false;
    }
    return true;
}

struct Collector
{
    const Policy& policy;
    std::uint64_t limit;
    std::vector<int> firstShare; // running number of each group's first share
    std::vector<std::vector<int>> found;

    // Extends `soFar` by every member set of groups[at ...].
    bool extend(const std::vector<int>& groups, std::size_t at, const std::vector<int>& soFar)
    {
        if (at == groups.size()) {
            found.push_back(soFar);
            return found.size() < limit;
        }
        const auto group = static_cast<std::size_t>(groups[at]);
        std::vector<int> chosen;
        return forEachSubset(policy.groups()[group].count, policy.groups()[group].threshold, chosen,
                             [&](const std::vector<int>& members) {
                                 std::vector<int> next = soFar;
                                 for (const int member : members)
                                     next.push_back(firstShare[group] + member);
                                 return extend(groups, at + 1, next);
                             });
    }
};

// `k` different numbers below `n` <= 16, ascending, each choice as likely as any other.
std::vector<int> someOf(int n, int k, const crypto::RandomSource& random)
{
    std::vector<int> chosen;
    for (int number = 0; number < n; ++number) {
        // Knuth, The Art of Computer Programming 3.4.2, algorithm S; 32 bits against at most 16: no bias to
        // see.
        std::array<std::uint8_t, 4> bytes{};
        random(bytes);
        const std::uint32_t draw = (std::uint32_t{bytes[0]} << 24U) | (std::uint32_t{bytes[1]} << 16U) |
                                   (std::uint32_t{bytes[2]} << 8U) | bytes[3];
        if (static_cast<int>(draw % static_cast<std::uint32_t>(n - number)) <
            k - static_cast<int>(chosen.size()))
            chosen.push_back(number);
    }
    return chosen;
}

} // namespace

std::uint64_t countQuorums(const Policy& policy)
{
    // Coefficient of z^threshold in the product over groups of (1 + ways z).
    std::vector<std::uint64_t> ways(static_cast<std::size_t>(policy.groupThreshold()) + 1, 0);
    ways[0] = 1;
    for (const GroupPolicy& group : policy.groups())
        for (std::size_t i = ways.size() - 1; i > 0; --i)
            ways[i] = addCapped(ways[i], multiplyCapped(ways[i - 1], choose(group.count, group.threshold)));
    return ways.back();
}

std::vector<std::vector<int>> quorums(const Policy& policy, std::uint64_t limit)
{
    Collector collector{policy, limit, {}, {}};
    int first = 0;
    for (const GroupPolicy& group : policy.groups()) {
        collector.firstShare.push_back(first);
        first += group.count;
    }
    std::vector<int> chosen;
    if (limit > 0)
        forEachSubset(static_cast<int>(policy.groups().size()), policy.groupThreshold(), chosen,
                      [&](const std::vector<int>& groups) { return collector.extend(groups, 0, {}); });
    return std::move(collector.found);
}

std::vector<int> randomQuorum(const Policy& policy, const crypto::RandomSource& random)
{
    const std::vector<int> groups =
        someOf(static_cast<int>(policy.groups().size()), policy.groupThreshold(), random);
    std::vector<int> quorum;
    for (const int group : groups) {
        const GroupPolicy& members = policy.groups()[static_cast<std::size_t>(group)];
        for (const int member : someOf(members.count, members.threshold, random))
            quorum.push_back(*shareNumber(policy, {group, member}) - 1);
    }
    return quorum;
}

} // namespace keyrite::ceremony
