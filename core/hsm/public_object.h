// Public keys between a token's attributes and a SubjectPublicKeyInfo. Internal to core/hsm.
#pragma once

#include "core/hsm/key_templates.h"
#include "core/hsm/session_state.h"

namespace keyrite::hsm {

// SubjectPublicKeyInfo of a public key object. Errors: BadPublicKey and the token's.
[[nodiscard]] Result<Bytes> readSpki(SessionState& session, CK_OBJECT_HANDLE object, KeyType type);

// The public object that belongs to a restored private key: tokens make none, and libp11 crashes without it.
[[nodiscard]] Result<CK_OBJECT_HANDLE> createPublicObject(SessionState& session, const KeyChoice& key,
                                                          ByteView spki);

// CKA_MODULUS and CKA_PUBLIC_EXPONENT of an RSA key's SubjectPublicKeyInfo: big-endian, without zeros in
// front, inside `spki`. Errors: BadPublicKey.
struct RsaNumbers
{
    ByteView modulus;
    ByteView exponent;
};
[[nodiscard]] Result<RsaNumbers> rsaNumbersFromSpki(ByteView spki);

// CKA_EC_POINT (a DER OCTET STRING) of an EC or Ed25519 key's SubjectPublicKeyInfo.
[[nodiscard]] Result<Bytes> ecPointFromSpki(KeyType type, ByteView spki);

} // namespace keyrite::hsm
