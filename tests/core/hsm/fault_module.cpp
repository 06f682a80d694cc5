// A PKCS#11 module that forwards to another one and answers single calls wrongly, as a failing device would:
// a chosen function or a chosen call, without doing it, or after it was done (the answer was lost on the
// way), or every call from one on (the device is gone). It can also take its time, crash while it is loaded,
// or be disguised (fault_disguise.h). fault_shim.h drives it; the environment does where it is loaded by
// another program:
//   KEYRITE_FAULT_TARGET   the module to forward to
//   KEYRITE_FAULT_AT_LOAD  crash, exit or hang
//   KEYRITE_FAULT_HANG     FUNCTION:MILLISECONDS, at each call of that function
#include "tests/core/hsm/fault_disguise.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <dlfcn.h>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

using namespace keyrite::test;

namespace {

// The next fault by name: `function` answers `rv` without being forwarded, `count` times after `skip` calls.
struct Fault
{
    std::string function;
    CK_RV rv = CKR_OK;
    int skip = 0;
    int count = 0;
};

// The fault by position.
struct Shot
{
    int at = -1; // -1: none
    CK_RV rv = CKR_OK;
    FaultMode mode = FaultMode::NotDone;
};

struct Hang
{
    std::string function;
    int ms = 0;
    int count = 0; // calls that still take their time; -1: all
};

struct State
{
    std::mutex mutex; // a test arms it on another thread than the one that calls
    CK_FUNCTION_LIST* target = nullptr;
    CK_FUNCTION_LIST behind{}; // the target's, disguised
    CK_FUNCTION_LIST* real = nullptr;
    CK_FUNCTION_LIST ours{};
    Fault fault;
    Shot shot;
    Hang hang;
    std::vector<const char*> calls;
    std::vector<CallTime*> times; // of the module behind, by function
    std::string hit;              // the function that answered the shot's value first
};

State& state()
{
    static State instance;
    return instance;
}

bool isDue(Fault& fault, const char* function)
{
    if (fault.function != function || fault.count == 0)
        return false;
    if (fault.skip > 0) {
        --fault.skip;
        return false;
    }
    --fault.count;
    return true;
}

// What becomes of one call.
struct Verdict
{
    bool forward = true;
    std::optional<CK_RV> answer; // in place of the target's
    int delayMs = 0;
};

Verdict verdictOn(const char* function)
{
    State& now = state();
    const std::lock_guard lock(now.mutex);
    Verdict verdict;
    if (now.hang.count != 0 && now.hang.function == function) {
        verdict.delayMs = now.hang.ms;
        now.hang.count -= now.hang.count > 0 ? 1 : 0;
    }
    const int index = static_cast<int>(now.calls.size());
    now.calls.push_back(function);
    if (isDue(now.fault, function)) {
        verdict.forward = false;
        verdict.answer = now.fault.rv;
    }
    const bool isShot = now.shot.at >= 0 &&
                        (index == now.shot.at || (now.shot.mode == FaultMode::Gone && index > now.shot.at));
    if (isShot) {
        verdict.forward = now.shot.mode == FaultMode::AnswerLost;
        verdict.answer = now.shot.rv;
        if (now.hit.empty())
            now.hit = function;
    }
    return verdict;
}

template <auto Member>
struct Forward;

template <typename... Args, CK_RV (*CK_FUNCTION_LIST::*Member)(Args...)>
struct Forward<Member>
{
    static inline const char* name = nullptr;
    static inline CallTime time{};

    static CK_RV call(Args... args)
    {
        using Clock = std::chrono::steady_clock;
        const auto entered = Clock::now();
        const Verdict verdict = verdictOn(name);
        if (verdict.delayMs > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(verdict.delayMs));
        const auto cpu = threadCpuTime();
        const auto start = Clock::now();
        const CK_RV rv = verdict.forward ? (state().real->*Member)(args...) : CKR_OK;
        const auto inside = Clock::now() - start;
        time.cpu += threadCpuTime() - cpu;
        time.elapsed += inside;
        ++time.calls;
        time.shim += Clock::now() - entered - inside;
        return verdict.answer.value_or(rv);
    }

