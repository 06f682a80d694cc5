#include "core/hsm/error_names.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace keyrite::hsm {
namespace {

struct Name
{
    CK_RV rv;
    std::string_view text;
};

#define KEYRITE_NAME(name)                                                                                   \
    Name                                                                                                     \
    {                                                                                                        \
        name, #name                                                                                          \
    }
constexpr std::array kNames{
    KEYRITE_NAME(CKR_OK),
    KEYRITE_NAME(CKR_CANCEL),
    KEYRITE_NAME(CKR_HOST_MEMORY),
    KEYRITE_NAME(CKR_SLOT_ID_INVALID),
    KEYRITE_NAME(CKR_GENERAL_ERROR),
    KEYRITE_NAME(CKR_FUNCTION_FAILED),
    KEYRITE_NAME(CKR_ARGUMENTS_BAD),
    KEYRITE_NAME(CKR_NEED_TO_CREATE_THREADS),
    KEYRITE_NAME(CKR_CANT_LOCK),
    KEYRITE_NAME(CKR_ATTRIBUTE_READ_ONLY),
    KEYRITE_NAME(CKR_ATTRIBUTE_SENSITIVE),
    KEYRITE_NAME(CKR_ATTRIBUTE_TYPE_INVALID),
    KEYRITE_NAME(CKR_ATTRIBUTE_VALUE_INVALID),
    KEYRITE_NAME(CKR_ACTION_PROHIBITED),
    KEYRITE_NAME(CKR_DATA_INVALID),
    KEYRITE_NAME(CKR_DATA_LEN_RANGE),
    KEYRITE_NAME(CKR_DEVICE_ERROR),
    KEYRITE_NAME(CKR_DEVICE_MEMORY),
    KEYRITE_NAME(CKR_DEVICE_REMOVED),
    KEYRITE_NAME(CKR_ENCRYPTED_DATA_INVALID),
    KEYRITE_NAME(CKR_ENCRYPTED_DATA_LEN_RANGE),
    KEYRITE_NAME(CKR_FUNCTION_CANCELED),
    KEYRITE_NAME(CKR_FUNCTION_NOT_SUPPORTED),
    KEYRITE_NAME(CKR_KEY_HANDLE_INVALID),
    KEYRITE_NAME(CKR_KEY_SIZE_RANGE),
    KEYRITE_NAME(CKR_KEY_TYPE_INCONSISTENT),
    KEYRITE_NAME(CKR_KEY_FUNCTION_NOT_PERMITTED),
    KEYRITE_NAME(CKR_KEY_NOT_WRAPPABLE),
    KEYRITE_NAME(CKR_KEY_UNEXTRACTABLE),
    KEYRITE_NAME(CKR_MECHANISM_INVALID),
    KEYRITE_NAME(CKR_MECHANISM_PARAM_INVALID),
    KEYRITE_NAME(CKR_OBJECT_HANDLE_INVALID),
    KEYRITE_NAME(CKR_OPERATION_ACTIVE),
    KEYRITE_NAME(CKR_OPERATION_NOT_INITIALIZED),
    KEYRITE_NAME(CKR_PIN_INCORRECT),
    KEYRITE_NAME(CKR_PIN_INVALID),
    KEYRITE_NAME(CKR_PIN_LEN_RANGE),
    KEYRITE_NAME(CKR_PIN_EXPIRED),
    KEYRITE_NAME(CKR_PIN_LOCKED),
    KEYRITE_NAME(CKR_PIN_TOO_WEAK),
    KEYRITE_NAME(CKR_SESSION_CLOSED),
    KEYRITE_NAME(CKR_SESSION_COUNT),
    KEYRITE_NAME(CKR_SESSION_HANDLE_INVALID),
    KEYRITE_NAME(CKR_SESSION_READ_ONLY),
    KEYRITE_NAME(CKR_SESSION_EXISTS),
    KEYRITE_NAME(CKR_SESSION_READ_ONLY_EXISTS),
    KEYRITE_NAME(CKR_SESSION_READ_WRITE_SO_EXISTS),
    KEYRITE_NAME(CKR_TEMPLATE_INCOMPLETE),
    KEYRITE_NAME(CKR_TEMPLATE_INCONSISTENT),
    KEYRITE_NAME(CKR_TOKEN_NOT_PRESENT),
    KEYRITE_NAME(CKR_TOKEN_NOT_RECOGNIZED),
    KEYRITE_NAME(CKR_TOKEN_WRITE_PROTECTED),
    KEYRITE_NAME(CKR_UNWRAPPING_KEY_HANDLE_INVALID),
    KEYRITE_NAME(CKR_UNWRAPPING_KEY_SIZE_RANGE),
    KEYRITE_NAME(CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT),
    KEYRITE_NAME(CKR_USER_ALREADY_LOGGED_IN),
    KEYRITE_NAME(CKR_USER_NOT_LOGGED_IN),
    KEYRITE_NAME(CKR_USER_PIN_NOT_INITIALIZED),
    KEYRITE_NAME(CKR_USER_TYPE_INVALID),
    KEYRITE_NAME(CKR_USER_ANOTHER_ALREADY_LOGGED_IN),
    KEYRITE_NAME(CKR_USER_TOO_MANY_TYPES),
    KEYRITE_NAME(CKR_WRAPPED_KEY_INVALID),
    KEYRITE_NAME(CKR_WRAPPED_KEY_LEN_RANGE),
    KEYRITE_NAME(CKR_WRAPPING_KEY_HANDLE_INVALID),
    KEYRITE_NAME(CKR_WRAPPING_KEY_SIZE_RANGE),
    KEYRITE_NAME(CKR_WRAPPING_KEY_TYPE_INCONSISTENT),
    KEYRITE_NAME(CKR_RANDOM_NO_RNG),
    KEYRITE_NAME(CKR_DOMAIN_PARAMS_INVALID),
    KEYRITE_NAME(CKR_CURVE_NOT_SUPPORTED),
    KEYRITE_NAME(CKR_BUFFER_TOO_SMALL),
    KEYRITE_NAME(CKR_CRYPTOKI_NOT_INITIALIZED),
    KEYRITE_NAME(CKR_CRYPTOKI_ALREADY_INITIALIZED),
    KEYRITE_NAME(CKR_FIPS_SELF_TEST_FAILED),
    KEYRITE_NAME(CKR_LIBRARY_LOAD_FAILED),
    KEYRITE_NAME(CKR_FUNCTION_REJECTED),
};
#undef KEYRITE_NAME

std::string_view sentenceFor(Action action)
{
    switch (action) {
    case Action::ListTokens:
        return "The HSM could not be asked which tokens it has";
    case Action::Initialise:
        return "The token could not be initialised";
    case Action::Login:
        return "The token could not be opened";
    case Action::ChangePin:
        return "The PIN could not be changed; the old one still counts";
    case Action::Random:
        return "The token gave no random bytes";
    case Action::Generate:
        return "The key could not be generated";
    case Action::ReadKeys:
        return "The keys on the token could not be read";
    case Action::ImportKek:
        return "The key-encryption key could not be brought into the token";
    case Action::Wrap:
        return "The key could not be wrapped for its backup";
    case Action::Unwrap:
        return "The key could not be restored from its backup";
    case Action::Lock:
        return "The key could not be locked against further backups";
    case Action::Destroy:
        return "The key could not be destroyed";
    case Action::Sign:
        return "The token did not sign";
    }
    return {};
}

// Why, and what to do, for the codes that this file answers; the general failure for the rest.
std::string_view adviceFor(ErrorCode code)
{
    if (code == ErrorCode::PinWrong)
        return "The PIN is wrong. Check the PIN, the keyboard layout and caps lock before the next try; too "
               "many wrong tries lock the token.";
    if (code == ErrorCode::PinLocked)
        return "The PIN is locked after too many wrong tries. The security officer must reset it.";
    if (code == ErrorCode::PinUnusable)
        return "The PIN has expired, must be changed or is not set up. The security officer must set a new "
               "one.";
    if (code == ErrorCode::TokenAbsent)
        return "The token is not there or is not recognised. Insert the token and try again.";
    if (code == ErrorCode::DeviceLost)
        return "The connection to the device was lost. Reconnect it; the step then starts again.";
    if (code == ErrorCode::DeviceReadOnly)
        return "The token is write-protected or was opened for reading only. Remove the write protection and "
               "open it again.";
    if (code == ErrorCode::DeviceFull)
        return "The token or the workstation has no memory left. Remove keys that are no longer needed, or "
               "use an empty token.";
    if (code == ErrorCode::MechanismUnsupported)
        return "This HSM cannot do what was asked: it does not know the algorithm or the curve. Choose "
               "another type of key or another HSM.";
    if (code == ErrorCode::KeyNotExtractable)
        return "The HSM allows no backup of this key. Use the backup made earlier, or generate a key that "
               "may be backed up.";
    if (code == ErrorCode::UnwrapFailed)
        return "The key-encryption key is not the right one, or the wrapped key is damaged. Check that the "
               "shares and the backup document belong together.";
    if (code == ErrorCode::HsmTemplate)
        return "The HSM does not accept the attributes of the key. It needs a vendor profile of its own.";
    if (code == ErrorCode::ModuleUnusable)
        return "The HSM's PKCS#11 module is no longer running. Close the program and start it again.";
    return "The HSM gave no reason. Check the path, the permissions and the free space of its key store, and "
           "its own log.";
}

// Values that share a code with others but have an advice of their own; empty for all others.
std::string_view ownAdviceFor(CK_RV rv)
{
    if (rv == CKR_USER_ALREADY_LOGGED_IN || rv == CKR_USER_ANOTHER_ALREADY_LOGGED_IN)
        return "It is already open in this program, so the PIN was not checked. Close it there first.";
    if (rv == CKR_SESSION_EXISTS || rv == CKR_SESSION_READ_ONLY_EXISTS)
        return "The token is still open, here or in another program. Close it there first.";
    if (rv == CKR_SESSION_COUNT)
        return "Too many programs use the token at this moment. Close the others and try again.";
    return {};
}

bool isUnwrapRefusal(CK_RV rv)
{
    return rv == CKR_GENERAL_ERROR || rv == CKR_FUNCTION_FAILED || rv == CKR_ENCRYPTED_DATA_INVALID ||
           rv == CKR_ENCRYPTED_DATA_LEN_RANGE;
}

} // namespace

