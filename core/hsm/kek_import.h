// Bringing a key-encryption key into the token, for the one call that needs it. Internal to core/hsm.
#pragma once

#include "core/hsm/key_templates.h"
#include "core/hsm/session_state.h"

namespace keyrite::hsm {

// The one thing that a KEK may do while it is on the token. One that may only wrap cannot be used to turn a
// key's blob into readable data. Rewrap unwraps session objects that may be wrapped again.
enum class KekUse { Wrap, Unwrap, Rewrap };

// The KEK as a session object, destroyed with the guard, by the first way of the maker's profile that the
// token takes. Errors: InvalidArgument (not 32 bytes; SoftHSM would take 31), MechanismUnsupported (the
// profile has no way), HsmTemplate ...
[[nodiscard]] Result<ObjectGuard> importKek(SessionState& session, const SecretBytes& kek, KekUse use);

// A throwaway KEK from the operating system's generator.
SecretBytes throwawayKek();

} // namespace keyrite::hsm
