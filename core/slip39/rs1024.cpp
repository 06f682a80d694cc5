#include "core/slip39/rs1024.h"

#include <array>
#include <string_view>

namespace keyrite::slip39 {

std::uint32_t rs1024Step(std::uint32_t state, std::uint16_t word)
{
    // What each bit of the word that leaves the state adds to it.
    constexpr std::array<std::uint32_t, 10> kGenerator = {0x00E0E040U, 0x01C1C080U, 0x03838100U, 0x07070200U,
                                                          0x0E0E0009U, 0x1C0C2412U, 0x38086C24U, 0x3090FC48U,
                                                          0x21B1F890U, 0x03F3F120U};
    const std::uint32_t leaving = state >> 20U;
    state = ((state & 0xFFFFFU) << 10U) ^ word;
    for (unsigned bit = 0; bit < kGenerator.size(); ++bit)
        state ^= kGenerator[bit] & (0U - ((leaving >> bit) & 1U));
    return state;
}

Rs1024::Rs1024(bool extendable)
{
    const std::string_view customisation = extendable ? "shamir_extendable" : "shamir";
    for (const char c : customisation)
        add(static_cast<std::uint8_t>(c));
}

} // namespace keyrite::slip39
