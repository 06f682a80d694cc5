#include "core/slip39/share_pool.h"

#include "core/slip39/sharing.h"

#include <algorithm>
#include <optional>

namespace keyrite::slip39 {
namespace {

using Indices = std::vector<std::size_t>;
using Pool = std::span<const Share* const>;

// Trying a subset costs some microseconds. 16 choose 8 is 12870.
constexpr int kMaxSubsetsTried = 20000;

std::vector<ShareHeader> headersOf(Pool pool, const Indices& shares)
{
    std::vector<ShareHeader> headers;
    headers.reserve(shares.size());
    for (const std::size_t index : shares)
        headers.push_back(pool[index]->header);
    return headers;
}

bool isCopy(const Share& a, const Share& b)
{
    return a.header == b.header && equalSecret(a.value.view(), b.value.view());
}

std::size_t firstCopyOf(Pool pool, std::size_t index)
{
    for (std::size_t earlier = 0; earlier < index; ++earlier)
        if (pool[earlier] != nullptr && pool[index] != nullptr && isCopy(*pool[earlier], *pool[index]))
            return earlier;
    return index;
}

// Whether the share has the numbers of the set; its place may be taken.
bool hasNumbersOf(Pool pool, const PooledSet& set, const Share& share)
{
    if (pool[set.shares.front()]->value.size() != share.value.size())
        return false;
    const auto fits = consistentWith(headersOf(pool, set.shares), share.header);
    return fits || fits.error().code == ErrorCode::ShareDuplicateMember;
}

// A value at its place on the polynomials of one level: a share in its group, or a group in its set.
struct Placed
{
    std::size_t index; // into the pool, or of the group
    std::uint8_t x;
    const SecretBytes* value;
};

Point pointOf(const Placed& placed)
{
    return {placed.x, placed.value->view()};
}

// The values of one level that the digest proves to belong together, and what they give.
struct Proven
{
    std::vector<std::size_t> indices;
    SecretBytes secret;
};

// Looks for `threshold` values whose digest agrees, and takes every other one that lies on their polynomials.
class Prover final
{
public:
    Prover(std::span<const Placed> values, int threshold)
        : m_values(values), m_threshold(static_cast<std::size_t>(threshold))
    {
    }

    std::optional<Proven> run()
    {
        if (!choose(0))
            return std::nullopt;
        Proven proven{{}, std::move(m_secret)};
        for (const Placed& value : m_values)
            if (liesOnChosen(value))
                proven.indices.push_back(value.index);
        return proven;
    }

private:
    bool choose(std::size_t first)
    {
        if (m_chosen.size() == m_threshold)
            return agrees();
        for (std::size_t i = first; i < m_values.size() && m_tried < kMaxSubsetsTried; ++i) {
            const Point point = pointOf(m_values[i]);
            if (std::ranges::any_of(m_chosen, [&](const Point& other) { return other.x == point.x; }))
                continue;
            m_chosen.push_back(point);
            if (choose(i + 1))
                return true;
            m_chosen.pop_back();
        }
        return false;
    }

    bool agrees()
    {
        ++m_tried;
        auto secret = recoverSecret(m_chosen);
        if (!secret)
            return false;
        m_secret = std::move(*secret);
        return true;
    }

    bool liesOnChosen(const Placed& value) const
    {
        SecretBytes expected(value.value->size());
        interpolate(m_chosen, value.x, expected.span());
        return equalSecret(expected.view(), value.value->view());
    }

