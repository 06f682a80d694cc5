// Opening a wrapped key outside the HSM, to prove that it opens and to tell how it was made. Internal to
// core/hsm; safe on any thread. The key in clear exists only in secure memory and only during the call.
#pragma once

#include "core/hsm/token.h"

namespace keyrite::hsm {

// What a blob turned out to be.
struct BlobProof
{
    WrapScheme scheme; // Opaque: it does not open by any published scheme
    bool sameKey;      // it opens to the private half of `spki`, or to the AES key with `kcv`
};

// Opens `blob` under `kek` by RFC 5649, RFC 3394 and RFC 3394 after PKCS#7 padding, and compares the key with
// the public data in `key`. Zeros after the PKCS#8 up to the next multiple of 8 are accepted (SoftHSM).
BlobProof proveBlob(const SecretBytes& kek, ByteView blob, const KeyInfo& key);

// True where `privateKeyInfo` (DER PKCS#8, RFC 5958) is the private half of `spki`. Declared for the tests.
bool isPrivateHalf(ByteView privateKeyInfo, KeyType type, ByteView spki);

} // namespace keyrite::hsm
