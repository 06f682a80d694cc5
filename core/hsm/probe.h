// Finding out how a token wraps before anything depends on it. Internal to core/hsm.
#pragma once

#include "core/hsm/session_state.h"

namespace keyrite::hsm {

// As Session::probe. All objects are session objects under guards: nothing is left on the token.
[[nodiscard]] Result<WrapScheme> probeType(SessionState& session, KeyType type);

} // namespace keyrite::hsm
