#include "core/slip39/share.h"

#include "core/slip39/rs1024.h"
#include "core/slip39/sharing.h"

#include <array>
#include <stdexcept>
#include <string>

namespace keyrite::slip39 {
namespace {

constexpr std::size_t kHeaderWords = 4;
constexpr std::size_t kMetadataWords = kHeaderWords + kChecksumWords;

// SLIP-0039, "Format of the share mnemonic": id 15, ext 1, e 4, GI 4, Gt 4, g 4, I 4, t 4 bits; counts and
// thresholds less one. The first two words hold id, ext and e.
bool extendableFlag(const Mnemonic& mnemonic)
{
    return ((mnemonic[1] >> 4U) & 1U) != 0;
}

ShareHeader unpackHeader(const Mnemonic& mnemonic)
{
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < kHeaderWords; ++i)
        bits = (bits << 10U) | mnemonic[i];
    const auto nibble = [bits](unsigned shift) { return static_cast<int>((bits >> shift) & 15U); };
    return {.identifier = static_cast<std::uint16_t>(bits >> 25U),
            .extendable = extendableFlag(mnemonic),
            .iterationExponent = nibble(20),
            .groupIndex = nibble(16),
            .groupThreshold = nibble(12) + 1,
            .groupCount = nibble(8) + 1,
            .memberIndex = nibble(4),
            .memberThreshold = nibble(0) + 1};
}

std::uint64_t packHeader(const ShareHeader& header)
{
    std::uint64_t bits = header.identifier;
    bits = (bits << 1U) | (header.extendable ? 1U : 0U);
    for (const int nibble : {header.iterationExponent, header.groupIndex, header.groupThreshold - 1,
                             header.groupCount - 1, header.memberIndex, header.memberThreshold - 1}) {
        if (nibble < 0 || nibble > 15)
            throw std::out_of_range("ShareHeader");
        bits = (bits << 4U) | static_cast<unsigned>(nibble);
    }
    return bits;
}

bool checksumFits(const Mnemonic& mnemonic)
{
    Rs1024 checksum(extendableFlag(mnemonic));
    for (std::size_t i = 0; i < mnemonic.size(); ++i)
        checksum.add(mnemonic[i]);
    return checksum.residue() == 0;
}

// The value is a number: zero bits in front fill it to whole words.
Result<SecretBytes> unpackValue(const Mnemonic& mnemonic)
{
    const std::size_t valueBits = (mnemonic.size() - kMetadataWords) * 10;
    SecretBytes value(valueBits / 16 * 2);
    std::uint32_t pending = mnemonic[kHeaderWords];
    auto pendingBits = static_cast<unsigned>(10 - valueBits % 16);
    if (pending >> pendingBits != 0)
        return fail(ErrorCode::MnemonicPadding,
                    "Word 5 of this share is wrong: it does not fit the length of "
                    "the share. Compare it with the sheet.");
    std::size_t position = kHeaderWords + 1;
    for (std::uint8_t& byte : value.span()) {
        if (pendingBits < 8) {
            pending = (pending << 10U) | mnemonic[position++];
            pendingBits += 10;
        }
        pendingBits -= 8;
        byte = static_cast<std::uint8_t>(pending >> pendingBits);
        pending &= (1U << pendingBits) - 1U;
    }
    return value;
}

// A share's words in the making, wiped when done.
class WordBuffer final
{
public:
    explicit WordBuffer(bool extendable) : m_checksum(extendable) {}
    ~WordBuffer() { wipe({reinterpret_cast<std::uint8_t*>(m_words.data()), sizeof m_words}); }
    WordBuffer(const WordBuffer&) = delete;
    WordBuffer& operator=(const WordBuffer&) = delete;

    void add(std::uint16_t word)
    {
        m_words.at(m_count++) = word;
        m_checksum.add(word);
    }

    void addChecksum()
    {
        Rs1024 padded = m_checksum;
        for (unsigned i = 0; i < kChecksumWords; ++i)
            padded.add(0);
        for (unsigned i = 0; i < kChecksumWords; ++i)
            add(static_cast<std::uint16_t>((padded.residue() >> (20 - 10 * i)) & 1023U));
    }

    std::span<const std::uint16_t> words() const { return {m_words.data(), m_count}; }

private:
    Rs1024 m_checksum;
    std::array<std::uint16_t, kMaxWords> m_words{};
    std::size_t m_count = 0;
};

} // namespace

std::string setId(std::uint16_t identifier)
{
    const Bytes bytes{static_cast<std::uint8_t>(identifier >> 8U),
                      static_cast<std::uint8_t>(identifier & 0xFFU)};
    return toHex(bytes);
}

std::string setName(std::string setId)
{
    for (char& digit : setId)
        if (digit >= 'a' && digit <= 'f')
            digit = static_cast<char>(digit - 'a' + 'A');
    return setId;
}

Result<Share> Share::decode(const Mnemonic& mnemonic)
{
    if (!checksumFits(mnemonic))
        return fail(ErrorCode::MnemonicChecksum,
                    "The checksum of this share does not fit: at least one word is wrong or two are swapped. "
                    "Compare each word with the sheet.");
    const ShareHeader header = unpackHeader(mnemonic);
    if (header.groupThreshold > header.groupCount)
        return fail(ErrorCode::GroupThresholdExceedsCount,
                    "This share asks for " + std::to_string(header.groupThreshold) + " groups of " +
                        std::to_string(header.groupCount) + ", which is impossible. It was made wrongly.");
    auto value = unpackValue(mnemonic);
    if (!value)
        return fail(value.error());
    return Share{header, std::move(*value)};
}

Mnemonic Share::encode() const
{
    if (!isSecretSize(value.size()))
        throw std::out_of_range("Share::value");
    WordBuffer words(header.extendable);
    const std::uint64_t bits = packHeader(header);
    for (const unsigned shift : {30U, 20U, 10U, 0U})
        words.add(static_cast<std::uint16_t>((bits >> shift) & 1023U));
    std::uint32_t pending = 0;
    auto pendingBits = static_cast<unsigned>((10 - value.size() * 8 % 10) % 10);
    for (const std::uint8_t byte : value.view()) {
        pending = (pending << 8U) | byte;
        pendingBits += 8;
        if (pendingBits < 10)
            continue;
        pendingBits -= 10;
        words.add(static_cast<std::uint16_t>(pending >> pendingBits));
        pending &= (1U << pendingBits) - 1U;
    }
    words.addChecksum();
    return Mnemonic::fromIndices(words.words()).value();
}

Share Share::clone() const
{
    return {header, value.clone()};
}

} // namespace keyrite::slip39
