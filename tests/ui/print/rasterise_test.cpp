#include "tests/core/paper/samples.h"
#include "tests/test_main.h"
#include "ui/print/painter.h"
#include "ui/print/rasterise.h"

#include <QTemporaryDir>

using namespace keyrite;
using namespace keyrite::paper;
using namespace keyrite::ui;

namespace {

QByteArray samplePdf()
{
    return toPdf(startHere(test::sampleStartHere(PaperSize::A4, "2of3"))).value();
}

// One empty page of any size, in points.
QByteArray pdfOfSize(const char* points)
{
    return QByteArray("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
                      "/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 ") +
           points + "]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
}

ErrorCode errorOf(const QByteArray& pdf, int timeoutMs = 60000)
{
    const auto pages = rasterisePdf(pdf, kScanDpi, timeoutMs);
    return pages ? ErrorCode::Cancelled : pages.error().code;
}

} // namespace

class RasteriseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resolutionIsInDotsPerInch()
    {
        const QByteArray pdf = samplePdf();
        QCOMPARE(rasterisePdf(pdf, 100)->front().size(), QSize(827, 1170));
        QCOMPARE(rasterisePdf(pdf, 300)->front().size(), QSize(2480, 3509));
        QCOMPARE(rasterisePdf(pdfOfSize("72 72"), 100)->front().size(), QSize(100, 100));
    }

    void truncatedFilesAreRefused()
    {
        const QByteArray pdf = samplePdf();
        for (const double part : {0.0, 0.001, 0.1, 0.5, 0.9, 0.99})
            QCOMPARE(errorOf(pdf.left(qsizetype(part * double(pdf.size())))), ErrorCode::ImageUnreadable);
        QCOMPARE(errorOf(pdf.chopped(7)), ErrorCode::ImageUnreadable);
        QVERIFY(rasterisePdf(pdf, 50));
    }

    void otherFilesAreRefused()
    {
        QCOMPARE(errorOf("hello"), ErrorCode::ImageUnreadable);
        QCOMPARE(errorOf("%PDF-1.4\nnothing in here\n%%EOF\n"), ErrorCode::ImageUnreadable);
        QCOMPARE(errorOf(QByteArray("\x89PNG\r\n\x1a\n%%EOF")), ErrorCode::ImageUnreadable);
    }

    // A small file can ask for an enormous page: it costs an error and no memory of ours.
    void enormousPagesAreRefused()
    {
        QCOMPARE(errorOf(pdfOfSize("200000 200000")), ErrorCode::ImageUnreadable);
        QCOMPARE(errorOf(pdfOfSize("5400 5400")), ErrorCode::ImageUnreadable);
        QCOMPARE(errorOf(pdfOfSize("1 1")), ErrorCode::ImageUnreadable);
    }

    void whatTakesTooLongIsStopped() { QCOMPARE(errorOf(samplePdf(), 0), ErrorCode::ImageUnreadable); }

    void filesThatAreNotThere()
    {
        QCOMPARE(rasterisePdfFile(QStringLiteral("/nonexistent.pdf"), 150).error().code, ErrorCode::IoFailed);
    }

    // Nothing is written beside the file that is read.
    void noFileIsLeft()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("in.pdf"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(samplePdf());
        file.close();
        QVERIFY(rasterisePdfFile(path, 50));
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{QStringLiteral("in.pdf")});
    }
};

KEYRITE_GUI_TEST_MAIN(RasteriseTest)
#include "rasterise_test.moc"
