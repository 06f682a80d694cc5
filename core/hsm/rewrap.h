// Wrapping a backed-up key anew, under another KEK, without its ever being a token object again. Internal to
// core/hsm.
#pragma once

#include "core/hsm/session_state.h"

namespace keyrite::hsm {

// As Session::rewrap.
[[nodiscard]] Result<Rewrapped> rewrapKey(SessionState& session, const WrappedKey& key,
                                          const SecretBytes& oldKek, const SecretBytes& newKek);

} // namespace keyrite::hsm
