// Randomness is passed in: who needs it is given a RandomSource.
#pragma once

#include "core/secret_bytes.h"

#include <functional>

namespace keyrite::crypto {

// Fills the span with random bytes, or throws std::runtime_error where the generator fails (there is no going
// on without it). Called from one thread at a time.
using RandomSource = std::function<void(std::span<std::uint8_t>)>;

// OpenSSL's private generator, seeded by the operating system. Safe on any thread.
void systemRandom(std::span<std::uint8_t> bytes);

} // namespace keyrite::crypto
