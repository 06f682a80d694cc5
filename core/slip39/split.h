// Splitting a secret (SLIP-0039, sections "Generating the shares", "Encryption of the master secret").
#pragma once

#include "core/crypto/random.h"
#include "core/policy.h"
#include "core/slip39/share.h"

namespace keyrite::slip39 {

struct SplitOptions
{
    int iterationExponent = 1; // 0..15; PBKDF2 iterations = 10000 * 2^exponent in four rounds
    bool extendable = true;
    ByteView passphrase = {}; // printable ASCII, may be empty
};

// Shares of `secret` (even size, 16 to 64 bytes), one vector a group, in the policy's order.
// The identifier is random. Errors: SecretLength, PassphraseInvalid, InvalidArgument.
[[nodiscard]] Result<std::vector<std::vector<Share>>> split(const SecretBytes& secret, const Policy& policy,
                                                            const SplitOptions& options,
                                                            const crypto::RandomSource& random);

} // namespace keyrite::slip39
