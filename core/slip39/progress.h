// Progress: how far a pool of shares of one set has come, and what is missing for a quorum.
// Pure functions over the public headers alone, safe on any thread.
#pragma once

#include "core/slip39/share.h"

#include <vector>

namespace keyrite::slip39 {

// What is there of one group. Indices count from 0; thresholds are 1..16.
struct GroupProgress
{
    int groupIndex;
    int memberThreshold;      // 0 while no share of the group was seen
    std::vector<int> members; // member indices present, sorted

    // Whether a quorum of the group is there.
    bool complete() const
    {
        return memberThreshold > 0 && static_cast<int>(members.size()) >= memberThreshold;
    }
};

// What is there of one set.
struct Progress
{
    int groupThreshold;
    std::vector<GroupProgress> groups; // one for each group of the set, in order

    int completeGroups() const;

    // Whether the secret can be recovered.
    bool quorum() const { return completeGroups() >= groupThreshold; }
};

// `headers` are of one set and consistent (see consistentWith) and hold no duplicate. Not empty.
Progress progress(const std::vector<ShareHeader>& headers);

// Whether `header` fits the set and groups of those already there. Errors as combine().
[[nodiscard]] Result<void> consistentWith(const std::vector<ShareHeader>& present, const ShareHeader& header);

// Indices into `headers` of the first exact quorum, for combine(); empty where there is none.
std::vector<std::size_t> exactQuorum(const std::vector<ShareHeader>& headers);

} // namespace keyrite::slip39
