// C2SP signed-note and tlog-checkpoint: the verifier key, the checkpoint, signing and opening.
#pragma once

#include "core/crypto/hash.h"

#include <functional>

namespace keyrite::log {

// "<name>+<hex key id>+<base64 of 0x01 || 32-byte Ed25519 key>" (C2SP signed-note, section "Verifier keys").
struct VerifierKey
{
    std::string name; // the origin: non-empty, no white space, no '+'
    std::array<std::uint8_t, 32> publicKey;

    [[nodiscard]] static Result<VerifierKey> parse(std::string_view text);
    std::uint32_t keyId() const; // first 4 bytes of SHA-256(name || 0x0A || 0x01 || key), big-endian
    std::string text() const;
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

// Signs bytes with the audit token's Ed25519 key; 64 bytes.
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
