#include "core/log/writer_lock.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace keyrite::log {
namespace {

// The process that holds a lock on the open file, from the kernel's list of locks (proc(5), /proc/locks:
// type, kind, access, process, device and inode); empty where the list does not say.
std::string holderOf(int descriptor)
{
    struct stat status = {};
    std::ifstream locks("/proc/locks");
    if (::fstat(descriptor, &status) != 0)
        return {};
    std::array<char, 64> place{};
    std::snprintf(place.data(), place.size(), "%02x:%02x:%llu", major(status.st_dev), minor(status.st_dev),
                  static_cast<unsigned long long>(status.st_ino));
    std::string number;
    std::string type;
    std::string kind;
    std::string access;
    std::string process;
    std::string file;
    for (std::string rest; locks >> number >> type >> kind >> access >> process >> file;
         std::getline(locks, rest))
        if (type == "FLOCK" && file == place.data())
            return " (process " + process + ")";
    return {};
}

} // namespace

Result<WriterLock> WriterLock::take(const std::string& walFile, const std::string& logFile)
{
    WriterLock lock(::open(walFile.c_str(), O_RDWR | O_CLOEXEC));
    if (lock.m_descriptor < 0)
        return fail(ErrorCode::IoFailed,
                    "The log " + logFile +
                        " cannot be opened for adding. Check that you may write to its folder.",
                    std::strerror(errno));
    if (::flock(lock.m_descriptor, LOCK_EX | LOCK_NB) != 0)
        return fail(ErrorCode::LogInUse,
                    "Keyrite already has the log " + logFile + " open and adds to it" +
                        holderOf(lock.m_descriptor) +
                        ". Close the other window or program, or open the log to read.",
                    std::strerror(errno));
    return lock;
}

WriterLock::~WriterLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace keyrite::log
