#include "core/slip39/known_share.h"

namespace keyrite::slip39 {
namespace {

constexpr std::size_t kHeaderWords = 4;
constexpr std::size_t kMetadataWords = 7;

// The 40 bits of a header, as far as they are known.
struct HeaderBits
{
    std::uint64_t mask = 0;
    std::uint64_t value = 0;

    template <typename T>
    void put(const std::optional<T>& field, unsigned bits, unsigned shift, int less = 0)
    {
        if (!field)
            return;
        const std::uint64_t ones = (std::uint64_t{1} << bits) - 1;
        mask |= ones << shift;
        value |= (static_cast<std::uint64_t>(*field - less) & ones) << shift;
    }
};

HeaderBits headerBits(const KnownShare& known)
{
    HeaderBits bits;
    bits.put(known.identifier, 15, 25);
    bits.put(known.extendable, 1, 24);
    bits.put(known.iterationExponent, 4, 20);
    bits.put(known.groupIndex, 4, 16);
    bits.put(known.groupThreshold, 4, 12, 1);
    bits.put(known.groupCount, 4, 8, 1);
    bits.put(known.memberIndex, 4, 4);
    bits.put(known.memberThreshold, 4, 0, 1);
    return bits;
}

} // namespace

KnownShare KnownShare::ofSetOf(const ShareHeader& sibling)
{
    KnownShare known;
    known.identifier = sibling.identifier;
    known.extendable = sibling.extendable;
    known.iterationExponent = sibling.iterationExponent;
    known.groupThreshold = sibling.groupThreshold;
    known.groupCount = sibling.groupCount;
    return known;
}

KnownBits knownBits(const KnownShare& known, std::size_t position, std::size_t words)
{
    if (position < kHeaderWords) {
        const HeaderBits bits = headerBits(known);
        const std::size_t shift = 10 * (kHeaderWords - 1 - position);
        return {static_cast<std::uint16_t>((bits.mask >> shift) & 1023U),
                static_cast<std::uint16_t>((bits.value >> shift) & 1023U)};
    }
    if (position > kHeaderWords)
        return {};
    const std::size_t padding = (words - kMetadataWords) * 10 % 16; // 0 to 8 zero bits
    return {static_cast<std::uint16_t>(1023U & ~(1023U >> padding)), 0};
}

} // namespace keyrite::slip39
