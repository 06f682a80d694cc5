// Making keys on a token. Internal to core/hsm.
#pragma once

#include "core/hsm/key_templates.h"
#include "core/hsm/session_state.h"

namespace keyrite::hsm {

// A key that was just made. Its objects are destroyed with it unless keep() is called: what fails half-way
// leaves nothing behind.
struct NewKey
{
    KeyInfo info;
    ObjectGuard object;                    // private or secret
    std::optional<ObjectGuard> publicHalf; // key pairs only

    void keep();
};

// Makes the key and reads its attributes back. Errors: KeyAttributesUnsafe, MechanismUnsupported ...
[[nodiscard]] Result<NewKey> generateKey(SessionState& session, const KeyChoice& choice);

// A session key, for finding out what a token can.
[[nodiscard]] Result<NewKey> generateThrowaway(SessionState& session, KeyType type, bool extractable = true);

// Errors: LockIgnored where the object is EXTRACTABLE and must not be; KeyAttributesUnsafe where it is not
// SENSITIVE, or not EXTRACTABLE and must be.
[[nodiscard]] Result<void> checkAttributes(SessionState& session, CK_OBJECT_HANDLE object, bool extractable);

} // namespace keyrite::hsm
