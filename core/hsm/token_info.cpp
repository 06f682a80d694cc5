#include "core/hsm/token_info.h"

namespace keyrite::hsm {
namespace {

template <std::size_t size>
std::string fieldText(const unsigned char (&field)[size])
{
    std::string text(reinterpret_cast<const char*>(field), size);
    if (const auto end = text.find('\0'); end != std::string::npos) // some modules pad with zeros
        text.resize(end);
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

std::string versionText(const CK_VERSION& version)
{
    return std::to_string(version.major) + "." + std::to_string(version.minor);
}

bool isGone(CK_RV rv)
{
    return rv == CKR_TOKEN_NOT_PRESENT || rv == CKR_TOKEN_NOT_RECOGNIZED || rv == CKR_SLOT_ID_INVALID ||
           rv == CKR_DEVICE_REMOVED || rv == CKR_GENERAL_ERROR;
}

} // namespace

TokenInfo toTokenInfo(CK_SLOT_ID slot, const CK_TOKEN_INFO& raw)
{
    const auto has = [&raw](CK_FLAGS flag) { return (raw.flags & flag) != 0; };
    return {.id = {.serial = fieldText(raw.serialNumber), .label = fieldText(raw.label)},
            .manufacturer = fieldText(raw.manufacturerID),
            .model = fieldText(raw.model),
            .hardwareVersion = versionText(raw.hardwareVersion),
            .firmwareVersion = versionText(raw.firmwareVersion),
            .initialised = has(CKF_TOKEN_INITIALIZED),
            .userPinSet = has(CKF_USER_PIN_INITIALIZED),
            .pinCountLow = has(CKF_USER_PIN_COUNT_LOW),
            .pinFinalTry = has(CKF_USER_PIN_FINAL_TRY),
            .pinLocked = has(CKF_USER_PIN_LOCKED),
            .writeProtected = has(CKF_WRITE_PROTECTED),
            .pinPad = has(CKF_PROTECTED_AUTHENTICATION_PATH),
            .soPinCountLow = has(CKF_SO_PIN_COUNT_LOW),
            .soPinFinalTry = has(CKF_SO_PIN_FINAL_TRY),
            .soPinLocked = has(CKF_SO_PIN_LOCKED),
            .slot = slot};
}

Result<std::vector<SlotToken>> listTokens(const CK_FUNCTION_LIST& functions)
{
    CK_ULONG count = 0;
    CK_RV rv = functions.C_GetSlotList(CK_TRUE, nullptr, &count);
    std::vector<CK_SLOT_ID> slots(count);
    if (rv == CKR_OK)
        rv = functions.C_GetSlotList(CK_TRUE, slots.data(), &count);
    if (rv != CKR_OK)
        return fail(hsmError(rv, Action::ListTokens, "C_GetSlotList", {}));
    slots.resize(count);
    std::vector<SlotToken> tokens;
    for (const CK_SLOT_ID slot : slots) {
        CK_TOKEN_INFO raw{};
        rv = functions.C_GetTokenInfo(slot, &raw);
        if (rv != CKR_OK && !isGone(rv))
            return fail(hsmError(rv, Action::ListTokens, "C_GetTokenInfo", {}));
        if (rv == CKR_OK) // one token that was pulled out must not hide the others
            tokens.push_back({slot, toTokenInfo(slot, raw)});
    }
    return tokens;
}

Result<SlotToken> findToken(const CK_FUNCTION_LIST& functions, const TokenId& id)
{
    const auto tokens = listTokens(functions);
    if (!tokens)
        return fail(tokens.error());
    bool sameLabel = false;
    for (const SlotToken& token : *tokens) {
        if (token.info.id == id)
            return token;
        sameLabel = sameLabel || token.info.id.label == id.label;
    }
    if (sameLabel)
        return fail(ErrorCode::TokenUnexpected,
                    "The token \"" + id.label + "\" that is inserted is another one: its serial is not " +
                        id.serial + ". Insert the token that the ceremony has recorded.");
    return fail(ErrorCode::TokenAbsent, "The token \"" + id.label + "\" with serial " + id.serial +
                                            " is not there. Insert it and try again.");
}

} // namespace keyrite::hsm
