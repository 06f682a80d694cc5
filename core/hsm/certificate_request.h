// Certificate requests (PKCS #10, RFC 2986) signed by a key on a token, through libp11's OpenSSL bridge.
#pragma once

#include "core/hsm/token.h"

#include <filesystem>

namespace keyrite::hsm {

// A PEM certificate request, signed with SHA-256, for the key `keyId` on `token`. `subject` as
// parseSubject().
//
// The module must not be in use in this process: libp11 finalises it when it is done, which would end every
// open session. That is refused (ModuleUnusable), not risked: the window runs `keyrite-cli csr` as a process
// of its own. Call from any one thread.
//
// Keys: secp256k1, P-256, RSA-3072. Refused with the reason (MechanismUnsupported): AES and Ed25519 keys, and
// every key on a token that also holds an Ed25519 key, because libp11 0.4.12 then sees no key at all.
// Errors: InvalidArgument, ModuleUnusable, NotFound, MechanismUnsupported, BadPublicKey (the public object is
// missing), HsmFailed, and Module::open's.
[[nodiscard]] Result<std::string> certificateRequest(const std::filesystem::path& modulePath,
                                                     const TokenId& token, const SecretBytes& userPin,
                                                     ByteView keyId, std::string_view subject);

} // namespace keyrite::hsm
