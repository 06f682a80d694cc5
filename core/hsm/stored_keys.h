// Finding and describing the keys on a token. Internal to core/hsm.
#pragma once

#include "core/hsm/key_templates.h"
#include "core/hsm/session_state.h"

namespace keyrite::hsm {

// A key and its private or secret object, valid for the session.
struct StoredKey
{
    CK_OBJECT_HANDLE object;
    KeyInfo info;
};

// What a private or secret object is; nothing where it is of a type that Keyrite does not use.
[[nodiscard]] Result<std::optional<KeyInfo>> describeKey(SessionState& session, CK_OBJECT_HANDLE object,
                                                         CK_OBJECT_CLASS objectClass);

// All private and secret token objects of known types.
[[nodiscard]] Result<std::vector<StoredKey>> listKeys(SessionState& session);

// Errors: NotFound, InvalidArgument (an empty ID).
[[nodiscard]] Result<StoredKey> findKey(SessionState& session, ByteView id);

// The object alone, and its type: all that signing takes. Errors: as findKey.
struct KeyObject
{
    CK_OBJECT_HANDLE object;
    KeyType type;
};
[[nodiscard]] Result<KeyObject> findKeyObject(SessionState& session, ByteView id);

// Destroys the private, public and secret token objects with this id; answers how many.
// Errors: InvalidArgument (an empty ID).
[[nodiscard]] Result<int> destroyKey(SessionState& session, ByteView id);

} // namespace keyrite::hsm
