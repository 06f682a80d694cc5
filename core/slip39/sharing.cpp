#include "core/slip39/sharing.h"

#include "core/crypto/hash.h"

#include <algorithm>

namespace keyrite::slip39 {
namespace {

// Where on the polynomials the secret and its digest lie; shares lie below 16.
constexpr std::uint8_t kSecretX = 255;
constexpr std::uint8_t kDigestX = 254;
constexpr std::size_t kDigestBytes = 4;

// The first four bytes of HMAC-SHA-256 of the secret under the random part of the digest share.
SecretBytes digest(ByteView randomPart, const SecretBytes& secret)
{
    return SecretBytes::copyOf(crypto::hmacSha256(randomPart, secret.view()).view().first(kDigestBytes));
}

SecretBytes randomBytes(std::size_t size, const crypto::RandomSource& random)
{
    SecretBytes bytes(size);
    random(bytes.span());
    return bytes;
}

// Digest || random part, as long as the secret.
SecretBytes digestShare(const SecretBytes& secret, const crypto::RandomSource& random)
{
    SecretBytes share = randomBytes(secret.size(), random);
    std::ranges::copy(digest(share.view().subspan(kDigestBytes), secret).view(), share.data());
    return share;
}

} // namespace

std::vector<SecretBytes> shareSecret(int threshold, int count, const SecretBytes& secret,
                                     const crypto::RandomSource& random)
{
    std::vector<SecretBytes> shares;
    if (threshold == 1) {
        for (int i = 0; i < count; ++i)
            shares.push_back(secret.clone());
        return shares;
    }
    // threshold - 2 shares are random; they, the digest share and the secret fix the polynomials.
    std::vector<Point> base;
    for (int x = 0; x < threshold - 2; ++x) {
        shares.push_back(randomBytes(secret.size(), random));
        base.push_back({static_cast<std::uint8_t>(x), shares.back().view()});
    }
    const SecretBytes digestValue = digestShare(secret, random);
    base.push_back({kDigestX, digestValue.view()});
    base.push_back({kSecretX, secret.view()});
    for (int x = threshold - 2; x < count; ++x) {
        SecretBytes share(secret.size());
        interpolate(base, static_cast<std::uint8_t>(x), share.span());
        shares.push_back(std::move(share));
    }
    return shares;
}

Result<SecretBytes> recoverSecret(std::span<const Point> shares)
{
    const std::size_t size = shares.front().y.size();
    if (shares.size() == 1)
        return SecretBytes::copyOf(shares.front().y);
    SecretBytes secret(size);
    SecretBytes digestValue(size);
    interpolate(shares, kSecretX, secret.span());
    interpolate(shares, kDigestX, digestValue.span());
    const ByteView expected = digestValue.view().first(kDigestBytes);
    if (!equalSecret(digest(digestValue.view().subspan(kDigestBytes), secret).view(), expected))
        return fail(ErrorCode::ShareDigestInvalid,
                    "These shares do not give a secret: at least one was altered or belongs to another set. "
                    "Compare each with its sheet.");
    return secret;
}

} // namespace keyrite::slip39
