// Public keys as SubjectPublicKeyInfo, and the verification of what a token signed. Safe on any thread.
#pragma once

#include "core/bytes.h"

#include <array>

namespace keyrite::crypto {

// PEM ("-----BEGIN PUBLIC KEY-----") of a DER SubjectPublicKeyInfo, and back.
std::string spkiToPem(ByteView spki);
[[nodiscard]] Result<Bytes> spkiFromPem(std::string_view pem);

// SubjectPublicKeyInfo of what a token hands out: an uncompressed EC point (65 bytes; `curve` is an OpenSSL
// name: "secp256k1" or "prime256v1"), RSA modulus and exponent (big-endian), an Ed25519 point (32 bytes).
// Errors: BadPublicKey.
[[nodiscard]] Result<Bytes> spkiFromEcPoint(std::string_view curve, ByteView point);
[[nodiscard]] Result<Bytes> spkiFromEd25519(ByteView point);

// Verifications against a DER SubjectPublicKeyInfo. Errors: SignatureInvalid, BadPublicKey.
// ECDSA (FIPS 186-5): a 32-byte digest, signature r || s, 64 bytes.
[[nodiscard]] Result<void> verifyEcdsa(ByteView spki, ByteView digest, ByteView signature);
// ECDSA over SHA-256(`message`), signature a DER Ecdsa-Sig-Value (RFC 3279, section 2.2.3).
[[nodiscard]] Result<void> verifyEcdsaDer(ByteView spki, ByteView message, ByteView signature);
// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017) over `message`.
[[nodiscard]] Result<void> verifyRsaSha256(ByteView spki, ByteView message, ByteView signature);
// Ed25519 (RFC 8032): raw 32-byte public key.
[[nodiscard]] Result<void> verifyEd25519(ByteView publicKey, ByteView message, ByteView signature);

// r || s, 64 bytes, as a token answers, into a DER Ecdsa-Sig-Value. Errors: SignatureInvalid (not 64 bytes).
[[nodiscard]] Result<Bytes> ecdsaToDer(ByteView signature);

// Whether this is the DER SubjectPublicKeyInfo of a P-256 key with an uncompressed point on the curve, byte
// for byte as OpenSSL writes it. Errors: BadPublicKey.
[[nodiscard]] Result<void> checkP256(ByteView spki);

// Raw 32-byte Ed25519 key inside a SubjectPublicKeyInfo.
[[nodiscard]] Result<std::array<std::uint8_t, 32>> rawEd25519(ByteView spki);

} // namespace keyrite::crypto
