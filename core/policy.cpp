#include "core/policy.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace keyrite {
namespace {

constexpr std::size_t kMaxText = 256;

tl::unexpected<Error> refuse(const std::string& why)
{
    return fail(ErrorCode::BadPolicy, why + " Write 2of3 for one group, or 2of(2of3,2of3,1of1) for groups.");
}

// A number of one or two digits without a leading zero, taken off the front of `text`.
std::optional<int> takeNumber(std::string_view& text)
{
    std::size_t length = 0;
    int value = 0;
    while (length < text.size() && length < 3 && text[length] >= '0' && text[length] <= '9')
        value = value * 10 + (text[length++] - '0');
    if (length == 0 || length > 2 || text.front() == '0')
        return std::nullopt;
    text.remove_prefix(length);
    return value;
}

bool takeText(std::string_view& text, std::string_view expected)
{
    if (!text.starts_with(expected))
        return false;
    text.remove_prefix(expected.size());
    return true;
}

std::optional<GroupPolicy> takeGroup(std::string_view& text)
{
    const auto threshold = takeNumber(text);
    if (!threshold || !takeText(text, "of"))
        return std::nullopt;
    const auto count = takeNumber(text);
    if (!count)
        return std::nullopt;
    return GroupPolicy{*threshold, *count};
}

} // namespace

Policy::Policy(int groupThreshold, std::vector<GroupPolicy> groups)
    : m_groupThreshold(groupThreshold), m_groups(std::move(groups))
{
}

Result<Policy> Policy::create(int groupThreshold, std::vector<GroupPolicy> groups)
{
    const int groupCount = static_cast<int>(groups.size());
    if (groupCount < 1 || groupCount > kMaxGroups)
        return refuse("A design has 1 to 16 groups.");
    if (groupThreshold < 1 || groupThreshold > groupCount)
        return refuse("The number of groups needed must be between 1 and the number of groups.");
    for (const GroupPolicy& group : groups) {
        if (group.count < 1 || group.count > kMaxMembers || group.threshold < 1 ||
            group.threshold > group.count)
            return refuse("In each group the threshold must be between 1 and the number of members, which is "
                          "at most 16.");
        if (group.threshold == 1 && group.count > 1)
            return refuse(
                "A group that needs only 1 member must have exactly 1: SLIP-39 forbids copies of one share.");
    }
    return Policy(groupThreshold, std::move(groups));
}

Result<Policy> Policy::parse(std::string_view text)
{
    const auto malformed = [] { return refuse("The share policy cannot be read."); };
    if (text.size() > kMaxText)
        return malformed();
    std::string_view rest = text;
    if (const auto single = takeGroup(rest); single && rest.empty())
        return create(1, {*single});
    rest = text;
    const auto groupThreshold = takeNumber(rest);
    if (!groupThreshold || !takeText(rest, "of("))
        return malformed();
    std::vector<GroupPolicy> groups;
    do {
        const auto group = takeGroup(rest);
        if (!group)
            return malformed();
        groups.push_back(*group);
    } while (takeText(rest, ","));
    if (rest != ")")
        return malformed();
    return create(*groupThreshold, std::move(groups));
}

int Policy::shareCount() const
{
    return std::accumulate(m_groups.begin(), m_groups.end(), 0,
                           [](int sum, const GroupPolicy& group) { return sum + group.count; });
}

std::string Policy::text() const
{
    const auto groupText = [](const GroupPolicy& group) {
        return std::to_string(group.threshold) + "of" + std::to_string(group.count);
    };
    if (m_groups.size() == 1)
        return groupText(m_groups.front());
    std::string text = std::to_string(m_groupThreshold) + "of(";
    for (std::size_t i = 0; i < m_groups.size(); ++i)
        text.append(i == 0 ? "" : ",").append(groupText(m_groups[i]));
    return text.append(")");
}

SharePosition sharePosition(const Policy& policy, int number)
{
    int group = 0;
    while (number >= policy.groups()[static_cast<std::size_t>(group)].count)
        number -= policy.groups()[static_cast<std::size_t>(group++)].count;
    return {group, number};
}

std::optional<int> shareNumber(const Policy& policy, SharePosition position)
{
    int number = position.member + 1;
    for (std::size_t group = 0; group < policy.groups().size(); ++group) {
        const int count = policy.groups()[group].count;
        if (static_cast<int>(group) == position.group)
            return position.member >= 0 && position.member < count ? std::optional(number) : std::nullopt;
        number += count;
    }
    return std::nullopt;
}

} // namespace keyrite
