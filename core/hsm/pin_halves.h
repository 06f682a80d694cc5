// A PIN that no one person knows: two people type one half each. Safe on any thread.
#pragma once

#include "core/secret_bytes.h"

namespace keyrite::hsm {

// The first half, then the second one, in locked memory.
SecretBytes joinHalves(const SecretBytes& first, const SecretBytes& second);

} // namespace keyrite::hsm
