// GF(256) with the Rijndael polynomial x^8 + x^4 + x^3 + x + 1 (SLIP-0039, section "Shamir's
// secret-sharing"). Constant time: no branch, no table. Internal to core/slip39. Safe on any thread. Addition
// is ^.
#pragma once

#include <cstdint>

namespace keyrite::slip39::field {

// The product of a and b.
constexpr std::uint8_t multiply(std::uint8_t a, std::uint8_t b)
{
    constexpr unsigned kReduction = 0x1BU; // the polynomial without x^8
    unsigned product = 0;
    unsigned term = a; // a * x^bit
    for (unsigned bit = 0; bit < 8; ++bit) {
        product ^= term & (0U - ((b >> bit) & 1U));
        term = ((term << 1U) & 0xFFU) ^ (kReduction & (0U - (term >> 7U)));
    }
    return static_cast<std::uint8_t>(product);
}

// The inverse of a; 0 for 0. a^254, as the 255 non-zero elements are a group.
std::uint8_t inverse(std::uint8_t a);

} // namespace keyrite::slip39::field
