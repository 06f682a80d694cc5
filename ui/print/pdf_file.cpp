#include "ui/print/pdf_file.h"

#include <QFile>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace keyrite::ui {
namespace {

tl::unexpected<Error> failed(const QString& path, int error)
{
    if (error == ENOSPC || error == EDQUOT)
        return fail(ErrorCode::DiskFull,
                    "There is no room left for " + path.toStdString() + ". Make room and print it again.",
                    std::strerror(error));
    if (error == EEXIST)
        return fail(ErrorCode::IoFailed,
                    path.toStdString() +
                        " is already there and is not overwritten. Move it away or choose another folder.",
                    std::strerror(error));
    return fail(ErrorCode::IoFailed, path.toStdString() + " cannot be written. Choose another folder.",
                std::strerror(error));
}

// Writes all bytes and flushes them; answers errno, 0 for success.
int writeAll(int file, const QByteArray& bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t written =
            ::write(file, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done));
        if (written < 0 && errno != EINTR)
            return errno;
        done += written > 0 ? written : 0;
    }
    return ::fsync(file) == 0 ? 0 : errno;
}

} // namespace

Result<void> writePdf(const QString& path, const QByteArray& pdf)
{
    const QByteArray name = QFile::encodeName(path);
    const int file = ::open(name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return failed(path, errno);
    const int error = writeAll(file, pdf);
    ::close(file);
    if (error == 0)
        return {};
    ::unlink(name.constData()); // half a page is worse than none
    return failed(path, error);
}

} // namespace keyrite::ui
