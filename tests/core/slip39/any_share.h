// Random shares for the properties.
#pragma once

#include "core/slip39/split.h"

#include <algorithm>
#include <random>
#include <rapidcheck.h>

namespace keyrite::slip39::test {

// Repeatable: rapidcheck shows the seed of a counter-example.
inline crypto::RandomSource seededRandom(std::uint32_t seed)
{
    return [generator = std::mt19937(seed)](std::span<std::uint8_t> bytes) mutable {
        for (std::uint8_t& byte : bytes)
            byte = static_cast<std::uint8_t>(generator());
    };
}

inline crypto::RandomSource anyRandom()
{
    return seededRandom(*rc::gen::arbitrary<std::uint32_t>());
}

inline GroupPolicy anyGroup()
{
    const int count = *rc::gen::inRange(1, kMaxMembers + 1);
    return {count == 1 ? 1 : *rc::gen::inRange(2, count + 1), count};
}

inline Policy anyPolicy()
{
    std::vector<GroupPolicy> groups(static_cast<std::size_t>(*rc::gen::inRange(1, 6)));
    for (GroupPolicy& group : groups)
        group = anyGroup();
    const int threshold = *rc::gen::inRange(1, static_cast<int>(groups.size()) + 1);
    return Policy::create(threshold, groups).value();
}

// 16 to 64 bytes, even.
inline SecretBytes anySecret()
{
    SecretBytes secret(static_cast<std::size_t>(*rc::gen::inRange(8, 33)) * 2);
    anyRandom()(secret.span());
    return secret;
}

inline std::string anyPassphrase()
{
    return *rc::gen::container<std::string>(rc::gen::inRange<char>(32, 127));
}

// A header within the ranges of its fields, and a value.
inline Share anyShare()
{
    const int groupCount = *rc::gen::inRange(1, 17);
    return {.header = {.identifier = *rc::gen::inRange<std::uint16_t>(0, 0x8000),
                       .extendable = *rc::gen::arbitrary<bool>(),
                       .iterationExponent = *rc::gen::inRange(0, 16),
                       .groupIndex = *rc::gen::inRange(0, 16),
                       .groupThreshold = *rc::gen::inRange(1, groupCount + 1),
                       .groupCount = groupCount,
                       .memberIndex = *rc::gen::inRange(0, 16),
                       .memberThreshold = *rc::gen::inRange(1, 17)},
            .value = anySecret()};
}

inline bool sameWords(const Mnemonic& a, const Mnemonic& b)
{
    return equalSecret(a.packed().view(), b.packed().view());
}

} // namespace keyrite::slip39::test
