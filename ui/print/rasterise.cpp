#include "ui/print/rasterise.h"

#include "core/paper/scan.h"
#include "ui/print/painter.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <csignal>
#include <cstring>
#include <sys/resource.h>

namespace keyrite::ui {
namespace {

constexpr qint64 kMaxRasterBytes = qint64(1) << 29;
constexpr int kMinPagePixels = 8; // a side; pdftoppm answers one pixel for a page that it has no memory for
constexpr rlim_t kMaxProcessBytes = rlim_t(2) << 30U;
constexpr int kTailBytes = 1024; // where a PDF's end marker must be (ISO 32000-1, implementation note 18)

tl::unexpected<Error> unreadable(const char* what, const QByteArray& detail = {})
{
    return fail(ErrorCode::ImageUnreadable, what, detail.toStdString());
}

// A truncated PDF is refused here: poppler would repair what it can and show the pages that are left.
bool looksWhole(const QByteArray& pdf)
{
    return pdf.startsWith("%PDF-") && pdf.right(kTailBytes).contains("%%EOF");
}

// Runs between fork and exec: only calls that are allowed there.
void confine()
{
    const rlimit noFile{0, 0};
    const rlimit memory{kMaxProcessBytes, kMaxProcessBytes};
    setrlimit(RLIMIT_FSIZE, &noFile); // pipes are not files: whatever is written to disk fails
    setrlimit(RLIMIT_CORE, &noFile);
    setrlimit(RLIMIT_AS, &memory);
    std::signal(SIGXFSZ, SIG_IGN);
}

QProcessEnvironment plainEnvironment()
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    return environment;
}

// Feeds the PDF and collects what comes back, until the process ends.
Result<QByteArray> run(QProcess& process, const QByteArray& pdf, int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    process.write(pdf);
    process.closeWriteChannel();
    QByteArray output;
    while (process.state() != QProcess::NotRunning || process.bytesAvailable() > 0) {
        if (process.bytesAvailable() == 0 && !process.waitForReadyRead(int(deadline.remainingTime())) &&
            process.state() != QProcess::NotRunning)
            break;
        QByteArray piece = process.readAllStandardOutput();
        output += piece;
        wipeBytes(piece);
        if (output.size() > kMaxRasterBytes || deadline.hasExpired())
            break;
    }
    const bool ended = process.state() == QProcess::NotRunning;
    if (!ended) {
        process.kill();
        process.waitForFinished();
    }
    if (ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return output;
    wipeBytes(output);
    return unreadable(ended
                          ? "The PDF is damaged and its pages cannot be shown. Scan the page again."
                          : "The pages of the PDF are too large or take too long. Scan the page again at 300 "
                            "dots per inch.",
                      process.readAllStandardError().left(500));
}

// Reads one number of a PGM head ("P5\n1240 1754\n255\n") at `at`, and the one white space after it.
int takeNumber(const QByteArray& bytes, qsizetype& at)
{
    int value = 0;
    while (at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '9' && value < 1'000'000)
        value = value * 10 + (bytes[at++] - '0');
    ++at;
    return value;
}

// Takes the next page of a row of binary PGM images; null where there is none.
QImage takePage(const QByteArray& bytes, qsizetype& at)
{
    if (bytes.mid(at, 3) != "P5\n")
        return {};
    at += 3;
    const int width = takeNumber(bytes, at);
    const int height = takeNumber(bytes, at);
    const int depth = takeNumber(bytes, at);
    const qint64 pixels = qint64(width) * height;
    if (width < kMinPagePixels || height < kMinPagePixels || depth != 255 || pixels > bytes.size() - at ||
        pixels > paper::kMaxImagePixels)
        return {};
    QImage image(width, height, QImage::Format_Grayscale8);
    for (int y = 0; y < height && !image.isNull(); ++y, at += width)
        std::memcpy(image.scanLine(y), bytes.constData() + at, static_cast<std::size_t>(width));
    return image;
}

Result<std::vector<QImage>> pagesOf(const QByteArray& output)
{
    std::vector<QImage> pages;
    qsizetype at = 0;
    while (at < output.size()) {
        pages.push_back(takePage(output, at));
        if (pages.back().isNull())
            return unreadable(
                "A page of the PDF is damaged or too large. Scan it again at 300 dots per inch.");
    }
    if (pages.empty())
        return unreadable("The PDF has no page that can be shown. Scan the page again.");
    return pages;
}

} // namespace

Result<std::vector<QImage>> rasterisePdf(const QByteArray& pdf, int dpi, int timeoutMs)
{
    if (pdf.size() > kMaxPdfBytes)
        return unreadable("The PDF is larger than 64 MiB. Scan the page again at 300 dots per inch.");
    if (!looksWhole(pdf))
        return unreadable(
            "This is not a whole PDF: it does not begin or does not end like one. Copy the file "
            "again, or scan the page again.");
    const QString program = QStandardPaths::findExecutable(QStringLiteral("pdftoppm"));
    if (program.isEmpty())
        return fail(ErrorCode::IoFailed, "The program that reads PDF files is not installed. Install the "
                                         "Debian package poppler-utils.");
    QProcess process;
    process.setProcessEnvironment(plainEnvironment());
    process.setChildProcessModifier(confine);
    process.start(program,
                  {QStringLiteral("-gray"), QStringLiteral("-r"), QString::number(qBound(50, dpi, 600)),
                   QStringLiteral("-l"), QString::number(kMaxPdfPages), QStringLiteral("-")});
    if (!process.waitForStarted())
        return fail(ErrorCode::IoFailed, "The program that reads PDF files could not be started.",
                    process.errorString().toStdString());
    auto output = run(process, pdf, timeoutMs);
    if (!output)
        return fail(output.error());
    auto pages = pagesOf(*output);
    wipeBytes(*output);
    return pages;
}

Result<std::vector<QImage>> rasterisePdfFile(const QString& path, int dpi, int timeoutMs)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::IoFailed, "The file " + path.toStdString() + " cannot be read.",
                    file.errorString().toStdString());
    QByteArray pdf = file.read(kMaxPdfBytes + 1);
    auto pages = rasterisePdf(pdf, dpi, timeoutMs);
    wipeBytes(pdf);
    return pages;
}

} // namespace keyrite::ui
