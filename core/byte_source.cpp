#include "core/byte_source.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

namespace keyrite {
namespace {

class Descriptor final
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd > STDIN_FILENO)
            ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_fd; }

private:
    int m_fd;
};

tl::unexpected<Error> unreadable(const std::filesystem::path& path)
{
    const int error = errno;
    return fail(error == ENOENT ? ErrorCode::NotFound : ErrorCode::IoFailed,
                "The file \"" + path.string() + "\" cannot be read. Check the path and its permissions.",
                std::strerror(error)); // NOLINT(concurrency-mt-unsafe): read at once
}

} // namespace

ByteSource sourceOf(std::string_view text)
{
    return [text](std::span<char> target) mutable -> Result<std::size_t> {
        const std::size_t count = text.copy(target.data(), target.size());
        text.remove_prefix(count);
        return count;
    };
}

Result<ByteSource> fileSource(const std::filesystem::path& path)
{
    const auto file =
        std::make_shared<Descriptor>(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file->get() < 0)
        return unreadable(path);
    return [file, path](std::span<char> target) -> Result<std::size_t> {
        for (;;) {
            const ssize_t got = ::read(file->get(), target.data(), target.size());
            if (got >= 0)
                return static_cast<std::size_t>(got);
            if (errno != EINTR)
                return unreadable(path);
        }
    };
}

} // namespace keyrite
