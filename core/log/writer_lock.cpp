#include "core/log/writer_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace keyrite::log {

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
                    "Keyrite already has the log " + logFile +
                        " open and adds to it. Close the other window or program, or open the log to read.",
                    std::strerror(errno));
    return lock;
}

WriterLock::~WriterLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace keyrite::log
