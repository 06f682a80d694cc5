// Encryption of the master secret: a four-round Feistel network with PBKDF2 (SLIP-0039, section "Encryption
// of the master secret"). It binds the passphrase; a wrong one gives another secret, not an error. Internal
// to core/slip39. Safe on any thread.
#pragma once

#include "core/secret_bytes.h"

namespace keyrite::slip39 {

// What the encryption takes from a share's header.
struct EncryptionParameters
{
    std::uint16_t identifier; // salts the rounds unless extendable
    bool extendable;
    int iterationExponent; // 0..15
};

// Errors: PassphraseInvalid where a character is not printable ASCII (32..126).
[[nodiscard]] Result<void> checkPassphrase(ByteView passphrase);

// Both take an even number of bytes and give as many; the passphrase has passed checkPassphrase().
SecretBytes encrypt(ByteView secret, ByteView passphrase, const EncryptionParameters& parameters);
SecretBytes decrypt(ByteView encrypted, ByteView passphrase, const EncryptionParameters& parameters);

} // namespace keyrite::slip39
