// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104). Pure functions, safe on any thread.
#pragma once

#include "core/secret_bytes.h"

#include <array>
#include <initializer_list>

namespace keyrite::crypto {

using Digest = std::array<std::uint8_t, 32>;

// SHA-256 of the concatenation of `parts`.
Digest sha256(std::initializer_list<ByteView> parts);
Digest sha256(ByteView bytes);

// HMAC-SHA-256 of `message` under `key` (any length). The result is secret as often as not.
SecretBytes hmacSha256(ByteView key, ByteView message);

} // namespace keyrite::crypto
