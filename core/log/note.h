// C2SP signed-note and tlog-checkpoint: the verifier key, the checkpoint, signing and opening.
#pragma once

#include "core/crypto/hash.h"

#include <functional>

namespace keyrite::log {

// What an audit key signs with: Ed25519; ECDSA over P-256 with SHA-256 where the token knows no Ed25519.
enum class AuditAlgorithm { Ed25519, EcdsaP256 };

// "<name>+<hex key id>+<base64 of type || key>" (C2SP signed-note, sections "Verifier keys" and "Signature
// types"): 0x01 and the 32 bytes of an Ed25519 key, or 0x02 and the DER SubjectPublicKeyInfo of a P-256 key.
struct VerifierKey
{
    std::string name; // the origin: non-empty, no white space, no '+'
    Bytes publicKey;
    AuditAlgorithm algorithm = AuditAlgorithm::Ed25519;

    // Errors: BadPublicKey (neither Ed25519 nor P-256).
    [[nodiscard]] static Result<VerifierKey> fromSpki(std::string name, ByteView spki);

    [[nodiscard]] static Result<VerifierKey> parse(std::string_view text);
    // First 4 bytes, big-endian, of SHA-256(name || 0x0A || 0x01 || key), or of SHA-256(key) for P-256.
    std::uint32_t keyId() const;
    std::string text() const;
    // Errors: SignatureInvalid. For P-256 the signature is a DER Ecdsa-Sig-Value (RFC 3279).
    [[nodiscard]] Result<void> verify(ByteView message, ByteView signature) const;
    bool operator==(const VerifierKey&) const = default;
};

// What a checkpoint says: a tree of `size` entries under `origin` has this root.
struct Checkpoint
{
    std::string origin;
    std::uint64_t size;
    crypto::Digest root;
    bool operator==(const Checkpoint&) const = default;
};

// Signs bytes with the audit token's key: 64 bytes of Ed25519, or ECDSA with SHA-256 in DER.
using NoteSigner = std::function<Result<Bytes>(ByteView message)>;

// The whole signed note: origin, size, base64 root, blank line, one signature line.
[[nodiscard]] Result<std::string> signCheckpoint(const Checkpoint& checkpoint, const VerifierKey& key,
                                                 const NoteSigner& sign);

// Parses the note (at most 64 KiB; unknown signatures are ignored, as the standard says) and verifies the
// signature of `key`, whose name must be the origin. Errors: NoteMalformed, SignatureInvalid.
[[nodiscard]] Result<Checkpoint> openCheckpoint(std::string_view note, const VerifierKey& key);

// Parses without verifying: to show, or to learn the size.
[[nodiscard]] Result<Checkpoint> parseCheckpoint(std::string_view note);

} // namespace keyrite::log
