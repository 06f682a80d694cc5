// PINs at the token: what is checked before one is handed over, logging in with one, setting another. An
// empty PIN stands for the token's own PIN pad. Internal to core/hsm; one thread only.
#pragma once

#include "core/hsm/cryptoki.h"
#include "core/hsm/token_info.h"

namespace keyrite::hsm {

// Before the token is asked, so that no try is used up. Errors: PinUnusable (8 to 255 bytes; none without a
// PIN pad).
[[nodiscard]] Result<void> checkPin(const TokenInfo& token, const SecretBytes& pin);

// The same, and what the token's flags say already: no login on one that is not initialised, which hangs in
// some modules. Before a session is opened. Errors: TokenNotInitialised, PinLocked, PinUnusable.
[[nodiscard]] Result<void> checkLogin(const TokenInfo& token, CK_USER_TYPE who, const SecretBytes& pin);

// For PKCS#11, which takes no const; a module does not write into a PIN. Null for an empty one.
CK_UTF8CHAR_PTR pinData(const SecretBytes& pin);

// C_Login as the user or the security officer, after checkLogin. Errors: its, PinWrong (with what the token's
// flags say about the tries that are left), PinLocked, PinUnusable ...
[[nodiscard]] Result<void> logIn(const CK_FUNCTION_LIST& functions, const SlotToken& token,
                                 CK_SESSION_HANDLE session, CK_USER_TYPE who, const SecretBytes& pin);

// As Module::changeUserPin, changeOfficerPin and resetUserPin.
[[nodiscard]] Result<void> changePin(const CK_FUNCTION_LIST& functions, const SlotToken& token,
                                     CK_USER_TYPE who, const SecretBytes& old, const SecretBytes& fresh);
[[nodiscard]] Result<void> resetPin(const CK_FUNCTION_LIST& functions, const SlotToken& token,
                                    const SecretBytes& officerPin, const SecretBytes& fresh);

} // namespace keyrite::hsm