    static void install(const char* functionName)
    {
        name = functionName;
        time.function = functionName;
        if (std::ranges::find(state().times, &time) == state().times.end())
            state().times.push_back(&time);
        state().ours.*Member = &call;
    }
};

CK_RV functionList(CK_FUNCTION_LIST** list)
{
    *list = &state().ours;
    return state().real == nullptr ? CKR_GENERAL_ERROR : CKR_OK;
}

#define KEYRITE_FORWARD(name) Forward<&CK_FUNCTION_LIST::name>::install(#name)

// Every function that Keyrite calls.
void install()
{
    state().behind = disguised(*state().target);
    state().real = &state().behind;
    state().ours = *state().real;
    state().ours.C_GetFunctionList = &functionList;
    KEYRITE_FORWARD(C_Initialize);
    KEYRITE_FORWARD(C_Finalize);
    KEYRITE_FORWARD(C_GetSlotList);
    KEYRITE_FORWARD(C_GetTokenInfo);
    KEYRITE_FORWARD(C_InitToken);
    KEYRITE_FORWARD(C_InitPIN);
    KEYRITE_FORWARD(C_OpenSession);
    KEYRITE_FORWARD(C_CloseSession);
    KEYRITE_FORWARD(C_CloseAllSessions);
    KEYRITE_FORWARD(C_Login);
    KEYRITE_FORWARD(C_Logout);
    KEYRITE_FORWARD(C_CreateObject);
    KEYRITE_FORWARD(C_DestroyObject);
    KEYRITE_FORWARD(C_GetAttributeValue);
    KEYRITE_FORWARD(C_SetAttributeValue);
    KEYRITE_FORWARD(C_FindObjectsInit);
    KEYRITE_FORWARD(C_FindObjects);
    KEYRITE_FORWARD(C_FindObjectsFinal);
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

bool setTarget(const char* path)
{
    void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    const auto entry = library == nullptr
                           ? nullptr
                           : reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"));
    if (entry == nullptr || entry(&state().target) != CKR_OK)
        return false;
    install();
    return true;
}

void hangFromEnvironment()
{
    const char* value = std::getenv("KEYRITE_FAULT_HANG");
    const std::string text = value == nullptr ? "" : value;
    if (const auto colon = text.find(':'); colon != std::string::npos)
        state().hang = {text.substr(0, colon), std::atoi(text.c_str() + colon + 1), -1};
}

[[gnu::constructor]] void whileLoading()
{
    const char* value = std::getenv("KEYRITE_FAULT_AT_LOAD");
    const std::string_view what = value == nullptr ? "" : value;
    if (what == "crash")
        (void)std::raise(SIGSEGV);
    if (what == "exit")
        std::_Exit(0);
    if (what == "hang")
        std::this_thread::sleep_for(std::chrono::hours(1));
}

} // namespace

extern "C" CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list)
{
    if (const char* target = std::getenv("KEYRITE_FAULT_TARGET");
        state().real == nullptr && target != nullptr && setTarget(target))
        hangFromEnvironment();
    return functionList(list);
}

extern "C" bool keyrite_fault_target(const char* path)
{
    return setTarget(path);
}

extern "C" void keyrite_fault(const char* function, CK_RV rv, int skip, int count)
{
    const std::lock_guard lock(state().mutex);
    state().fault = {function, rv, skip, count};
}

extern "C" void keyrite_fault_arm(int at, CK_RV rv, FaultMode mode)
{
    const std::lock_guard lock(state().mutex);
    state().calls.clear();
    state().hit.clear();
    state().shot = {at, rv, mode};
}

extern "C" void keyrite_fault_hang(const char* function, int ms, int count)
{
    const std::lock_guard lock(state().mutex);
    state().hang = {function, ms, count};
}

extern "C" void keyrite_fault_disguise(const Disguise* disguise)
{
    const std::lock_guard lock(state().mutex);
    disguiseAs(*disguise);
}

extern "C" void keyrite_fault_times(std::vector<CallTime>* times)
{
    for (const CallTime* one : state().times)
        times->push_back(*one);
}

extern "C" void keyrite_fault_report(std::vector<const char*>* calls, std::string* hit)
{
    const std::lock_guard lock(state().mutex);
    *calls = state().calls;
    *hit = state().hit;
}
