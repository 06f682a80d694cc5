// FaultShim: a test's hold on fault_module.cpp, the PKCS#11 module that fails on demand. One in a process.
// Thread rule: any thread.
#pragma once

#include <chrono>
#include <ctime>
#include <dlfcn.h>
#include <filesystem>
#include <optional>
#include <p11-kit/pkcs11.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace keyrite::test {

enum class FaultMode {
    NotDone,    // the call answers the fault and does nothing
    AnswerLost, // the call is carried out, and answers the fault all the same
    Gone        // as NotDone, and so does every later call until disarm()
};

// What all tokens say of themselves; an empty text or 0 leaves it as it is.
struct Disguise
{
    std::string manufacturer = {};
    std::string model = {};
    int firmwareMajor = 0;
    std::string alsoTakes = {}; // a second PIN of the user, which logs in as `pin` does
    std::string pin = {};
    bool ignoresLock = false; // EXTRACTABLE=false is taken and answered, and changes nothing
    bool opensValues = false; // SENSITIVE reads false, whatever was asked for
    std::string boasts = {}; // the function whose answer it says to be longer than a buffer that it was given
    bool twin = false;       // a second token that is not initialised, "TWIN", which is write-protected
};

// Of the calling thread; what others do on the machine does not count.
inline std::chrono::nanoseconds threadCpuTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// What the calls of one function took in the module behind, since it was loaded.
struct CallTime
{
    std::string function;
    int calls = 0;
    std::chrono::nanoseconds cpu{0}; // of the calling thread
    std::chrono::nanoseconds elapsed{0};
    std::chrono::nanoseconds shim{0}; // elapsed, in the shim itself
};

class FaultShim final
{
public:
    // Loads the shim at `module` and lets it forward to `target`.
    FaultShim(const std::filesystem::path& module, const std::filesystem::path& target)
        : m_path(module), m_library(dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL))
    {
        if (m_library == nullptr || !entry<bool(const char*)>("keyrite_fault_target")(target.c_str()))
            throw std::runtime_error("the fault module does not load");
    }

    const std::filesystem::path& path() const { return m_path; }

    // `function` answers `rv` without being forwarded, `count` times after `skip` calls.
    void fault(const char* function, CK_RV rv, int skip = 0, int count = 1) const
    {
        entry<void(const char*, CK_RV, int, int)>("keyrite_fault")(function, rv, skip, count);
    }

    // The call number `at` from now on, from 0, fails with `rv`. Calls are counted anew.
    void arm(int at, CK_RV rv, FaultMode mode) const
    {
        entry<void(int, CK_RV, FaultMode)>("keyrite_fault_arm")(at, rv, mode);
    }
    void disarm() const
    {
        fault("", CKR_OK, 0, 0);
        hang("", 0, 0);
        arm(-1, CKR_OK, FaultMode::NotDone);
    }

    // The next `count` calls of `function` take `ms` longer; -1: all.
    void hang(const char* function, int ms, int count = 1) const
    {
        entry<void(const char*, int, int)>("keyrite_fault_hang")(function, ms, count);
    }

    void disguise(const Disguise& disguise = {}) const
    {
        entry<void(const Disguise*)>("keyrite_fault_disguise")(&disguise);
    }

    // The calls since the last arm() or disarm(), by name.
    std::vector<const char*> calls() const { return report().first; }

    // By function. Only while one thread calls the module.
    std::vector<CallTime> times() const
    {
        std::vector<CallTime> all;
        entry<void(std::vector<CallTime>*)>("keyrite_fault_times")(&all);
        return all;
    }

    // The function that was the first to answer the armed fault; empty: it was not reached.
    std::string hit() const { return report().second; }

private:
    template <typename Signature>
    Signature* entry(const char* name) const
    {
        return reinterpret_cast<Signature*>(dlsym(m_library, name));
    }

    std::pair<std::vector<const char*>, std::string> report() const
    {
        std::pair<std::vector<const char*>, std::string> answer;
        entry<void(std::vector<const char*>*, std::string*)>("keyrite_fault_report")(&answer.first,
                                                                                     &answer.second);
        return answer;
    }

    std::filesystem::path m_path;
    void* m_library;
};

} // namespace keyrite::test
