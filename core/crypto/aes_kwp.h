// AES key wrap with padding (RFC 5649; NIST SP 800-38F, KWP) under a 256-bit key. Safe on any thread.
#pragma once

#include "core/secret_bytes.h"

namespace keyrite::crypto {

// `kek` is 32 bytes, `plain` 1 to 16384 bytes. The result is 8 + plain rounded up to 8.
[[nodiscard]] Result<Bytes> aesKwpWrap(const SecretBytes& kek, ByteView plain);

// Errors: UnwrapFailed for a wrong KEK, a damaged or a cut blob, which cannot be told apart here.
[[nodiscard]] Result<SecretBytes> aesKwpUnwrap(const SecretBytes& kek, ByteView blob);

} // namespace keyrite::crypto
