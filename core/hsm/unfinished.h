// Unfinished objects: what SoftHSM leaves in its store where the process dies while it writes an object.
// Internal to core/hsm.
#pragma once

#include "core/hsm/session_state.h"

namespace keyrite::hsm {

// SoftHSM writes a new object in three goes: the defaults, an attribute at a time (no ID, no label, not yet a
// token object), then all that was asked for, then the value. What a death within the first leaves holds no
// key and has no name: no search for token objects or for an ID finds it, and it stays for good. Destroys
// every such object, and answers how many. Other makes are left alone: their objects come into being whole.
// No session object of this program may live meanwhile.
[[nodiscard]] Result<int> destroyUnfinishedObjects(SessionState& session);

} // namespace keyrite::hsm
