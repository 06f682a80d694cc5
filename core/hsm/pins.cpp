#include "core/hsm/pins.h"

#include "core/hsm/logged_out_session.h"
#include "core/hsm/profile.h"

namespace keyrite::hsm {
namespace {

constexpr std::size_t kMinPin = 8;
constexpr std::size_t kMaxPin = 255;

// A refused PIN, with what the token's flags say about the tries that are left.
Error pinError(const CK_FUNCTION_LIST& functions, const SlotToken& token, CK_USER_TYPE who, CK_RV rv,
               std::string_view function)
{
    Error error = hsmError(rv, Action::Login, function, token.info.id.label);
    CK_TOKEN_INFO raw{};
    if (functions.C_GetTokenInfo(token.slot, &raw) != CKR_OK) {
        if (rv == CKR_GENERAL_ERROR) // what SoftHSM says when its store has gone
            return hsmError(CKR_DEVICE_REMOVED, Action::Login, function, token.info.id.label);
        return error;
    }
    const TokenInfo now = toTokenInfo(token.slot, raw);
    const bool officer = who == CKU_SO;
    if (error.code == ErrorCode::PinWrong && (officer ? now.soPinLocked : now.pinLocked))
        return hsmError(CKR_PIN_LOCKED, Action::Login, function, token.info.id.label);
    if (error.code == ErrorCode::PinWrong && (officer ? now.soPinFinalTry : now.pinFinalTry))
        error.message += " Only one try is left.";
    else if (error.code == ErrorCode::PinWrong && (officer ? now.soPinCountLow : now.pinCountLow))
        error.message += " The token counts the wrong tries.";
    return error;
}

tl::unexpected<Error> refused(CK_RV rv, std::string_view function, const SlotToken& token)
{
    return fail(hsmError(rv, Action::ChangePin, function, token.info.id.label));
}

// PINs that PKCS#11 does not manage are not even tried.
Result<void> checkManaged(const TokenInfo& token)
{
    const Profile& profile = profileFor(token);
    if (profile.securityOfficer)
        return {};
    return fail(ErrorCode::MechanismUnsupported,
                "The PINs of the token \"" + token.id.label + "\" cannot be changed here. " + profile.advice);
}

Result<void> prove(const CK_FUNCTION_LIST& functions, const SlotToken& token, CK_USER_TYPE who,
                   const SecretBytes& pin)
{
    const LoggedOutSession session(functions, token.slot);
    if (session.rv() != CKR_OK)
        return refused(session.rv(), "C_OpenSession", token);
    if (auto ok = logIn(functions, token, session.handle(), who, pin); !ok)
        return ok;
    functions.C_Logout(session.handle());
    return {};
}

} // namespace

Result<void> checkPin(const TokenInfo& token, const SecretBytes& pin)
{
    if (token.pinPad && pin.size() == 0)
        return {};
    if (pin.size() < kMinPin || pin.size() > kMaxPin)
        return fail(ErrorCode::PinUnusable,
                    "A PIN has 8 to 255 characters here. The token was not asked, so no try was used up.");
    return {};
}

Result<void> checkLogin(const TokenInfo& token, CK_USER_TYPE who, const SecretBytes& pin)
{
    if (!token.initialised)
        return fail(ErrorCode::TokenNotInitialised,
                    "The token \"" + token.id.label + "\" is not initialised. Initialise it first.");
    const bool officer = who == CKU_SO;
    if (officer ? token.soPinLocked : token.pinLocked)
        return fail(hsmError(CKR_PIN_LOCKED, Action::Login,
                             officer ? "CKF_SO_PIN_LOCKED" : "CKF_USER_PIN_LOCKED", token.id.label));
    if (!officer && !token.userPinSet)
        return fail(hsmError(CKR_USER_PIN_NOT_INITIALIZED, Action::Login, "CKF_USER_PIN_INITIALIZED",
                             token.id.label));
    return checkPin(token, pin);
}

CK_UTF8CHAR_PTR pinData(const SecretBytes& pin)
{
    return pin.size() == 0 ? nullptr : const_cast<CK_UTF8CHAR_PTR>(pin.data());
}

Result<void> logIn(const CK_FUNCTION_LIST& functions, const SlotToken& token, CK_SESSION_HANDLE session,
                   CK_USER_TYPE who, const SecretBytes& pin)
{
    if (auto ok = checkLogin(token.info, who, pin); !ok)
        return ok;
    const CK_RV rv = functions.C_Login(session, who, pinData(pin), pin.size());
    if (rv == CKR_OK)
        return {};
    return fail(pinError(functions, token, who, rv, "C_Login"));
}

Result<void> changePin(const CK_FUNCTION_LIST& functions, const SlotToken& token, CK_USER_TYPE who,
                       const SecretBytes& old, const SecretBytes& fresh)
{
    if (auto ok = checkManaged(token.info); !ok)
        return ok;
    if (auto ok = checkLogin(token.info, who, old); !ok)
        return ok;
    if (auto ok = checkPin(token.info, fresh); !ok)
        return ok;
    const LoggedOutSession session(functions, token.slot);
    if (session.rv() != CKR_OK)
        return refused(session.rv(), "C_OpenSession", token);
    const CK_SESSION_HANDLE handle = session.handle();
    // The audit token is logged in to all the time; C_SetPIN asks for the old PIN by itself.
    const CK_RV login = functions.C_Login(handle, who, pinData(old), old.size());
    const bool wasLoggedIn = login == CKR_USER_ALREADY_LOGGED_IN;
    if (login != CKR_OK && !wasLoggedIn)
        return fail(pinError(functions, token, who, login, "C_Login"));
    const CK_RV rv = functions.C_SetPIN(handle, pinData(old), old.size(), pinData(fresh), fresh.size());
    if (rv != CKR_OK && !wasLoggedIn)
        functions.C_Logout(handle);
    if (rv == CKR_PIN_INCORRECT || rv == CKR_PIN_LOCKED)
        return fail(pinError(functions, token, who, rv, "C_SetPIN"));
    if (rv != CKR_OK)
        return refused(rv, "C_SetPIN", token);
    functions.C_Logout(handle);
    auto proven = logIn(functions, token, handle, who, fresh);
    if (!wasLoggedIn)
        functions.C_Logout(handle);
    return proven;
}

Result<void> resetPin(const CK_FUNCTION_LIST& functions, const SlotToken& token,
                      const SecretBytes& officerPin, const SecretBytes& fresh)
{
    if (auto ok = checkManaged(token.info); !ok)
        return ok;
    if (auto ok = checkPin(token.info, fresh); !ok)
        return ok;
    {
        const LoggedOutSession session(functions, token.slot);
        if (session.rv() != CKR_OK)
            return refused(session.rv(), "C_OpenSession", token);
        if (auto ok = logIn(functions, token, session.handle(), CKU_SO, officerPin); !ok)
            return ok;
        const CK_RV rv = functions.C_InitPIN(session.handle(), pinData(fresh), fresh.size());
        functions.C_Logout(session.handle());
        if (rv != CKR_OK)
            return refused(rv, "C_InitPIN", token);
    }
    SlotToken now = token; // its user has a PIN now, whatever the flags said before
    now.info.userPinSet = true;
    now.info.pinLocked = false;
    return prove(functions, now, CKU_USER, fresh);
}

} // namespace keyrite::hsm
