// Sharing: one level of Shamir's scheme with the digest that tells wrong shares (SLIP-0039, sections "Sharing
// a secret" and "Recovering the secret"). Internal to core/slip39. Safe on any thread.
#pragma once

#include "core/crypto/random.h"
#include "core/slip39/polynomial.h"

#include <vector>

namespace keyrite::slip39 {

// Sizes of secrets and so of share values, in bytes; always even.
inline constexpr std::size_t kMinSecret = 16;
inline constexpr std::size_t kMaxSecret = 64;
constexpr bool isSecretSize(std::size_t size)
{
    return size >= kMinSecret && size <= kMaxSecret && size % 2 == 0;
}

// The values of `count` shares, at x = 0 .. count - 1, any `threshold` of which give the secret.
// 1 <= threshold <= count <= 16; isSecretSize(secret.size()).
std::vector<SecretBytes> shareSecret(int threshold, int count, const SecretBytes& secret,
                                     const crypto::RandomSource& random);

// The secret from exactly the threshold number of shares, of one size, with different x below 16.
// Errors: ShareDigestInvalid.
[[nodiscard]] Result<SecretBytes> recoverSecret(std::span<const Point> shares);

} // namespace keyrite::slip39
