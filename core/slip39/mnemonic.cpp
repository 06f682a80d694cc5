#include "core/slip39/mnemonic.h"

#include "core/crypto/hash.h"
#include "core/slip39/words.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace keyrite::slip39 {
namespace {

constexpr std::size_t kMaxText = 1024;
constexpr std::size_t kMetadataWords = 7; // header and checksum
constexpr std::string_view kSeparators = " \t\r\n\v\f";

// SLIP-0039, "Format of the share mnemonic": the value is padded with at most 8 bits to whole words, and has
// a multiple of 16 bits.
constexpr bool isAllowedLength(std::size_t words)
{
    return words >= kMinWords && words <= kMaxWords && (words - kMetadataWords) * 10 % 16 <= 8;
}

auto wrongLength(std::size_t words)
{
    return fail(
        ErrorCode::MnemonicLength,
        "This share has " + std::to_string(words) + (words == 1 ? " word." : " words.") +
            " No share has that many: most have 20 or 33. Look for a word left out or entered twice.");
}

void put(SecretBytes& indices, std::size_t position, std::uint16_t index)
{
    indices[position * 2] = static_cast<std::uint8_t>(index >> 8U);
    indices[position * 2 + 1] = static_cast<std::uint8_t>(index & 0xFFU);
}

} // namespace

Mnemonic::Mnemonic(SecretBytes indices) : m_indices(std::move(indices)) {}

Result<Mnemonic> Mnemonic::parse(std::string_view text)
{
    if (text.size() > kMaxText)
        return fail(ErrorCode::MnemonicLength,
                    "This text is too long for a share. Enter one share at a time.");
    SecretBytes indices(kMaxWords * 2);
    std::size_t count = 0;
    std::size_t start = text.find_first_not_of(kSeparators);
    while (start != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(kSeparators, start), text.size());
        const auto index = indexOf(text.substr(start, end - start));
        // The word itself stays out of the message: most letters of it are right.
        if (!index)
            return fail(ErrorCode::WordUnknown, "Word " + std::to_string(count + 1) + ", at character " +
                                                    std::to_string(start + 1) +
                                                    ", is not in the word list. Compare it with the sheet.");
        if (count < kMaxWords)
            put(indices, count, *index);
        ++count;
        start = text.find_first_not_of(kSeparators, end);
    }
    if (!isAllowedLength(count))
        return wrongLength(count);
    return Mnemonic(SecretBytes::copyOf(indices.view().first(count * 2)));
}

Result<Mnemonic> Mnemonic::fromIndices(std::span<const std::uint16_t> indices)
{
    if (!isAllowedLength(indices.size()))
        return wrongLength(indices.size());
    SecretBytes copy(indices.size() * 2);
    for (std::size_t i = 0; i < indices.size(); ++i) {
        if (indices[i] >= kWordCount)
            return fail(ErrorCode::InvalidArgument,
                        "Word " + std::to_string(i + 1) + " has a number that is not in the word list.");
        put(copy, i, indices[i]);
    }
    return Mnemonic(std::move(copy));
}

Result<Mnemonic> Mnemonic::fromPacked(ByteView packed)
{
    const std::size_t words = packed.size() * 8 / 10;
    if (!isAllowedLength(words) || packed.size() != (words * 10 + 7) / 8)
        return wrongLength(words);
    SecretBytes indices(words * 2);
    std::uint32_t pending = 0;
    unsigned pendingBits = 0;
    std::size_t position = 0;
    for (const std::uint8_t byte : packed) {
        pending = (pending << 8U) | byte;
        pendingBits += 8;
        if (pendingBits < 10)
            continue;
        pendingBits -= 10;
        put(indices, position++, static_cast<std::uint16_t>(pending >> pendingBits));
        pending &= (1U << pendingBits) - 1U;
    }
    if (pending != 0)
        return fail(ErrorCode::BadEncoding,
                    "The share's last byte has bits that belong to no word. The text is damaged.");
    return Mnemonic(std::move(indices));
}

std::size_t Mnemonic::size() const
{
    return m_indices.size() / 2;
}

std::uint16_t Mnemonic::operator[](std::size_t index) const
{
    return static_cast<std::uint16_t>((m_indices[index * 2] << 8U) | m_indices[index * 2 + 1]);
}

Mnemonic Mnemonic::withWord(std::size_t position, std::uint16_t index) const
{
    if (position >= size() || index >= kWordCount)
        throw std::out_of_range("Mnemonic::withWord");
    Mnemonic changed = clone();
    put(changed.m_indices, position, index);
    return changed;
}

Mnemonic Mnemonic::clone() const
{
    return Mnemonic(m_indices.clone());
}

SecretBytes Mnemonic::text() const
{
    std::size_t length = size() - 1;
    for (std::size_t i = 0; i < size(); ++i)
        length += word((*this)[i]).size();
    SecretBytes text(length);
    std::uint8_t* out = text.data();
    for (std::size_t i = 0; i < size(); ++i) {
        if (i > 0)
            *out++ = ' ';
        out = std::ranges::copy(word((*this)[i]), out).out;
    }
    return text;
}

SecretBytes Mnemonic::packed() const
{
    SecretBytes packed((size() * 10 + 7) / 8);
    std::uint32_t pending = 0;
    unsigned pendingBits = 0;
    std::size_t position = 0;
    for (std::size_t i = 0; i < size(); ++i) {
        pending = (pending << 10U) | (*this)[i];
        pendingBits += 10;
        for (; pendingBits >= 8; pendingBits -= 8)
            packed[position++] = static_cast<std::uint8_t>(pending >> (pendingBits - 8));
        pending &= (1U << pendingBits) - 1U;
    }
    if (pendingBits > 0)
        packed[position] = static_cast<std::uint8_t>(pending << (8 - pendingBits));
    return packed;
}

Fingerprint fingerprint(const Mnemonic& mnemonic)
{
    constexpr std::string_view kDomain("keyrite/share/v1\0", 17);
    const SecretBytes text = mnemonic.text();
    const crypto::Digest digest = crypto::sha256({asBytes(kDomain), text.view()});
    Fingerprint first{};
    std::copy_n(digest.begin(), first.size(), first.begin());
    return first;
}

} // namespace keyrite::slip39
