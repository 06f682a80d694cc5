// RSAES-OAEP (RFC 8017, section 7.1): a secret for the holder of a private key, such as a key-encryption key
// for an HSM that takes none in clear. Safe on any thread.
#pragma once

#include "core/bytes.h"

namespace keyrite::crypto {

// The hash of the label (which is empty) and of MGF1.
enum class OaepHash { Sha1, Sha256 };

// Encrypts `secret` (for RSA-3072 and SHA-256: at most 318 bytes) to a DER SubjectPublicKeyInfo. Errors:
// BadPublicKey, InvalidArgument (too long for the key).
[[nodiscard]] Result<Bytes> encryptOaep(ByteView spki, OaepHash hash, ByteView secret);

} // namespace keyrite::crypto
