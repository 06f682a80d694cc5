#include "core/crypto/random.h"

#include <openssl/rand.h>
#include <stdexcept>

namespace keyrite::crypto {

void systemRandom(std::span<std::uint8_t> bytes)
{
    if (RAND_priv_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        throw std::runtime_error("The operating system's random generator failed.");
}

} // namespace keyrite::crypto
