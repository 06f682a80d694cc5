// CMS signatures (RFC 5652) over files, made by a key on a token through libp11's OpenSSL bridge.
#pragma once

#include "core/clock.h"
#include "core/hsm/token.h"

#include <filesystem>

namespace keyrite::hsm {

// What signs: a key on a token, and the certificate that says whose key it is.
struct CmsSigner
{
    std::filesystem::path module; // must not be in use in this process, as for certificateRequest()
    TokenId token;
    Bytes keyId;
    std::string certificates; // PEM: the key's certificate first, then what else belongs to its chain
};

// A detached signature of the file, DER, with SHA-256, the certificates, the time of signing and the signing
// certificate's hash (RFC 5035). Anyone checks it by
//   openssl cms -verify -binary -inform DER -in FILE.p7s -content FILE -CAfile CA.pem -purpose any
// It was checked here against the file before it is answered.
//
// Keys: secp256k1, P-256, RSA-3072; others are refused with the reason, as for certificateRequest(). Errors:
// those; BadEncoding (no PEM certificate); BadPublicKey (the certificate is of another key, or may not sign);
// ClockOdd (it is not valid at `now`); NotFound, IoFailed (the file).
[[nodiscard]] Result<Bytes> signFile(const CmsSigner& signer, const SecretBytes& userPin,
                                     const std::filesystem::path& file, TimePoint now);

} // namespace keyrite::hsm
