#include "core/ceremony/environment.h"

#include "core/crypto/hash.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <ifaddrs.h>
#include <memory>
#include <net/if.h>
#include <openssl/crypto.h>
#include <sstream>
#include <sys/prctl.h>

namespace keyrite::ceremony {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMinFreeBytes = 64ULL << 20U;

EnvironmentCheck good(const char* id, std::string finding)
{
    return {id, CheckOutcome::Good, std::move(finding)};
}

EnvironmentCheck bad(const char* id, std::string finding)
{
    return {id, CheckOutcome::Bad, std::move(finding)};
}

EnvironmentCheck checkNetwork()
{
    const auto up = networkInterfacesUp();
    if (!up)
        return bad("network", up.error().message);
    if (up->empty())
        return good("network", "No network interface is up.");
    std::string names;
    for (const std::string& name : *up)
        names.append(names.empty() ? "" : ", ").append(name);
    return bad("network", "A network interface is up (" + names +
                              "). Unplug it and take it down; a live ceremony runs offline.");
}

EnvironmentCheck checkSwap()
{
    std::ifstream swaps("/proc/swaps");
    std::string line;
    std::getline(swaps, line); // the heading
    if (!std::getline(swaps, line))
        return good("swap", "There is no swap space.");
    return bad("swap", "Swap is on. Turn it off (swapoff -a), so that memory never reaches a disk.");
}

EnvironmentCheck checkCoreDumps()
{
    if (prctl(PR_GET_DUMPABLE) == 0)
        return good("core-dumps", "Core dumps of this program are off.");
    return bad("core-dumps", "Core dumps of this program are on. Start the program again.");
}

EnvironmentCheck checkLockedMemory()
{
    if (CRYPTO_secure_malloc_initialized() == 1)
        return good("locked-memory", "Memory for secrets is locked.");
    return bad("locked-memory",
               "Memory for secrets could not be locked. Raise the limit (ulimit -l) and start again.");
}

EnvironmentCheck checkDisk(const fs::path& folder)
{
    std::error_code error;
    const fs::space_info space = fs::space(folder, error);
    if (error || space.available < kMinFreeBytes)
        return bad("disk", "Less than 64 MiB are free for the log. Free space before the ceremony starts.");
    return good("disk", "There is room for the log: " + std::to_string(space.available >> 20U) + " MiB.");
}

EnvironmentCheck checkProgram()
{
    std::ifstream file("/proc/self/exe", std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    if (!file)
        return bad("program", "The program file cannot be read to record its hash.");
    return good("program",
                "The program's SHA-256 is " + toHexGroups(crypto::sha256(asBytes(content.view()))) + ".");
}

} // namespace

Result<std::vector<std::string>> networkInterfacesUp()
{
    ifaddrs* first = nullptr;
    if (getifaddrs(&first) != 0)
        return fail(ErrorCode::IoFailed,
                    "The network interfaces cannot be listed. Remove the network devices and start again.");
    const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(first, freeifaddrs);
    std::vector<std::string> names;
    for (const ifaddrs* one = first; one != nullptr; one = one->ifa_next) {
        const bool up = (one->ifa_flags & IFF_UP) != 0 && (one->ifa_flags & IFF_RUNNING) != 0;
        if (up && (one->ifa_flags & IFF_LOOPBACK) == 0 &&
            std::ranges::find(names, one->ifa_name) == names.end())
            names.emplace_back(one->ifa_name);
    }
    return names;
}

std::vector<EnvironmentCheck> checkEnvironment(Mode mode, const fs::path& folder)
{
    std::vector<EnvironmentCheck> checks{checkNetwork(),      checkSwap(),       checkCoreDumps(),
                                         checkLockedMemory(), checkDisk(folder), checkProgram()};
    if (mode == Mode::Practice)
        for (EnvironmentCheck& check : checks)
            if (check.outcome == CheckOutcome::Bad && (check.id == "network" || check.id == "swap"))
                check.outcome = CheckOutcome::Warning;
    return checks;
}

bool allPass(const std::vector<EnvironmentCheck>& checks)
{
    return std::ranges::none_of(
        checks, [](const EnvironmentCheck& check) { return check.outcome == CheckOutcome::Bad; });
}

} // namespace keyrite::ceremony
