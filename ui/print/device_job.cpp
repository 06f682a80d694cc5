#include "ui/print/device_job.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keyrite::ui {
namespace {

class Descriptor final
{
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return m_number; }

private:
    int m_number;
};

// A reader that goes away must be an error of write, not the end of the program. For this thread alone.
class NoBrokenPipe final
{
public:
    NoBrokenPipe()
    {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &set, &m_before);
    }
    ~NoBrokenPipe()
    {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGPIPE);
        const timespec now{};
        sigtimedwait(&set, nullptr, &now); // takes the pending one away
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    NoBrokenPipe(const NoBrokenPipe&) = delete;
    NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;

private:
    sigset_t m_before{};
};

// Bytes taken; answers errno where it ended early, ETIMEDOUT where nothing was taken for too long.
int writeAll(int device, const QByteArray& pages, int timeoutMs, qsizetype& done)
{
    while (done < pages.size()) {
        pollfd ready{device, POLLOUT, 0};
        const int polled = ::poll(&ready, 1, timeoutMs);
        if (polled == 0)
            return ETIMEDOUT;
        if (polled < 0 && errno != EINTR)
            return errno;
        const ssize_t written =
            ::write(device, pages.constData() + done, static_cast<std::size_t>(pages.size() - done));
        if (written < 0 && errno != EINTR && errno != EAGAIN)
            return errno;
        done += written > 0 ? written : 0;
    }
    return 0;
}

} // namespace

Result<void> printToDevice(const std::string& device, const QByteArray& pages, int timeoutMs)
{
    struct stat info
    {
    };
    if (::stat(device.c_str(), &info) != 0)
        return fail(ErrorCode::PrinterUnreachable,
                    device +
                        " is not there. Switch the printer on, check its cable, and print again. Nothing was "
                        "sent to it.",
                    std::strerror(errno));
    if (!S_ISCHR(info.st_mode) && !S_ISFIFO(info.st_mode))
        return fail(ErrorCode::InvalidArgument,
                    device + " is not the device of a printer. A share is never written to a file.");
    const Descriptor opened(::open(device.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (opened.number() < 0)
        return fail(
            ErrorCode::PrinterUnreachable,
            device + " cannot be opened. Switch the printer on, and check that you may use it. Nothing was "
                     "sent to it.",
            std::strerror(errno));
    const NoBrokenPipe noBrokenPipe;
    qsizetype done = 0;
    const int error = writeAll(opened.number(), pages, timeoutMs, done);
    if (error == 0)
        return {};
    if (done == 0)
        return fail(ErrorCode::PrinterNotReady,
                    "The printer takes nothing: it may be out of paper or offline. Nothing was sent to it.",
                    std::strerror(error));
    return fail(
        ErrorCode::PrinterStopped,
        "The printer stopped in the middle of the page. Switch it off and on again, so that the rest of the "
        "page is forgotten, and look at what came out.",
        std::strerror(error));
}

} // namespace keyrite::ui
