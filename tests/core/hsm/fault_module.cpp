// A PKCS#11 module that forwards to another one and answers single calls wrongly, as a failing device would.
// Two entries beside the standard's: keyrite_fault_target (call first) and keyrite_fault.
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <string>

namespace {

// The next fault: `function` answers `rv` without being forwarded, `count` times after `skip` calls.
struct Fault
{
    std::string function;
    CK_RV rv = CKR_OK;
    int skip = 0;
    int count = 0;
};

struct State
{
    CK_FUNCTION_LIST* real = nullptr;
    CK_FUNCTION_LIST ours{};
    Fault fault;
};

State& state()
{
    static State instance;
    return instance;
}

bool isDue(const char* function)
{
    Fault& fault = state().fault;
    if (fault.function != function || fault.count == 0)
        return false;
    if (fault.skip > 0) {
        --fault.skip;
        return false;
    }
    --fault.count;
    return true;
}

template <auto Member>
struct Forward;

template <typename... Args, CK_RV (*CK_FUNCTION_LIST::*Member)(Args...)>
struct Forward<Member>
{
    static inline const char* name = nullptr;

    static CK_RV call(Args... args)
    {
        return isDue(name) ? state().fault.rv : (state().real->*Member)(args...);
    }

    static void install(const char* functionName)
    {
        name = functionName;
        state().ours.*Member = &call;
    }
};

CK_RV functionList(CK_FUNCTION_LIST** list)
{
    *list = &state().ours;
    return state().real == nullptr ? CKR_GENERAL_ERROR : CKR_OK;
}

#define KEYRITE_FORWARD(name) Forward<&CK_FUNCTION_LIST::name>::install(#name)

void install()
{
    state().ours = *state().real;
    state().ours.C_GetFunctionList = &functionList;
    KEYRITE_FORWARD(C_Initialize);
    KEYRITE_FORWARD(C_GetSlotList);
    KEYRITE_FORWARD(C_GetTokenInfo);
    KEYRITE_FORWARD(C_InitToken);
    KEYRITE_FORWARD(C_InitPIN);
    KEYRITE_FORWARD(C_OpenSession);
    KEYRITE_FORWARD(C_Login);
    KEYRITE_FORWARD(C_CreateObject);
    KEYRITE_FORWARD(C_DestroyObject);
    KEYRITE_FORWARD(C_GetAttributeValue);
    KEYRITE_FORWARD(C_SetAttributeValue);
    KEYRITE_FORWARD(C_FindObjectsInit);
    KEYRITE_FORWARD(C_FindObjects);
    KEYRITE_FORWARD(C_EncryptInit);
    KEYRITE_FORWARD(C_Encrypt);
    KEYRITE_FORWARD(C_SignInit);
    KEYRITE_FORWARD(C_Sign);
    KEYRITE_FORWARD(C_GenerateKey);
    KEYRITE_FORWARD(C_GenerateKeyPair);
    KEYRITE_FORWARD(C_WrapKey);
    KEYRITE_FORWARD(C_UnwrapKey);
    KEYRITE_FORWARD(C_GenerateRandom);
}

} // namespace

extern "C" CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list)
{
    return functionList(list);
}

// The module to forward to. Answers false where it cannot be loaded.
extern "C" bool keyrite_fault_target(const char* path)
{
    void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    const auto entry = library == nullptr
                           ? nullptr
                           : reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"));
    if (entry == nullptr || entry(&state().real) != CKR_OK)
        return false;
    install();
    return true;
}

extern "C" void keyrite_fault(const char* function, CK_RV rv, int skip, int count)
{
    state().fault = {function, rv, skip, count};
}
