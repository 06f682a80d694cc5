// AES-CMAC (NIST SP 800-38B, RFC 4493) and the key check value made from it. Safe on any thread.
#pragma once

#include "core/secret_bytes.h"

#include <array>

namespace keyrite::crypto {

// `key` is 16, 24 or 32 bytes. The tag is 16 bytes.
[[nodiscard]] Result<std::array<std::uint8_t, 16>> aesCmac(ByteView key, ByteView message);

// Key check value: public, 5 bytes.
using Kcv = std::array<std::uint8_t, 5>;

// First 5 bytes of AES-CMAC under the 32-byte `kek` over one zero block (ANSI X9.24-1, Annex A).
[[nodiscard]] Result<Kcv> keyCheckValue(const SecretBytes& kek);

} // namespace keyrite::crypto
