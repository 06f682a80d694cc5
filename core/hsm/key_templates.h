// The attributes of every key that Keyrite makes, imports or restores, spelled out: what a template omits, a
// module fills in as it likes (SoftHSM: usage flags TRUE, SENSITIVE FALSE). Internal to core/hsm.
#pragma once

#include "core/hsm/attributes.h"
#include "core/hsm/profile.h"

namespace keyrite::hsm {

// The labels of what Keyrite makes on a token for the moment: throwaway keys; key-encryption keys and what
// brings them in. Nothing under them may ever be found on a token.
inline constexpr std::string_view kThrowawayLabel = "keyrite throwaway";
inline constexpr std::string_view kKekLabel = "keyrite kek";

// Whether the type has a private and a public half.
bool isKeyPair(KeyType type);

CK_KEY_TYPE pkcs11KeyType(KeyType type);
CK_MECHANISM_TYPE generateMechanism(KeyType type);

// DER of the curve's object identifier; empty for RSA and AES.
ByteView ecParams(KeyType type);

// What the caller chooses of a key. The views are borrowed by the templates.
struct KeyChoice
{
    KeyType type;
    std::string_view label;
    ByteView id;
    bool onToken;     // a token object; false: a session object that dies with the session
    bool extractable; // may be wrapped
};

// For C_GenerateKeyPair and C_GenerateKey.
Attributes publicTemplate(const KeyChoice& key);
Attributes privateTemplate(const KeyChoice& key);
Attributes secretTemplate(const KeyChoice& key);

// For C_UnwrapKey of a private or secret key. Without the curve, which comes out of the blob.
Attributes unwrapTemplate(const KeyChoice& key);

// For C_FindObjects: all token objects of a class; those with this ID.
Attributes findTemplate(CK_OBJECT_CLASS objectClass);
Attributes findTemplate(CK_OBJECT_CLASS objectClass, ByteView id);

// All objects with this label, of the token and of the session.
Attributes labelTemplate(std::string_view label);

// Adds what the maker's profile asks for. `ecPoint`: of the key; borrowed.
void addExtra(Attributes& attributes, const Profile& profile, ExtraAttribute::On on, ByteView ecPoint = {});

} // namespace keyrite::hsm