std::string ckrName(CK_RV rv)
{
    const auto* known =
        std::find_if(kNames.begin(), kNames.end(), [rv](const Name& name) { return name.rv == rv; });
    if (known != kNames.end())
        return std::string(known->text);
    std::array<char, 32> text{};
    (void)std::snprintf(text.data(), text.size(), "CKR_0x%lx", rv);
    return text.data();
}

ErrorCode errorCodeFor(CK_RV rv, Action action)
{
    if (action == Action::Unwrap && isUnwrapRefusal(rv))
        return ErrorCode::UnwrapFailed;
    switch (rv) {
    case CKR_PIN_INCORRECT:
    case CKR_PIN_LEN_RANGE:
    case CKR_PIN_INVALID:
        return ErrorCode::PinWrong;
    case CKR_PIN_LOCKED:
        return ErrorCode::PinLocked;
    case CKR_PIN_EXPIRED:
    case CKR_PIN_TOO_WEAK:
    case CKR_USER_PIN_NOT_INITIALIZED:
        return ErrorCode::PinUnusable;
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_TOKEN_NOT_RECOGNIZED:
    case CKR_SLOT_ID_INVALID:
        return ErrorCode::TokenAbsent;
    case CKR_DEVICE_REMOVED:
    case CKR_DEVICE_ERROR:
    case CKR_SESSION_HANDLE_INVALID:
    case CKR_SESSION_CLOSED:
    case CKR_OBJECT_HANDLE_INVALID:
    case CKR_KEY_HANDLE_INVALID:
    case CKR_USER_NOT_LOGGED_IN:
        return ErrorCode::DeviceLost;
    case CKR_TOKEN_WRITE_PROTECTED:
    case CKR_SESSION_READ_ONLY:
        return ErrorCode::DeviceReadOnly;
    case CKR_DEVICE_MEMORY:
    case CKR_HOST_MEMORY:
        return ErrorCode::DeviceFull;
    case CKR_MECHANISM_INVALID:
    case CKR_MECHANISM_PARAM_INVALID:
    case CKR_FUNCTION_NOT_SUPPORTED:
    case CKR_CURVE_NOT_SUPPORTED:
    case CKR_DOMAIN_PARAMS_INVALID:
        return ErrorCode::MechanismUnsupported;
    case CKR_KEY_UNEXTRACTABLE:
    case CKR_KEY_NOT_WRAPPABLE:
        return ErrorCode::KeyNotExtractable;
    case CKR_WRAPPED_KEY_INVALID:
    case CKR_WRAPPED_KEY_LEN_RANGE: // where nothing is opened it says nothing about shares and backups
        return action == Action::Unwrap ? ErrorCode::UnwrapFailed : ErrorCode::HsmFailed;
    case CKR_TEMPLATE_INCOMPLETE:
    case CKR_TEMPLATE_INCONSISTENT:
    case CKR_ATTRIBUTE_READ_ONLY:
    case CKR_ATTRIBUTE_SENSITIVE:
    case CKR_ATTRIBUTE_TYPE_INVALID:
    case CKR_ATTRIBUTE_VALUE_INVALID:
        return ErrorCode::HsmTemplate;
    case CKR_CRYPTOKI_NOT_INITIALIZED:
        return ErrorCode::ModuleUnusable;
    default: // a number, not an enum: the vendors' own values end here too
        return ErrorCode::HsmFailed;
    }
}

bool isOfTheDevice(ErrorCode code)
{
    return code == ErrorCode::DeviceLost || code == ErrorCode::DeviceFull ||
           code == ErrorCode::DeviceReadOnly || code == ErrorCode::TokenAbsent ||
           code == ErrorCode::PinWrong || code == ErrorCode::PinLocked || code == ErrorCode::PinUnusable ||
           code == ErrorCode::ModuleUnusable;
}

Error hsmError(CK_RV rv, Action action, std::string_view function, std::string_view tokenLabel)
{
    const ErrorCode code = errorCodeFor(rv, action);
    std::string message(sentenceFor(action));
    if (!tokenLabel.empty())
        message += " (token \"" + std::string(tokenLabel) + "\")";
    const std::string_view own = ownAdviceFor(rv);
    message += ". " + std::string(own.empty() ? adviceFor(code) : own);
    return {code, std::move(message), std::string(function) + ": " + ckrName(rv)};
}

} // namespace keyrite::hsm
