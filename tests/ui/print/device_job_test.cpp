#include "tests/test_main.h"
#include "ui/print/device_job.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace keyrite;
using namespace keyrite::ui;

namespace {

constexpr int kShortMs = 50;

QByteArray pagesOf(qsizetype size)
{
    QByteArray pages(size, 'p');
    pages.append("%%EOF");
    return pages;
}

} // namespace

class DeviceJobTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_folder.isValid());
        m_fifo = m_folder.filePath(QStringLiteral("printer%1").arg(m_number++)).toStdString();
        QCOMPARE(::mkfifo(m_fifo.c_str(), 0600), 0);
    }

    void allBytesReachTheDevice()
    {
        const QByteArray pages = pagesOf(1 << 20);
        QByteArray received;
        const int reader = ::open(m_fifo.c_str(), O_RDONLY | O_NONBLOCK);
        ::fcntl(reader, F_SETFL, 0);
        std::thread printer([&] {
            pollfd begun{reader, POLLIN, 0}; // before somebody writes, a FIFO reads as ended
            ::poll(&begun, 1, 30000);
            char piece[4096];
            for (ssize_t got = 0; (got = ::read(reader, piece, sizeof piece)) > 0;)
                received.append(piece, got);
        });
        const auto printed = printToDevice(m_fifo, pages);
        printer.join();
        ::close(reader);
        QVERIFY(printed.has_value());
        QCOMPARE(received, pages);
    }

    void aPrinterThatIsOffTakesNothing()
    {
        // A FIFO that nobody reads is a printer that is switched off.
        QCOMPARE(printToDevice(m_fifo, pagesOf(10)).error().code, ErrorCode::PrinterUnreachable);
        QCOMPARE(printToDevice(m_fifo + "-gone", pagesOf(10)).error().code, ErrorCode::PrinterUnreachable);
    }

    void aPrinterThatStopsInMidPageIsSaid()
    {
        const int reader = ::open(m_fifo.c_str(), O_RDONLY | O_NONBLOCK);
        const auto printed = printToDevice(m_fifo, pagesOf(1 << 20), kShortMs);
        QCOMPARE(printed.error().code, ErrorCode::PrinterStopped);
        QVERIFY(printed.error().message.find("in the middle of the page") != std::string::npos);
        // Full from the start: nothing of the second job was taken.
        QCOMPARE(printToDevice(m_fifo, pagesOf(10), kShortMs).error().code, ErrorCode::PrinterNotReady);
        ::close(reader);
    }

    void aCableThatIsPulledIsSaid()
    {
        const int reader = ::open(m_fifo.c_str(), O_RDONLY | O_NONBLOCK);
        std::thread printer([&] {
            char piece[4096];
            pollfdUntilReadable(reader);
            (void)!::read(reader, piece, sizeof piece);
            ::close(reader);
        });
        const auto printed = printToDevice(m_fifo, pagesOf(1 << 22));
        printer.join();
        QCOMPARE(printed.error().code, ErrorCode::PrinterStopped);
    }

    void aFileIsNoPrinter()
    {
        const QString path = m_folder.filePath(QStringLiteral("share.pdf"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(printToDevice(path.toStdString(), pagesOf(10)).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(file.size(), 0);
        QCOMPARE(printToDevice(m_folder.path().toStdString(), pagesOf(10)).error().code,
                 ErrorCode::InvalidArgument);
    }

private:
    static void pollfdUntilReadable(int descriptor)
    {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(descriptor, &set);
        ::select(descriptor + 1, &set, nullptr, nullptr, nullptr);
    }

    QTemporaryDir m_folder;
    std::string m_fifo;
    int m_number = 0;
};

KEYRITE_TEST_MAIN(DeviceJobTest)
#include "device_job_test.moc"
