// A live sheet printed for real: by IPP to ippeveprinter (Debian cups-ipp-utils), to a FIFO in place of the
// device, and both under strace, to see that nothing of it is written to any file.
#include "core/paper/sheet_reading.h"
#include "tests/core/paper/samples.h"
#include "tests/test_main.h"
#include "ui/print/image_file.h"
#include "ui/print/live_paper.h"
#include "ui/print/painter.h"
#include "ui/print/pdf_file.h"

#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <cups/raster.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace keyrite;
using namespace keyrite::ui;

namespace {

paper::Document sheet()
{
    return paper::shareSheet(test::sampleSheet(paper::PaperSize::A4, Mode::Live), test::sampleMnemonic(1))
        .value();
}

std::string fingerprintOf(const slip39::Mnemonic& mnemonic)
{
    return toHex(slip39::fingerprint(mnemonic));
}

int freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

// A printer that keeps what it printed in a folder of its own.
class Printer final
{
public:
    explicit Printer(const QStringList& options)
    {
        const QString program = QStandardPaths::findExecutable(
            QStringLiteral("ippeveprinter"), {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin")});
        if (program.isEmpty())
            return;
        m_port = freePort();
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program, QStringList{QStringLiteral("-r"), QStringLiteral("off"),
                                             QStringLiteral("-n"), QStringLiteral("localhost"),
                                             QStringLiteral("-p"), QString::number(m_port),
                                             QStringLiteral("-k"), QStringLiteral("-d"), m_folder.path()} +
                                     options + QStringList{QStringLiteral("Keyrite test")});
        QDeadlineTimer deadline(20000);
        while (m_process.waitForStarted() && !deadline.hasExpired()) {
            QTcpSocket socket;
            socket.connectToHost(QStringLiteral("localhost"), static_cast<quint16>(m_port));
            if (socket.waitForConnected(1000)) {
                m_ready = true;
                return;
            }
            m_process.waitForReadyRead(50);
        }
    }
    ~Printer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Printer(const Printer&) = delete;
    Printer& operator=(const Printer&) = delete;

    bool ready() const { return m_ready; }
    std::string address() const { return "ipp://localhost:" + std::to_string(m_port) + "/ipp/print"; }

    // The one job's file.
    QString printed(const QString& suffix) const
    {
        const QStringList files =
            QDir(m_folder.path()).entryList({QStringLiteral("*") + suffix}, QDir::Files);
        return files.size() == 1 ? m_folder.filePath(files.front()) : QString();
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    int m_port = 0;
    bool m_ready = false;
};

// The first page of a PWG raster file, read by libcups.
QImage rasterPage(const QString& path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY);
    cups_raster_t* raster = cupsRasterOpen(file, CUPS_RASTER_READ);
    cups_page_header2_t header{};
    QImage image;
    if (cupsRasterReadHeader2(raster, &header) != 0) {
        image = QImage(int(header.cupsWidth), int(header.cupsHeight), QImage::Format_Grayscale8);
        for (int y = 0; y < image.height(); ++y)
            cupsRasterReadPixels(raster, image.scanLine(y), header.cupsBytesPerLine);
    }
    cupsRasterClose(raster);
    ::close(file);
    return image;
}

// Lines of a trace by `strace -y` that write to something with a path: not a socket, a pipe or a device.
QStringList fileWrites(const QString& trace)
{
    static const QRegularExpression write(QStringLiteral(
        R"((?:write|writev|pwrite64|pwritev|pwritev2|sendfile|splice|copy_file_range)\(\d+<(/[^>]*)>)"));
    static const QRegularExpression shared(QStringLiteral(R"(mmap\(.*PROT_WRITE.*MAP_SHARED.*<(/[^>]*)>)"));
    QFile file(trace);
    QStringList found;
    if (!file.open(QIODevice::ReadOnly))
        return {QStringLiteral("no trace")};
    while (!file.atEnd()) {
        const QString line = QString::fromLatin1(file.readLine());
        for (const QRegularExpression& pattern : {write, shared}) {
            const auto match = pattern.match(line);
            if (match.hasMatch() && !match.captured(1).startsWith(QStringLiteral("/dev/")))
                found += line.left(200);
        }
    }
    return found;
}

} // namespace

class LivePaperTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anIppPrinterGetsThePdf()
    {
        const Printer printer({QStringLiteral("-f"), QStringLiteral("application/pdf,image/pwg-raster")});
        if (!printer.ready())
            QSKIP("ippeveprinter (Debian cups-ipp-utils) is missing or has no Avahi: IPP IS NOT TESTED");
        const auto printed = LivePaper(printer.address()).print(sheet());
        QVERIFY2(printed.has_value(), printed ? "" : printed.error().message.c_str());
        const auto texts = readQrFile(printer.printed(QStringLiteral(".pdf")), paper::holdsShare);
        QVERIFY2(texts.has_value(), texts ? "" : texts.error().message.c_str());
        QCOMPARE(fingerprintOf(paper::agreedShare(*texts).value()), fingerprintOf(test::sampleMnemonic(1)));
    }

