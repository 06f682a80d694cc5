// Finding out what a token can really do before anything depends on it. Internal to core/hsm.
#pragma once

#include "core/hsm/session_state.h"

namespace keyrite::hsm {

// As Session::probe. All objects are session objects under guards.
[[nodiscard]] Result<WrapScheme> probeType(SessionState& session, KeyType type);

// As Session::probeAll, for one type. Errors: DeviceLost, DeviceFull; what a token cannot do is an answer.
[[nodiscard]] Result<ProbeResult> describeType(SessionState& session, KeyType type);

// Destroys whatever throwaway keys and key-encryption keys are on the token, in any session of this program:
// some devices make a token object of every object. Errors: HsmFailed, where one is still there afterwards.
[[nodiscard]] Result<void> sweepThrowaways(SessionState& session);

} // namespace keyrite::hsm
