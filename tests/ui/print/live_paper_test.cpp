// A live sheet printed for real: by IPP to ippeveprinter (Debian cups-ipp-utils), to a FIFO in place of the
// device, and both under strace, to see that nothing of it is written to any file. And printers that fail.
#include "core/paper/sheet_reading.h"
#include "tests/core/paper/samples.h"
#include "tests/test_main.h"
#include "tests/ui/print/test_printer.h"
#include "ui/print/image_file.h"
#include "ui/print/ipp_job.h"
#include "ui/print/live_paper.h"
#include "ui/print/painter.h"
#include "ui/print/pdf_file.h"

#include <QProcess>
#include <QTemporaryDir>
#include <cups/raster.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace keyrite;
using keyrite::test::TestPrinter;
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
        const TestPrinter printer("application/pdf,image/pwg-raster");
        if (!printer.ready())
            QSKIP(TestPrinter::kMissing);
        const auto printed = LivePaper(printer.address()).print(sheet());
        QVERIFY2(printed.has_value(), printed ? "" : printed.error().message.c_str());
        const auto texts = readQrFile(printer.printed(".pdf"), paper::holdsShare);
        QVERIFY2(texts.has_value(), texts ? "" : texts.error().message.c_str());
        QCOMPARE(fingerprintOf(paper::agreedShare(*texts).value()), fingerprintOf(test::sampleMnemonic(1)));
    }

    void aDriverlessPrinterGetsTheRaster()
    {
        const TestPrinter printer("image/pwg-raster");
        if (!printer.ready())
            QSKIP(TestPrinter::kMissing);
        const auto printed = LivePaper(printer.address()).print(sheet());
        QVERIFY2(printed.has_value(), printed ? "" : printed.error().message.c_str());
        const auto texts = readQrImage(rasterPage(printer.printed(".pwg")), paper::holdsShare);
        QVERIFY2(texts.has_value(), texts ? "" : texts.error().message.c_str());
        QCOMPARE(fingerprintOf(paper::agreedShare(*texts).value()), fingerprintOf(test::sampleMnemonic(1)));
    }

    void whatIsNoPrinterIsRefused()
    {
        const std::string closed =
            "ipp://localhost:" + std::to_string(TestPrinter::freePort()) + "/ipp/print";
        QCOMPARE(LivePaper(closed).print(sheet()).error().code, ErrorCode::PrinterUnreachable);
        for (const char* address : {"", "lp", "http://localhost/", "ipp://", "file:///tmp/share.pdf"})
            QCOMPARE(LivePaper(address).print(sheet()).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(LivePaper("/etc/hostname").print(sheet()).error().code, ErrorCode::InvalidArgument);
    }

    void aPrinterThatStopsInMidPageIsSaid_data()
    {
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("out of paper")
            << QByteArray("media-needed") << QByteArray("The printer asks for paper.");
        QTest::newRow("jam") << QByteArray("media-jam") << QByteArray("Paper is stuck in the printer.");
        QTest::newRow("open") << QByteArray("cover-open") << QByteArray("A cover of the printer is open.");
    }

    // The job is called back, so that nothing comes out later; until the printer is put right nothing more is
    // sent, and then only when it is asked for.
    void aPrinterThatStopsInMidPageIsSaid()
    {
        QFETCH(QByteArray, reason);
        QFETCH(QByteArray, sentence);
        const TestPrinter printer("application/pdf", "echo 'STATE: +" + reason + "' >&2; sleep 2");
        if (!printer.ready())
            QSKIP(TestPrinter::kMissing);
        const auto stopped = LivePaper(printer.address()).print(sheet());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::PrinterStopped);
        QCOMPARE(QByteArray::fromStdString(stopped.error().message),
                 sentence + " The job was cancelled. Look at what came out.");
        QTRY_COMPARE(printer.jobStates(), std::vector<int>{IPP_JSTATE_CANCELED});
        const auto refused = LivePaper(printer.address()).print(sheet());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::PrinterNotReady);
        QCOMPARE(QByteArray::fromStdString(refused.error().message), sentence + " Nothing was sent to it.");
        QCOMPARE(printer.jobStates().size(), 1U);
    }

    void aPrinterThatGivesTheJobUpIsSaid()
    {
        const TestPrinter printer("application/pdf", "exit 1");
        if (!printer.ready())
            QSKIP(TestPrinter::kMissing);
        const auto stopped = LivePaper(printer.address()).print(sheet());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::PrinterStopped);
        QCOMPARE(printer.jobStates().size(), 1U);
    }

    void aPrinterThatGoesOfflineInMidPageIsSaid_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("switched off") << SIGKILL;
        QTest::newRow("hangs") << SIGSTOP;
    }

    // What is in the printer then cannot be called back: the person is told, and what to do.
    void aPrinterThatGoesOfflineInMidPageIsSaid()
    {
        QFETCH(int, signal);
        constexpr int kSilenceMs = 1000;
        TestPrinter printer("application/pdf", "sleep 5");
        if (!printer.ready())
            QSKIP(TestPrinter::kMissing);
        QByteArray pdf = toPdf(sheet()).value();
        const IppJob job{"iso_a4_210x297mm",
                         [&](const PageSink& sink) {
                             const bool sent =
                                 sink(pdf.constData(), static_cast<std::size_t>(pdf.size()) / 2);
                             printer.send(signal);
                             (void)sink(pdf.constData(), static_cast<std::size_t>(pdf.size()));
                             return sent;
                         },
                         {}};
        const auto stopped = printByIpp(printer.address(), job, kSilenceMs);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::PrinterStopped);
        QVERIFY2(stopped.error().message.ends_with(
                     "It may still print when it goes on: switch it off and on again first, and look at "
                     "what came out."),
                 stopped.error().message.c_str());
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
        const TestPrinter printer(how == QLatin1String("raster") ? "image/pwg-raster" : "application/pdf");
        const bool byIpp = how == QLatin1String("pdf") || how == QLatin1String("raster");
        if (strace.isEmpty() || (byIpp && !printer.ready()))
            QSKIP("SKIPPED: strace, ippeveprinter or dbus-daemon is missing. THE DISK IS NOT WATCHED.");
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
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LSAN_OPTIONS"),
                           QStringLiteral("detect_leaks=0")); // not under ptrace
        child.setProcessEnvironment(environment);
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
