#include "core/hsm/pin_halves.h"

#include <algorithm>

namespace keyrite::hsm {

SecretBytes joinHalves(const SecretBytes& first, const SecretBytes& second)
{
    SecretBytes whole(first.size() + second.size());
    std::ranges::copy(first.view(), whole.data());
    std::ranges::copy(second.view(), whole.data() + first.size());
    return whole;
}

} // namespace keyrite::hsm
