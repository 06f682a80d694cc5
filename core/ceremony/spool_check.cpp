#include "core/ceremony/spool_check.h"

#include <fstream>
#include <linux/magic.h>
#include <sstream>
#include <sys/vfs.h>

namespace keyrite::ceremony {
namespace {

namespace fs = std::filesystem;

// RAMFS_MAGIC is of the kernel's own headers only.
constexpr long kRamfs = 0x858458f6L;

bool isMemory(const fs::path& folder)
{
    struct statfs info
    {
    };
    if (statfs(folder.c_str(), &info) != 0)
        return false;
    return static_cast<long>(info.f_type) == static_cast<long>(TMPFS_MAGIC) ||
           static_cast<long>(info.f_type) == kRamfs;
}

bool hasSwap(const fs::path& swaps)
{
    std::ifstream file(swaps);
    std::string line;
    std::getline(file, line); // the heading
    return !file.is_open() || static_cast<bool>(std::getline(file, line));
}

} // namespace

std::vector<fs::path> spoolFolders(const fs::path& configuration)
{
    fs::path spool = "/var/spool/cups";
    fs::path temporary;
    std::ifstream file(configuration);
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string name;
        std::string value;
        words >> name >> value;
        if (name == "RequestRoot" && !value.empty())
            spool = value;
        if (name == "TempDir" && !value.empty())
            temporary = value;
    }
    return {spool, temporary.empty() ? spool / "tmp" : temporary, "/tmp", "/var/tmp"};
}

EnvironmentCheck checkSpool(const std::vector<fs::path>& folders, const fs::path& swaps)
{
    std::string onDisk;
    for (const fs::path& folder : folders)
        if (std::error_code error; fs::exists(folder, error) && !isMemory(folder))
            onDisk += (onDisk.empty() ? "" : ", ") + folder.string();
    std::string finding;
    if (!onDisk.empty())
        finding = "A print queue writes its pages to a disk (" + onDisk +
                  "). Mount these folders as tmpfs, or print straight to the printer.";
    if (hasSwap(swaps))
        finding += std::string(finding.empty() ? "" : " ") + "Swap is on. Turn it off (swapoff -a).";
    if (!finding.empty())
        return {"spool", CheckOutcome::Bad, finding};
    return {"spool", CheckOutcome::Good, "What a print queue writes stays in memory."};
}

} // namespace keyrite::ceremony
