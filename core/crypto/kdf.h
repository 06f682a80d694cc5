// Key derivation: PBKDF2 (RFC 8018) and HKDF (RFC 5869), both with SHA-256. Safe on any thread.
#pragma once

#include "core/secret_bytes.h"

namespace keyrite::crypto {

// `length` bytes from PBKDF2-HMAC-SHA256. `iterations` >= 1.
SecretBytes pbkdf2Sha256(ByteView password, ByteView salt, std::uint32_t iterations, std::size_t length);

// `length` bytes (at most 8160) from HKDF-SHA256 over `inputKey`; `salt` may be empty.
SecretBytes hkdfSha256(ByteView inputKey, ByteView salt, ByteView info, std::size_t length);

} // namespace keyrite::crypto
