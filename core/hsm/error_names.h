// What a PKCS#11 return value means to a person. Internal to core/hsm; pure functions, safe on any thread.
#pragma once

#include "core/result.h"

#include <p11-kit/pkcs11.h>
#include <string_view>

namespace keyrite::hsm {

// What was being done when the module answered.
enum class Action {
    ListTokens,
    Initialise,
    Login,
    ChangePin,
    Random,
    Generate,
    ReadKeys,
    ImportKek,
    Wrap,
    Unwrap,
    Lock,
    Destroy,
    Sign
};

// "CKR_PIN_INCORRECT", or "CKR_0x80000001" where the standard has no name.
std::string ckrName(CK_RV rv);

// The code of a failed call. The same value means another thing in an unwrap: SoftHSM answers GENERAL_ERROR
// to a wrong KEK.
ErrorCode errorCodeFor(CK_RV rv, Action action);

// Whether a code says in what state the device is, and nothing of what it can do: such a failure is passed on
// as it is, and never read as "this HSM cannot".
bool isOfTheDevice(ErrorCode code);

// The whole error: what was done, on which token, why it failed and what to do. `function` is "C_Sign" etc.
Error hsmError(CK_RV rv, Action action, std::string_view function, std::string_view tokenLabel);

} // namespace keyrite::hsm