    std::span<const Placed> m_values;
    std::size_t m_threshold;
    std::vector<Point> m_chosen;
    SecretBytes m_secret;
    int m_tried = 0;
};

bool contains(const Indices& indices, std::size_t index)
{
    return std::ranges::find(indices, index) != indices.end();
}

// All shares of one group that the set has or that are disputed in it.
std::vector<Placed> placedOf(Pool pool, const PooledSet& set, int group)
{
    std::vector<Placed> placed;
    for (const Indices* some : {&set.shares, &set.disputed})
        for (const std::size_t index : *some)
            if (pool[index]->header.groupIndex == group)
                placed.push_back(
                    {index, static_cast<std::uint8_t>(pool[index]->header.memberIndex), &pool[index]->value});
    return placed;
}

// The proven shares of a group are the set's, whichever came first to their places; the others are disputed.
void settle(PooledSet& set, const std::vector<Placed>& placed, const Indices& proven)
{
    for (const Placed& share : placed) {
        std::erase(set.shares, share.index);
        std::erase(set.disputed, share.index);
        (contains(proven, share.index) ? set.shares : set.disputed).push_back(share.index);
    }
}

// Looks at the digest of one group; answers the group's own value where it is known.
std::optional<SecretBytes> checkGroup(Pool pool, PooledSet& set, const GroupProgress& group)
{
    DigestCheck& check = set.groupDigests[static_cast<std::size_t>(group.groupIndex)];
    if (!group.complete())
        return std::nullopt;
    const std::vector<Placed> placed = placedOf(pool, set, group.groupIndex);
    if (group.memberThreshold == 1)
        return placed.front().value->clone();
    auto proven = Prover(placed, group.memberThreshold).run();
    check = proven ? DigestCheck::Agrees : DigestCheck::Differs;
    if (!proven)
        return std::nullopt;
    settle(set, placed, proven->indices);
    return std::move(proven->secret);
}

// Looks at the digest over the groups whose values are known.
void checkWhole(PooledSet& set, const std::vector<std::optional<SecretBytes>>& values)
{
    std::vector<Placed> placed;
    for (std::size_t group = 0; group < values.size(); ++group)
        if (values[group])
            placed.push_back({group, static_cast<std::uint8_t>(group), &*values[group]});
    if (set.progress.groupThreshold == 1 || static_cast<int>(placed.size()) < set.progress.groupThreshold)
        return;
    const auto proven = Prover(placed, set.progress.groupThreshold).run();
    set.digest = proven ? DigestCheck::Agrees : DigestCheck::Differs;
    for (const Placed& group : placed)
        if (proven && !contains(proven->indices, group.index))
            set.groupDigests[group.index] = DigestCheck::Differs;
}

void check(Pool pool, PooledSet& set)
{
    set.progress = progress(headersOf(pool, set.shares));
    set.groupDigests.assign(set.progress.groups.size(), DigestCheck::NotPossible);
    std::vector<std::optional<SecretBytes>> values;
    for (const GroupProgress& group : set.progress.groups)
        values.push_back(checkGroup(pool, set, group));
    std::ranges::sort(set.shares);
    std::ranges::sort(set.disputed);
    set.progress = progress(headersOf(pool, set.shares));
    checkWhole(set, values);
}

void put(Pool pool, std::vector<PooledSet>& sets, std::size_t index)
{
    const auto set = std::ranges::find_if(
        sets, [&](const PooledSet& one) { return hasNumbersOf(pool, one, *pool[index]); });
    if (set == sets.end()) {
        sets.push_back({.shares = {index}, .disputed = {}, .groupDigests = {}});
        return;
    }
    const bool isFree = consistentWith(headersOf(pool, set->shares), pool[index]->header).has_value();
    (isFree ? set->shares : set->disputed).push_back(index);
}

} // namespace

bool PooledSet::groupComplete(std::size_t group) const
{
    return progress.groups[group].complete() && groupDigests[group] != DigestCheck::Differs;
}

bool PooledSet::complete() const
{
    int groups = 0;
    for (std::size_t group = 0; group < progress.groups.size(); ++group)
        groups += groupComplete(group) ? 1 : 0;
    return groups >= progress.groupThreshold && digest != DigestCheck::Differs;
}

SortedPool sortPool(Pool pool)
{
    SortedPool sorted;
    for (std::size_t index = 0; index < pool.size(); ++index) {
        sorted.firstCopy.push_back(firstCopyOf(pool, index));
        if (pool[index] != nullptr && sorted.firstCopy[index] == index)
            put(pool, sorted.sets, index);
    }
    for (PooledSet& set : sorted.sets)
        check(pool, set);
    std::ranges::stable_sort(
        sorted.sets, {}, [&](const PooledSet& set) { return pool[set.shares.front()]->header.identifier; });
    return sorted;
}

std::vector<std::size_t> exactQuorum(Pool pool, const PooledSet& set)
{
    if (!set.complete())
        return {};
    Indices candidates;
    for (const std::size_t index : set.shares)
        if (set.groupComplete(static_cast<std::size_t>(pool[index]->header.groupIndex)))
            candidates.push_back(index);
    Indices quorum;
    for (const std::size_t chosen : exactQuorum(headersOf(pool, candidates)))
        quorum.push_back(candidates[chosen]);
    return quorum;
}

} // namespace keyrite::slip39
