#include "tests/core/hsm/fault_disguise.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <string_view>

namespace keyrite::test {
namespace {

struct Worn
{
    CK_FUNCTION_LIST* target = nullptr;
    Disguise as;
    bool toldToLock = false; // since the disguise was put on
};

Worn& worn()
{
    static Worn instance;
    return instance;
}

constexpr CK_SLOT_ID kTwinSlot = 77777;
constexpr CK_ULONG kBoast = 1UL << 40U;

template <std::size_t size>
void pad(unsigned char (&field)[size], const std::string& text)
{
    std::memset(field, ' ', size);
    std::memcpy(field, text.data(), std::min(size, text.size()));
}

// SoftHSM has one slot with a token that is not initialised, the last one.
CK_SLOT_ID freshSlot()
{
    std::vector<CK_SLOT_ID> slots(64);
    CK_ULONG count = slots.size();
    return worn().target->C_GetSlotList(CK_TRUE, slots.data(), &count) == CKR_OK && count > 0
               ? slots[count - 1]
               : 0;
}

CK_RV disguisedSlots(CK_BBOOL present, CK_SLOT_ID* slots, CK_ULONG* count)
{
    if (!worn().as.twin)
        return worn().target->C_GetSlotList(present, slots, count);
    CK_ULONG room = slots == nullptr || *count == 0 ? 0 : *count - 1;
    const CK_RV rv = worn().target->C_GetSlotList(present, slots, &room);
    if (rv == CKR_OK && slots != nullptr)
        slots[room] = kTwinSlot;
    *count = room + 1;
    return rv;
}

CK_RV disguisedInfo(CK_SLOT_ID slot, CK_TOKEN_INFO* info)
{
    const bool isTwin = slot == kTwinSlot;
    const CK_RV rv = worn().target->C_GetTokenInfo(isTwin ? freshSlot() : slot, info);
    const Disguise& as = worn().as;
    if (rv != CKR_OK)
        return rv;
    if (isTwin)
        pad(info->serialNumber, "TWIN");
    if (!as.manufacturer.empty())
        pad(info->manufacturerID, as.manufacturer);
    if (!as.model.empty())
        pad(info->model, as.model);
    if (as.firmwareMajor != 0)
        info->firmwareVersion = {static_cast<CK_BYTE>(as.firmwareMajor), 0};
    return rv;
}

// What was meant for the twin can be told by this answer.
CK_RV disguisedInit(CK_SLOT_ID slot, CK_UTF8CHAR_PTR pin, CK_ULONG size, CK_UTF8CHAR_PTR label)
{
    return slot == kTwinSlot ? CKR_TOKEN_WRITE_PROTECTED : worn().target->C_InitToken(slot, pin, size, label);
}

CK_RV disguisedLogin(CK_SESSION_HANDLE session, CK_USER_TYPE who, CK_UTF8CHAR_PTR pin, CK_ULONG size)
{
    Disguise& as = worn().as;
    const std::string_view given(reinterpret_cast<const char*>(pin), pin == nullptr ? 0 : size);
    if (as.alsoTakes.empty() || given != as.alsoTakes)
        return worn().target->C_Login(session, who, pin, size);
    return worn().target->C_Login(session, who, reinterpret_cast<CK_UTF8CHAR_PTR>(as.pin.data()),
                                  as.pin.size());
}

bool isAboutLock(const CK_ATTRIBUTE* attributes, CK_ULONG count)
{
    return worn().as.ignoresLock && std::any_of(attributes, attributes + count,
                                                [](const auto& one) { return one.type == CKA_EXTRACTABLE; });
}

CK_RV disguisedSet(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE* attributes,
                   CK_ULONG count)
{
    if (!isAboutLock(attributes, count))
        return worn().target->C_SetAttributeValue(session, object, attributes, count);
    worn().toldToLock = true;
    return CKR_OK;
}

CK_RV disguisedGet(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE* attributes,
                   CK_ULONG count)
{
    const CK_RV rv = worn().target->C_GetAttributeValue(session, object, attributes, count);
    for (CK_ATTRIBUTE& one : std::span(attributes, count))
        if (rv == CKR_OK && worn().toldToLock && isAboutLock(&one, 1) && one.pValue != nullptr)
            *static_cast<CK_BBOOL*>(one.pValue) = CK_FALSE;
        else if (rv == CKR_OK && worn().as.opensValues && one.type == CKA_SENSITIVE && one.pValue != nullptr)
            *static_cast<CK_BBOOL*>(one.pValue) = CK_FALSE;
    if (worn().as.boasts == "C_GetAttributeValue") {
        attributes->ulValueLen = kBoast;
        return attributes->pValue == nullptr ? CKR_OK : CKR_BUFFER_TOO_SMALL;
    }
    return rv;
}

// What a KEK forbids its keys is forgotten.
CK_RV disguisedCreate(CK_SESSION_HANDLE session, CK_ATTRIBUTE* attributes, CK_ULONG count,
                      CK_OBJECT_HANDLE* object)
{
    std::vector<CK_ATTRIBUTE> given(attributes, attributes + count);
    if (worn().as.ignoresLock)
        std::erase_if(given, [](const CK_ATTRIBUTE& one) { return one.type == CKA_UNWRAP_TEMPLATE; });
    return worn().target->C_CreateObject(session, given.data(), given.size(), object);
}

// As disguisedSet, in a template.
CK_RV disguisedUnwrap(CK_SESSION_HANDLE session, CK_MECHANISM* mechanism, CK_OBJECT_HANDLE kek,
                      CK_BYTE_PTR blob, CK_ULONG size, CK_ATTRIBUTE* attributes, CK_ULONG count,
                      CK_OBJECT_HANDLE* key)
{
    std::vector<CK_ATTRIBUTE> given(attributes, attributes + count);
    CK_BBOOL yes = CK_TRUE;
    for (CK_ATTRIBUTE& one : given)
        if (isAboutLock(&one, 1)) {
            one.pValue = &yes;
            worn().toldToLock = true;
        }
    return worn().target->C_UnwrapKey(session, mechanism, kek, blob, size, given.data(), given.size(), key);
}

CK_RV disguisedWrap(CK_SESSION_HANDLE session, CK_MECHANISM* mechanism, CK_OBJECT_HANDLE kek,
                    CK_OBJECT_HANDLE key, CK_BYTE_PTR blob, CK_ULONG* size)
{
    const CK_RV rv = worn().target->C_WrapKey(session, mechanism, kek, key, blob, size);
    if (worn().as.boasts == "C_WrapKey")
        *size = kBoast;
    return rv;
}

} // namespace

CK_FUNCTION_LIST disguised(CK_FUNCTION_LIST& target)
{
    worn().target = &target;
    CK_FUNCTION_LIST list = target;
    list.C_GetSlotList = &disguisedSlots;
    list.C_GetTokenInfo = &disguisedInfo;
    list.C_WrapKey = &disguisedWrap;
    list.C_CreateObject = &disguisedCreate;
    list.C_UnwrapKey = &disguisedUnwrap;
    list.C_InitToken = &disguisedInit;
    list.C_Login = &disguisedLogin;
    list.C_SetAttributeValue = &disguisedSet;
    list.C_GetAttributeValue = &disguisedGet;
    return list;
}

void disguiseAs(const Disguise& disguise)
{
    worn().as = disguise;
    worn().toldToLock = false;
}

} // namespace keyrite::test
