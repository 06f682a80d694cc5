#include "core/slip39/field.h"

namespace keyrite::slip39::field {

std::uint8_t inverse(std::uint8_t a)
{
    // 254 = 2 + 4 + 8 + 16 + 32 + 64 + 128
    std::uint8_t power = multiply(a, a);
    std::uint8_t result = power;
    for (int exponent = 4; exponent <= 128; exponent *= 2) {
        power = multiply(power, power);
        result = multiply(result, power);
    }
    return result;
}

} // namespace keyrite::slip39::field
