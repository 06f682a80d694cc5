// GF(1024) with the polynomial x^10 + x^3 + 1, over which the checksum of a mnemonic is a code (SLIP-0039,
// section "Checksum"). Elements are 10 bits; addition is ^. Internal to core/slip39. Safe on any thread.
#pragma once

#include <cstdint>

namespace keyrite::slip39::gf1024 {

// The product of a and b. Constant time.
constexpr std::uint16_t multiply(std::uint16_t a, std::uint16_t b)
{
    constexpr unsigned kReduction = 0x009U; // the polynomial without x^10
    unsigned product = 0;
    unsigned term = a; // a * x^bit
    for (unsigned bit = 0; bit < 10; ++bit) {
        product ^= term & (0U - ((static_cast<unsigned>(b) >> bit) & 1U));
        term = ((term << 1U) & 1023U) ^ (kReduction & (0U - (term >> 9U)));
    }
    return static_cast<std::uint16_t>(product);
}

// a^exponent; 1 for exponent 0.
constexpr std::uint16_t power(std::uint16_t a, unsigned exponent)
{
    std::uint16_t result = 1;
    for (; exponent > 0; exponent >>= 1U, a = multiply(a, a))
        if ((exponent & 1U) != 0)
            result = multiply(result, a);
    return result;
}

// The inverse of a; 0 for 0. a^1022, as the 1023 non-zero elements are a group.
constexpr std::uint16_t inverse(std::uint16_t a)
{
    return power(a, 1022);
}

} // namespace keyrite::slip39::gf1024
