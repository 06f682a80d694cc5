// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104). Pure functions, safe on any thread.
#pragma once

#include "core/crypto/openssl_types.h"
#include "core/secret_bytes.h"

#include <array>
#include <initializer_list>

namespace keyrite::crypto {

using Digest = std::array<std::uint8_t, 32>;

// SHA-256 of the concatenation of `parts`.
Digest sha256(std::initializer_list<ByteView> parts);
Digest sha256(ByteView bytes);

// SHA-256 of what comes a piece at a time. Used by one thread.
class Sha256Stream final
{
public:
    Sha256Stream();
    void add(ByteView bytes);
    Digest finish(); // once

private:
    EvpMdContext m_context;
};

// HMAC-SHA-256 of `message` under `key` (any length). The result is secret as often as not.
SecretBytes hmacSha256(ByteView key, ByteView message);

} // namespace keyrite::crypto
