// WriterLock: one process, and in it one Store, may add to a log. Internal to core/log.
#pragma once

#include "core/result.h"

namespace keyrite::log {

// flock(2) on SQLite's write-ahead file, which exists as long as a connection is open; the kernel releases it
// when the process ends, however it ends, and nothing is left behind. Not on the log file itself: closing any
// descriptor of that file would release the locks that SQLite keeps on it by fcntl(2) for the whole process.
class WriterLock final
{
public:
    // `walFile` exists. Errors: LogInUse, IoFailed.
    [[nodiscard]] static Result<WriterLock> take(const std::string& walFile, const std::string& logFile);

    WriterLock(WriterLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    WriterLock& operator=(WriterLock&& other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    ~WriterLock();

private:
    explicit WriterLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

} // namespace keyrite::log
