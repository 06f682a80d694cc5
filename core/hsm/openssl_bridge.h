// OpenSSL's view of a private key on a token, through libp11. Internal to core/hsm; one thread only.
//
// The module must not be in use in this process: libp11 finalises it when it is done, which would end every
// open session. That is refused (ModuleUnusable), not risked: the window runs keyrite-cli as a process of its
// own.
#pragma once

#include "core/crypto/openssl_types.h"
#include "core/hsm/token.h"

#include <filesystem>
#include <functional>

namespace keyrite::hsm {

// Where the key is and what opens it. Borrowed for the call.
struct BridgedKey
{
    const std::filesystem::path& module;
    const TokenId& token;
    const SecretBytes& userPin; // without zero bytes
    ByteView keyId;
};

// What is done with the key: `signer` signs on the token, `key` is what our own layer read of it.
using SignerWork = std::function<Result<Bytes>(EVP_PKEY* signer, const KeyInfo& key)>;

// Opens the token, runs `work` and closes all again. `purpose` begins a refusal: "No certificate request can
// be made for this key". Keys: secp256k1, P-256, RSA-3072. Refused with the reason (MechanismUnsupported):
// AES and Ed25519 keys, and every key on a token that also holds an Ed25519 key, because libp11 0.4.12 then
// sees no key at all. Errors: InvalidArgument, ModuleUnusable, NotFound, MechanismUnsupported, BadPublicKey
// (the public object is missing), HsmFailed, and Module::open's.
[[nodiscard]] Result<Bytes> withSigner(const BridgedKey& where, std::string_view purpose,
                                       const SignerWork& work);

// OpenSSL's reason, after `call` failed.
tl::unexpected<Error> bridgeFailed(std::string_view call);

} // namespace keyrite::hsm
