#include "core/slip39/progress.h"

#include <algorithm>
#include <string>

namespace keyrite::slip39 {
namespace {

std::string number(int value)
{
    return std::to_string(value);
}

std::string groupName(int index)
{
    return "group " + number(index + 1);
}

auto otherSet(ErrorCode code, const std::string& what)
{
    return fail(code, "This share belongs to another set than those before it: " + what +
                          " Keep it with its own set.");
}

Result<void> sameSet(const ShareHeader& set, const ShareHeader& header)
{
    if (header.identifier != set.identifier)
        return otherSet(ErrorCode::ShareIdentifierMismatch, "its set has number " +
                                                                number(header.identifier) + ", theirs " +
                                                                number(set.identifier) + ".");
    if (header.extendable != set.extendable)
        return otherSet(ErrorCode::ShareExtendableMismatch, "only one of the two sets is extendable.");
    if (header.iterationExponent != set.iterationExponent)
        return otherSet(ErrorCode::ShareExponentMismatch, "its iteration exponent is " +
                                                              number(header.iterationExponent) + ", theirs " +
                                                              number(set.iterationExponent) + ".");
    if (header.groupThreshold != set.groupThreshold)
        return otherSet(ErrorCode::ShareGroupThresholdMismatch,
                        "its set needs " + number(header.groupThreshold) + " groups, theirs " +
                            number(set.groupThreshold) + ".");
    if (header.groupCount != set.groupCount)
        return otherSet(ErrorCode::ShareGroupCountMismatch, "its set has " + number(header.groupCount) +
                                                                " groups, theirs " + number(set.groupCount) +
                                                                ".");
    return {};
}

Result<void> sameGroup(const ShareHeader& member, const ShareHeader& header)
{
    if (header.memberThreshold != member.memberThreshold)
        return otherSet(ErrorCode::ShareMemberThresholdMismatch,
                        "it asks for " + number(header.memberThreshold) + " shares of " +
                            groupName(header.groupIndex) + ", they for " + number(member.memberThreshold) +
                            ".");
    if (header.memberIndex == member.memberIndex)
        return fail(ErrorCode::ShareDuplicateMember, "Share " + number(header.memberIndex + 1) + " of " +
                                                         groupName(header.groupIndex) +
                                                         " is there already. Bring another share.");
    return {};
}

} // namespace

int Progress::completeGroups() const
{
    return static_cast<int>(std::ranges::count_if(groups, &GroupProgress::complete));
}

Progress progress(const std::vector<ShareHeader>& headers)
{
    Progress pool{headers.front().groupThreshold, {}};
    int groupCount = headers.front().groupCount;
    // A share made wrongly may name a group beyond the count; it is shown rather than dropped.
    for (const ShareHeader& header : headers)
        groupCount = std::max(groupCount, header.groupIndex + 1);
    for (int index = 0; index < groupCount; ++index)
        pool.groups.push_back({index, 0, {}});
    for (const ShareHeader& header : headers) {
        GroupProgress& group = pool.groups[static_cast<std::size_t>(header.groupIndex)];
        group.memberThreshold = header.memberThreshold;
        group.members.insert(std::ranges::upper_bound(group.members, header.memberIndex), header.memberIndex);
    }
    return pool;
}

Result<void> consistentWith(const std::vector<ShareHeader>& present, const ShareHeader& header)
{
    if (present.empty())
        return {};
    if (const auto set = sameSet(present.front(), header); !set)
        return fail(set.error());
    for (const ShareHeader& other : present)
        if (other.groupIndex == header.groupIndex)
            if (const auto group = sameGroup(other, header); !group)
                return fail(group.error());
    return {};
}

std::vector<std::size_t> exactQuorum(const std::vector<ShareHeader>& headers)
{
    if (headers.empty())
        return {};
    const Progress pool = progress(headers);
    if (!pool.quorum())
        return {};
    std::vector<std::size_t> chosen;
    int groupsLeft = pool.groupThreshold;
    for (const GroupProgress& group : pool.groups) {
        if (!group.complete() || groupsLeft-- <= 0)
            continue;
        int membersLeft = group.memberThreshold;
        for (std::size_t i = 0; i < headers.size(); ++i)
            if (headers[i].groupIndex == group.groupIndex && membersLeft-- > 0)
                chosen.push_back(i);
    }
    return chosen;
}

} // namespace keyrite::slip39
