// Bringing a wrapped key back into a token. Internal to core/hsm.
#pragma once

#include "core/hsm/session_state.h"

namespace keyrite::hsm {

// As Session::restore. The new key is destroyed on every way out but the successful one.
[[nodiscard]] Result<KeyInfo> restoreKey(SessionState& session, const WrappedKey& key,
                                         const SecretBytes& kek);

// EXTRACTABLE=false (one-way) and SENSITIVE=true where they are not, read back. Errors: KeyAttributesUnsafe.
[[nodiscard]] Result<void> harden(SessionState& session, CK_OBJECT_HANDLE object);

} // namespace keyrite::hsm
