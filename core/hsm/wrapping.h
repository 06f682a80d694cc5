// Wrapping and unwrapping inside the token under a KEK that is there only for the call. Internal to core/hsm.
#pragma once

#include "core/hsm/kek_import.h"

namespace keyrite::hsm {

// A blob and how it was made.
struct Wrapped
{
    WrapScheme scheme;
    Bytes blob;
};

// Wraps by the first mechanism, in the order of hsm.md, whose blob opens outside to the key that `info`
// describes. Opaque where blobs were made but none opens by a published scheme. Errors: KekMismatch (it
// opens, but to another key), KeyNotExtractable, MechanismUnsupported ...
[[nodiscard]] Result<Wrapped> wrapAndProve(SessionState& session, const SecretBytes& kek,
                                           CK_OBJECT_HANDLE object, const KeyInfo& info);

// The mechanisms that may open a blob of `scheme` on this token, best first.
[[nodiscard]] Result<std::vector<CK_MECHANISM_TYPE>> unwrapMechanisms(SessionState& session,
                                                                      WrapScheme scheme);

// Shows that the token refuses to wrap this key, by trying every mechanism under a throwaway KEK: what
// CKA_EXTRACTABLE says is not enough, NSS answers false and wraps. Errors: LockIgnored.
[[nodiscard]] Result<void> checkWrapRefused(SessionState& session, CK_OBJECT_HANDLE object);

// One C_WrapKey, one C_UnwrapKey.
[[nodiscard]] Result<Bytes> wrapBy(SessionState& session, CK_MECHANISM_TYPE mechanism, CK_OBJECT_HANDLE kek,
                                   CK_OBJECT_HANDLE object);
[[nodiscard]] Result<CK_OBJECT_HANDLE> unwrapBy(SessionState& session, CK_MECHANISM_TYPE mechanism,
                                                CK_OBJECT_HANDLE kek, ByteView blob, Attributes& attributes);

} // namespace keyrite::hsm
