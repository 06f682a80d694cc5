// Signatures and check values that a token computes with a key it holds. Internal to core/hsm.
#pragma once

#include "core/hsm/session_state.h"
#include "core/hsm/token.h"

namespace keyrite::hsm {

// One C_SignInit and C_Sign.
[[nodiscard]] Result<Bytes> sign(SessionState& session, CK_OBJECT_HANDLE key, CK_MECHANISM_TYPE mechanism,
                                 ByteView data);

// AES-CMAC (16 bytes) of whole blocks under a key on the token; by CKM_AES_CMAC, or where the token does not
// know it, by CKM_AES_ECB and SP 800-38B. `message` is 16 or 32 bytes.
[[nodiscard]] Result<Bytes> tokenCmac(SessionState& session, CK_OBJECT_HANDLE key, ByteView message);

// crypto::keyCheckValue of an AES key on the token.
[[nodiscard]] Result<crypto::Kcv> tokenKcv(SessionState& session, CK_OBJECT_HANDLE key);

// As Session::respond, of the object of a key of `type`.
[[nodiscard]] Result<Bytes> respondWith(SessionState& session, CK_OBJECT_HANDLE key, KeyType type,
                                        ByteView challenge);

} // namespace keyrite::hsm