    void aDriverlessPrinterGetsTheRaster()
    {
        const Printer printer({QStringLiteral("-f"), QStringLiteral("image/pwg-raster")});
        if (!printer.ready())
            QSKIP("ippeveprinter (Debian cups-ipp-utils) is missing or has no Avahi: IPP IS NOT TESTED");
        const auto printed = LivePaper(printer.address()).print(sheet());
        QVERIFY2(printed.has_value(), printed ? "" : printed.error().message.c_str());
        const auto texts =
            readQrImage(rasterPage(printer.printed(QStringLiteral(".pwg"))), paper::holdsShare);
        QVERIFY2(texts.has_value(), texts ? "" : texts.error().message.c_str());
        QCOMPARE(fingerprintOf(paper::agreedShare(*texts).value()), fingerprintOf(test::sampleMnemonic(1)));
    }

    void whatIsNoPrinterIsRefused()
    {
        const std::string closed = "ipp://localhost:" + std::to_string(freePort()) + "/ipp/print";
        QCOMPARE(LivePaper(closed).print(sheet()).error().code, ErrorCode::PrinterUnreachable);
        for (const char* address : {"", "lp", "http://localhost/", "ipp://", "file:///tmp/share.pdf"})
            QCOMPARE(LivePaper(address).print(sheet()).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(LivePaper("/etc/hostname").print(sheet()).error().code, ErrorCode::InvalidArgument);
    }

    // This executable prints as a child under strace. `how` "file" shows that the test can fail.
    void nothingIsWrittenToAFile_data()
    {
        QTest::addColumn<QString>("how");
        for (const char* how : {"pdf", "raster", "device", "file"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }

    void nothingIsWrittenToAFile()
    {
        QFETCH(QString, how);
        const QString strace = QStandardPaths::findExecutable(QStringLiteral("strace"));
        const Printer printer({QStringLiteral("-f"), how == QLatin1String("raster")
                                                         ? QStringLiteral("image/pwg-raster")
                                                         : QStringLiteral("application/pdf")});
        const bool byIpp = how == QLatin1String("pdf") || how == QLatin1String("raster");
        if (strace.isEmpty() || (byIpp && !printer.ready()))
            QSKIP("strace or ippeveprinter (with Avahi) is missing: THE DISK IS NOT WATCHED");
        QTemporaryDir folder;
        const QString trace = folder.filePath(QStringLiteral("trace"));
        QString target = QString::fromStdString(printer.address());
        std::thread reader;
        if (how == QLatin1String("device")) {
            target = folder.filePath(QStringLiteral("lp0"));
            QCOMPARE(::mkfifo(QFile::encodeName(target).constData(), 0600), 0);
            reader = std::thread([path = QFile::encodeName(target)] {
                const int fifo = ::open(path.constData(), O_RDONLY);
                char piece[4096];
                while (::read(fifo, piece, sizeof piece) > 0) {
                }
                ::close(fifo);
            });
        } else if (how == QLatin1String("file")) {
            target = folder.filePath(QStringLiteral("share.pdf"));
        }
        QProcess child;
        child.start(strace, {QStringLiteral("-f"), QStringLiteral("-y"), QStringLiteral("-s"),
                             QStringLiteral("16"), QStringLiteral("-o"), trace,
                             QCoreApplication::applicationFilePath(), QStringLiteral("--print"), target});
        QVERIFY(child.waitForFinished(120000));
        if (reader.joinable())
            reader.join();
        QCOMPARE(child.exitCode(), 0);
        const QStringList writes = fileWrites(trace);
        if (how == QLatin1String("file"))
            QVERIFY(!writes.filter(QStringLiteral("share.pdf")).isEmpty());
        else if (how == QLatin1String("device"))
            QVERIFY2(writes.filter(QRegularExpression(QStringLiteral("^(?!.*lp0>).*$"))).isEmpty(),
                     qPrintable(writes.join(u'\n')));
        else
            QVERIFY2(writes.isEmpty(), qPrintable(writes.join(u'\n')));
    }
};

int main(int argc, char** argv)
{
    if (const auto ready = prepareSecureMemory(); !ready)
        qFatal("%s", ready.error().message.c_str());
    const QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--print")) {
        const QString target = arguments.value(2);
        if (target.endsWith(QLatin1String(".pdf")))
            return writePdf(target, toPdf(sheet()).value()) ? 0 : 1;
        return LivePaper(target.toStdString()).print(sheet()) ? 0 : 1;
    }
    LivePaperTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "live_paper_test.moc"
