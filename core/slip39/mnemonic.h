// Mnemonic: the words of one share as 10-bit indices, and their text and packed forms. Secret, move-only.
// A Mnemonic has words of the list and a length that SLIP-39 allows; its checksum is looked at by Share.
#pragma once

#include "core/secret_bytes.h"

#include <array>
#include <cstdint>

namespace keyrite::slip39 {

inline constexpr std::size_t kMinWords = 20; // a 16-byte secret
inline constexpr std::size_t kMaxWords = 59; // a 64-byte secret

class Mnemonic final
{
public:
    // Words in either case separated by spaces, tabs or line ends; whole words or their first four letters.
    // At most 1024 characters. Errors: WordUnknown (which word, where), MnemonicLength.
    [[nodiscard]] static Result<Mnemonic> parse(std::string_view text);

    // Each index below 1024. Errors: InvalidArgument, MnemonicLength.
    [[nodiscard]] static Result<Mnemonic> fromIndices(std::span<const std::uint16_t> indices);

    // The reverse of packed(). Non-zero trailing bits are refused. Errors: MnemonicLength, BadEncoding.
    [[nodiscard]] static Result<Mnemonic> fromPacked(ByteView packed);

    std::size_t size() const;                          // in words
    std::uint16_t operator[](std::size_t index) const; // the 10-bit index of one word
    [[nodiscard]] Mnemonic withWord(std::size_t position, std::uint16_t index) const;
    [[nodiscard]] Mnemonic clone() const;

    // Lower case, single spaces.
    SecretBytes text() const;

    // The 10-bit words packed big-endian, zero-padded to whole bytes (docs/formats/share-sheet.md).
    SecretBytes packed() const;

private:
    explicit Mnemonic(SecretBytes indices); // two bytes a word, big-endian
    SecretBytes m_indices;
};

// Share fingerprint: public, logged and printed. First 8 bytes of
// SHA-256("keyrite/share/v1" || 0x00 || text()).
using Fingerprint = std::array<std::uint8_t, 8>;
Fingerprint fingerprint(const Mnemonic& mnemonic);

} // namespace keyrite::slip39
