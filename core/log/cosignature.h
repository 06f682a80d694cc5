// C2SP tlog-cosignature, Ed25519 (cosignature/v1): a witness's dated signature under a checkpoint, with the
// witness's own key. Pure functions, safe on any thread.
#pragma once

#include "core/log/note.h"

namespace keyrite::log {

// "<name>+<hex key id>+<base64 of 0x04 || 32-byte Ed25519 key>" (C2SP tlog-cosignature, section "Format"). A
// type of its own: what a witness signs never passes for a log's own signature.
struct WitnessKey
{
    std::string name; // a URL without scheme or another name: not empty, no white space, no '+'
    Bytes publicKey;  // 32 bytes

    [[nodiscard]] static Result<WitnessKey> parse(std::string_view text);
    std::uint32_t keyId() const;
    std::string text() const;
    bool operator==(const WitnessKey&) const = default;
};

// The signature line, newline included, with which the witness says: at this time (POSIX seconds, 0 to
// 2^63 - 1) this was the largest consistent tree of this log that I had seen. Append it to the note. Errors:
// NoteMalformed, InvalidArgument, those of `sign`; SignatureInvalid where it signs with another key.
[[nodiscard]] Result<std::string> cosign(std::string_view note, const WitnessKey& key,
                                         std::int64_t timeSeconds, const NoteSigner& sign);

// The times of this witness's cosignatures under the note; none where there are none. Every one under the
// key's name and id must hold. Errors: NoteMalformed, SignatureInvalid.
[[nodiscard]] Result<std::vector<std::int64_t>> openCosignatures(std::string_view note,
                                                                 const WitnessKey& key);

// The note with the line added, once. Errors: NoteMalformed.
[[nodiscard]] Result<std::string> withSignature(std::string_view note, std::string_view line);

} // namespace keyrite::log
