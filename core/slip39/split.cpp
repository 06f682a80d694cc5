#include "core/slip39/split.h"

#include "core/slip39/encryption.h"
#include "core/slip39/sharing.h"

#include <array>

namespace keyrite::slip39 {
namespace {

Result<void> checkArguments(const SecretBytes& secret, const SplitOptions& options)
{
    if (!isSecretSize(secret.size()))
        return fail(ErrorCode::SecretLength, "The secret has " + std::to_string(secret.size()) +
                                                 " bytes. SLIP-39 splits an even number of bytes from 16 to "
                                                 "64.");
    if (options.iterationExponent < 0 || options.iterationExponent > 15)
        return fail(ErrorCode::InvalidArgument, "The iteration exponent must be between 0 and 15.");
    return checkPassphrase(options.passphrase);
}

std::uint16_t randomIdentifier(const crypto::RandomSource& random)
{
    std::array<std::uint8_t, 2> bytes{};
    random(bytes);
    return static_cast<std::uint16_t>(((bytes[0] & 0x7FU) << 8U) | bytes[1]);
}

std::vector<Share> splitGroup(const SecretBytes& groupSecret, const GroupPolicy& group, ShareHeader header,
                              const crypto::RandomSource& random)
{
    std::vector<Share> shares;
    header.memberThreshold = group.threshold;
    header.memberIndex = 0;
    for (SecretBytes& value : shareSecret(group.threshold, group.count, groupSecret, random)) {
        shares.push_back({header, std::move(value)});
        ++header.memberIndex;
    }
    return shares;
}

} // namespace

Result<std::vector<std::vector<Share>>> split(const SecretBytes& secret, const Policy& policy,
                                              const SplitOptions& options, const crypto::RandomSource& random)
{
    if (const auto fit = checkArguments(secret, options); !fit)
        return fail(fit.error());
    const auto groupCount = static_cast<int>(policy.groups().size());
    ShareHeader header{.identifier = randomIdentifier(random),
                       .extendable = options.extendable,
                       .iterationExponent = options.iterationExponent,
                       .groupIndex = 0,
                       .groupThreshold = policy.groupThreshold(),
                       .groupCount = groupCount,
                       .memberIndex = 0,
                       .memberThreshold = 1};
    const SecretBytes encrypted = encrypt(secret.view(), options.passphrase,
                                          {header.identifier, header.extendable, header.iterationExponent});
    const auto groupSecrets = shareSecret(policy.groupThreshold(), groupCount, encrypted, random);
    std::vector<std::vector<Share>> groups;
    for (const GroupPolicy& group : policy.groups()) {
        const auto index = static_cast<std::size_t>(header.groupIndex);
        groups.push_back(splitGroup(groupSecrets[index], group, header, random));
        ++header.groupIndex;
    }
    return groups;
}

} // namespace keyrite::slip39
