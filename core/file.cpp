#include "core/file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace keyrite {
namespace {

class Descriptor final
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_fd; }

private:
    int m_fd;
};

tl::unexpected<Error> failed(const char* what, const std::filesystem::path& path)
{
    const int error = errno;
    const ErrorCode code = error == ENOSPC   ? ErrorCode::DiskFull
                           : error == ENOENT ? ErrorCode::NotFound
                                             : ErrorCode::IoFailed;
    return fail(code,
                "The file \"" + path.string() + "\" cannot be " + what +
                    ". Check the path, its permissions and the free space.",
                std::strerror(error)); // NOLINT(concurrency-mt-unsafe): read at once
}

bool writeAll(int fd, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno != EINTR)
            return false;
        content.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return ::fsync(fd) == 0;
}

} // namespace

Result<void> writeFile(const std::filesystem::path& path, std::string_view content)
{
    const std::filesystem::path part = path.string() + ".part";
    const Descriptor file(::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (file.get() < 0 || !writeAll(file.get(), content) || std::rename(part.c_str(), path.c_str()) != 0) {
        auto error = failed("written", path);
        ::unlink(part.c_str());
        return error;
    }
    return {};
}

Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0)
        return failed("read", path);
    constexpr std::size_t kPieceBytes = 65536;
    std::string content; // grows with the file, whatever that may be at most
    for (std::size_t size = 0; size <= maxBytes;) {
        content.resize(std::min(std::max(2 * size, kPieceBytes), maxBytes + 1));
        const ssize_t got = ::read(file.get(), content.data() + size, content.size() - size);
        if (got < 0 && errno != EINTR)
            return failed("read", path);
        if (got == 0) {
            content.resize(size);
            return content;
        }
        size += got < 0 ? 0 : static_cast<std::size_t>(got);
    }
    return fail(ErrorCode::IoFailed, "The file \"" + path.string() + "\" is larger than " +
                                         std::to_string(maxBytes) +
                                         " bytes, which is more than is read here.");
}

} // namespace keyrite
