#include "core/slip39/combine.h"

#include "core/slip39/encryption.h"
#include "core/slip39/sharing.h"

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

Result<void> checkConsistent(const std::vector<Share>& shares)
{
    std::vector<ShareHeader> present;
    for (const Share& share : shares) {
        if (const auto fits = consistentWith(present, share.header); !fits)
            return fail(fits.error());
        if (share.value.size() != shares.front().value.size())
            return fail(ErrorCode::ShareLengthMismatch,
                        "This share is longer or shorter than those before it: it belongs to "
                        "another set. Keep it with its own set.");
        present.push_back(share.header);
    }
    if (!present.empty() && !isSecretSize(shares.front().value.size()))
        return fail(ErrorCode::SecretLength, "The shares have a length that SLIP-39 does not allow.");
    return {};
}

Result<void> checkMembers(const GroupProgress& group)
{
    const auto present = static_cast<int>(group.members.size());
    const auto counted = [&] {
        return number(present) + " of the " + number(group.memberThreshold) + " shares that " +
               groupName(group.groupIndex) + " needs are there. ";
    };
    if (present < group.memberThreshold)
        return fail(ErrorCode::NotEnoughMembers,
                    "Only " + counted() + "Bring " + number(group.memberThreshold - present) + " more.");
    if (present > group.memberThreshold)
        return fail(ErrorCode::TooManyShares, "More than the " + number(group.memberThreshold) +
                                                  " shares that " + groupName(group.groupIndex) +
                                                  " needs are there. Take " +
                                                  number(present - group.memberThreshold) + " away.");
    return {};
}

// That the shares are a quorum and nothing more.
Result<void> checkExactQuorum(const Progress& pool)
{
    const auto seen = static_cast<int>(std::ranges::count_if(
        pool.groups, [](const GroupProgress& group) { return !group.members.empty(); }));
    if (seen < pool.groupThreshold)
        return fail(ErrorCode::NotEnoughGroups, "Shares of " + number(seen) + " of the " +
                                                    number(pool.groupThreshold) +
                                                    " groups needed are there. Bring shares of " +
                                                    number(pool.groupThreshold - seen) + " more.");
    if (seen > pool.groupThreshold)
        return fail(ErrorCode::TooManyShares, "Shares of " + number(seen) + " groups are there; " +
                                                  number(pool.groupThreshold) +
                                                  " groups are needed. Take the others away.");
    for (const GroupProgress& group : pool.groups)
        if (!group.members.empty())
            if (const auto members = checkMembers(group); !members)
                return fail(members.error());
    return {};
}

Result<SecretBytes> recoverGroup(const std::vector<Share>& shares, int groupIndex)
{
    std::vector<Point> points;
    for (const Share& share : shares)
        if (share.header.groupIndex == groupIndex)
            points.push_back({static_cast<std::uint8_t>(share.header.memberIndex), share.value.view()});
    return recoverSecret(points);
}

Result<SecretBytes> recoverEncrypted(const std::vector<Share>& shares, const Progress& pool)
{
    std::vector<SecretBytes> values;
    std::vector<Point> points;
    for (const GroupProgress& group : pool.groups) {
        if (group.members.empty())
            continue;
        auto value = recoverGroup(shares, group.groupIndex);
        if (!value)
            return fail(value.error());
        values.push_back(std::move(*value));
        points.push_back({static_cast<std::uint8_t>(group.groupIndex), values.back().view()});
    }
    return recoverSecret(points);
}

std::vector<ShareHeader> headersOf(const std::vector<Share>& shares)
{
    std::vector<ShareHeader> headers;
    headers.reserve(shares.size());
    for (const Share& share : shares)
        headers.push_back(share.header);
    return headers;
}

} // namespace

Result<SecretBytes> combineEncrypted(const std::vector<Share>& shares)
{
    if (shares.empty())
        return fail(ErrorCode::NotEnoughGroups, "There are no shares. Bring a quorum of one set.");
    if (const auto consistent = checkConsistent(shares); !consistent)
        return fail(consistent.error());
    const Progress pool = progress(headersOf(shares));
    if (const auto exact = checkExactQuorum(pool); !exact)
        return fail(exact.error());
    return recoverEncrypted(shares, pool);
}

Result<SecretBytes> combine(const std::vector<Share>& shares, ByteView passphrase)
{
    if (const auto fits = checkPassphrase(passphrase); !fits)
        return fail(fits.error());
    const auto encrypted = combineEncrypted(shares);
    if (!encrypted)
        return fail(encrypted.error());
    const ShareHeader& set = shares.front().header;
    return decrypt(encrypted->view(), passphrase, {set.identifier, set.extendable, set.iterationExponent});
}

} // namespace keyrite::slip39
