// A PKCS#11 module that forwards to the one in KEYRITE_PAD_TARGET and gives its tokens a PIN pad: it takes no
// PIN from the program, and types one of its own.
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>

namespace {

char kTyped[] = "typed-on-the-pad"; // not const: PKCS#11 takes none
CK_FUNCTION_LIST* real = nullptr;
CK_FUNCTION_LIST ours{};

CK_UTF8CHAR_PTR typed()
{
    return reinterpret_cast<CK_UTF8CHAR_PTR>(kTyped);
}

CK_RV tokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO* info)
{
    const CK_RV rv = real->C_GetTokenInfo(slot, info);
    info->flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
    return rv;
}

CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE who, CK_UTF8CHAR_PTR pin, CK_ULONG)
{
    return pin != nullptr ? CKR_ARGUMENTS_BAD : real->C_Login(session, who, typed(), std::strlen(kTyped));
}

CK_RV initToken(CK_SLOT_ID slot, CK_UTF8CHAR_PTR pin, CK_ULONG, CK_UTF8CHAR_PTR label)
{
    return pin != nullptr ? CKR_ARGUMENTS_BAD : real->C_InitToken(slot, typed(), std::strlen(kTyped), label);
}

CK_RV initPin(CK_SESSION_HANDLE session, CK_UTF8CHAR_PTR pin, CK_ULONG)
{
    return pin != nullptr ? CKR_ARGUMENTS_BAD : real->C_InitPIN(session, typed(), std::strlen(kTyped));
}

CK_RV setPin(CK_SESSION_HANDLE session, CK_UTF8CHAR_PTR old, CK_ULONG, CK_UTF8CHAR_PTR fresh, CK_ULONG)
{
    const std::size_t size = std::strlen(kTyped);
    return old != nullptr || fresh != nullptr ? CKR_ARGUMENTS_BAD
                                              : real->C_SetPIN(session, typed(), size, typed(), size);
}

} // namespace

extern "C" CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list)
{
    const char* target = std::getenv("KEYRITE_PAD_TARGET");
    void* library = target == nullptr ? nullptr : dlopen(target, RTLD_NOW | RTLD_LOCAL);
    const auto entry = library == nullptr
                           ? nullptr
                           : reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"));
    if (entry == nullptr || entry(&real) != CKR_OK)
        return CKR_GENERAL_ERROR;
    ours = *real;
    ours.C_GetTokenInfo = &tokenInfo;
    ours.C_Login = &login;
    ours.C_InitToken = &initToken;
    ours.C_InitPIN = &initPin;
    ours.C_SetPIN = &setPin;
    *list = &ours;
    return CKR_OK;
}
