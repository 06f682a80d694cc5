// Recovering a secret from shares (SLIP-0039, section "Combining the shares"), and what is missing for it.
#pragma once

#include "core/slip39/share.h"

#include <vector>

namespace keyrite::slip39 {

// The secret, from exactly a quorum: group threshold groups with member threshold shares each. Each way to be
// wrong has its own error: Share*Mismatch, ShareDuplicateMember, NotEnoughGroups, NotEnoughMembers,
// TooManyShares, ShareDigestInvalid, PassphraseInvalid. A wrong passphrase is not an error: it gives another
// secret.
[[nodiscard]] Result<SecretBytes> combine(const std::vector<Share>& shares, ByteView passphrase = {});

// How far a pool of shares of one set has come. Pure, from the public headers alone.
struct GroupProgress
{
    int groupIndex;
    int memberThreshold;      // 0 while no share of the group was seen
    std::vector<int> members; // member indices present, sorted
    bool complete() const
    {
        return memberThreshold > 0 && static_cast<int>(members.size()) >= memberThreshold;
    }
};

struct Progress
{
    int groupThreshold;
    std::vector<GroupProgress> groups; // one for each group of the set
    int completeGroups() const;
    bool quorum() const { return completeGroups() >= groupThreshold; }
};

// `headers` are of one set and consistent (see consistentWith) and hold no duplicate. Not empty.
Progress progress(const std::vector<ShareHeader>& headers);

// Whether `header` fits the set and groups of those already there. Errors as combine().
[[nodiscard]] Result<void> consistentWith(const std::vector<ShareHeader>& present, const ShareHeader& header);

// Indices into `headers` of the first exact quorum, for combine(); empty where there is none.
std::vector<std::size_t> exactQuorum(const std::vector<ShareHeader>& headers);

} // namespace keyrite::slip39
