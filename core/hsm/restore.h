// Bringing a wrapped key back into a token. Internal to core/hsm.
#pragma once

#include "core/hsm/key_templates.h"
#include "core/hsm/session_state.h"

namespace keyrite::hsm {

// As Session::restore. The new key is destroyed on every way out but the successful one.
[[nodiscard]] Result<KeyInfo> restoreKey(SessionState& session, const WrappedKey& key, const SecretBytes& kek,
                                         Containment containment);

// Unwraps under a KEK on the token, with the attributes of `choice`. The object is proven by nothing yet.
[[nodiscard]] Result<ObjectGuard> unwrapKey(SessionState& session, const WrappedKey& key,
                                            CK_OBJECT_HANDLE kek, const KeyChoice& choice);

// EXTRACTABLE=false (one-way) and SENSITIVE=true where they are not, read back, and a re-wrap refused.
// Errors: KeyAttributesUnsafe (its value is open), LockIgnored.
[[nodiscard]] Result<void> keepIn(SessionState& session, CK_OBJECT_HANDLE object);

} // namespace keyrite::hsm
