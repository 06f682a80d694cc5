// Tokens as the module lists them. Internal to core/hsm.
#pragma once

#include "core/hsm/cryptoki.h"
#include "core/hsm/token.h"

namespace keyrite::hsm {

// A token and the slot it is in at this moment only: slots are renumbered (hsm.md).
struct SlotToken
{
    CK_SLOT_ID slot;
    TokenInfo info;
};

// PKCS#11's blank-padded fields as texts.
TokenInfo toTokenInfo(CK_SLOT_ID slot, const CK_TOKEN_INFO& raw);

// Asks the module anew for its slots, which also makes it look for new tokens.
[[nodiscard]] Result<std::vector<SlotToken>> listTokens(const CK_FUNCTION_LIST& functions);

// As Module::find. Errors: TokenAbsent, TokenUnexpected.
[[nodiscard]] Result<SlotToken> findToken(const CK_FUNCTION_LIST& functions, const TokenId& id);

} // namespace keyrite::hsm
