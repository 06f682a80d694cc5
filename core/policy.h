// Policy: the design of a share set, as typed and logged: `2of3` (one group) or `2of(2of3,2of3,1of1)`.
// An immutable value that cannot be wrong once parsed. Safe on any thread.
#pragma once

#include "core/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keyrite {

// SLIP-39 limits: at most 16 groups and 16 members a group.
inline constexpr int kMaxGroups = 16;
inline constexpr int kMaxMembers = 16;

// `threshold` of `count` members of one group.
struct GroupPolicy
{
    int threshold;
    int count;
    bool operator==(const GroupPolicy&) const = default;
};

class Policy final
{
public:
    // 1 <= threshold <= count <= 16 at both levels, and a threshold of 1 only with a count of 1 inside a
    // group (SLIP-39, section "Master secret", forbids copies of one share).
    [[nodiscard]] static Result<Policy> create(int groupThreshold, std::vector<GroupPolicy> groups);

    // At most 256 characters, digits without leading zeros, no white space. Errors: BadPolicy.
    [[nodiscard]] static Result<Policy> parse(std::string_view text);

    int groupThreshold() const { return m_groupThreshold; }
    const std::vector<GroupPolicy>& groups() const { return m_groups; }
    int shareCount() const;

    // The canonical text; parse(text()) gives an equal policy.
    std::string text() const;

    bool operator==(const Policy&) const = default;

private:
    Policy(int groupThreshold, std::vector<GroupPolicy> groups);

    int m_groupThreshold;
    std::vector<GroupPolicy> m_groups;
};

// Where a share stands in its policy, both counted from 0. Shares are numbered through the groups in order.
struct SharePosition
{
    int group;
    int member;
    bool operator==(const SharePosition&) const = default;
};

// The position of the share with running number `number` (0 .. shareCount() - 1).
SharePosition sharePosition(const Policy& policy, int number);

// The reverse, but counted from 1 as sheets are; nothing where the policy has no such place.
std::optional<int> shareNumber(const Policy& policy, SharePosition position);

} // namespace keyrite
