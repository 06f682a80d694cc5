#include "core/paper/printed_head.h"
#include "core/paper/share_payload.h"
#include "tests/core/paper/samples.h"
#include "tests/test_main.h"
#include "ui/print/anchor_file.h"
#include "ui/print/image_file.h"
#include "ui/print/painter.h"
#include "ui/print/rasterise.h"

#include <QPainter>
#include <QTemporaryDir>
#include <QtEndian>

using namespace keyrite;
using namespace keyrite::paper;
using namespace keyrite::ui;

namespace {

bool aShareIsThere(const std::vector<SecretBytes>& texts)
{
    return std::any_of(texts.begin(), texts.end(),
                       [](const SecretBytes& text) { return parseSharePayload(text.text()).has_value(); });
}

bool anythingIsThere(const std::vector<SecretBytes>& texts)
{
    return !texts.empty();
}

// A page with one QR code of any text.
QImage pageWith(const std::string& text)
{
    Page page;
    page.items.emplace_back(Qr{{60, 60, 60, 60}, qr(text, Ecc::High).value()});
    return toImage(page, sizeOf(PaperSize::A4), kScanDpi);
}

QImage sheetImage(const slip39::Mnemonic& mnemonic)
{
    const auto sheet = shareSheet(test::sampleSheet(PaperSize::A4, Mode::Live), mnemonic);
    return toImage(sheet->pages.front(), sizeOf(PaperSize::A4), kScanDpi);
}

QByteArray bigEndian(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

// The head of a PNG that claims this size.
QByteArray pngHead(quint32 width, quint32 height)
{
    const QByteArray header =
        "IHDR" + bigEndian(width) + bigEndian(height) + QByteArray("\x08\x00\x00\x00\x00", 5);
    const std::uint32_t crc = crc32(asBytes({header.constData(), static_cast<std::size_t>(header.size())}));
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + bigEndian(13) + header + bigEndian(crc) + bigEndian(9) +
           "IDAT"; // libpng looks as far as that
}

} // namespace

class ImageFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scansOfEveryKind_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("format");
        QTest::newRow("png") << "scan.png"
                             << "png";
        QTest::newRow("jpeg") << "scan.jpg"
                              << "jpg";
        QTest::newRow("bmp") << "scan.bmp"
                             << "bmp";
        QTest::newRow("pgm") << "scan.pgm"
                             << "pgm";
        QTest::newRow("another name") << "scan.txt"
                                      << "png";
    }

    void scansOfEveryKind()
    {
        QFETCH(QString, name);
        QFETCH(QString, format);
        const slip39::Mnemonic mnemonic = test::sampleMnemonic(1);
        QVERIFY(
            sheetImage(mnemonic).convertToFormat(QImage::Format_RGB32).save(file(name), qPrintable(format)));
        const auto texts = readQrFile(file(name), aShareIsThere);
        QVERIFY(texts && aShareIsThere(*texts));
    }

    void aPdfIsReadToo()
    {
        const auto sheet = shareSheet(test::sampleSheet(PaperSize::A4, Mode::Live), test::sampleMnemonic(2));
        write("sheet.png", toPdf(*sheet).value()); // its name does not matter
        const auto texts = readQrFile(file("sheet.png"), aShareIsThere);
        QVERIFY(texts && aShareIsThere(*texts));
    }

    // The head of the log, on a sheet beside a share, and the checkpoint on the minutes; nothing else passes.
    void theHeadOnAPage()
    {
        QVERIFY(sheetImage(test::sampleMnemonic(1)).save(file("sheet.png")));
        QCOMPARE(readAnchorFile(file("sheet.png")).value(),
                 headText(*test::sampleSheet(PaperSize::A4, Mode::Live).head));
        write("minutes.pdf", toPdf(minutes(test::sampleMinutes(PaperSize::A4, 1)).value()).value());
        QCOMPARE(parseAnchor(readAnchorFile(file("minutes.pdf")).value()).value(),
                 parseAnchor(test::kSampleNote).value());
        QVERIFY(pageWith("KEYRITE-HEAD 57 NONSENSE").save(file("other.png")));
        QCOMPARE(readAnchorFile(file("other.png")).error().code, ErrorCode::NoQrFound);
        QVERIFY(!readAnchorFile(file("nothing.png")));
    }

    // The QR code may be on any page.
    void allPagesOfAPdfAreRead()
    {
        write("minutes.pdf", toPdf(minutes(test::sampleMinutes(PaperSize::A4, 1)).value()).value());
        const auto texts = readQrFile(file("minutes.pdf"), anythingIsThere);
        QCOMPARE(texts.value().front().text(), std::string_view(test::kSampleNote));
    }

    void otherCodesAreNoShare()
    {
        const auto parsed = [&](const std::string& text) {
            (void)pageWith(text).save(file("other.png"));
            const auto texts = readQrFile(file("other.png"), anythingIsThere);
            return parseSharePayload(texts.value().front().text()).error().code;
        };
        QCOMPARE(parsed("https://example.com/share?id=7"), ErrorCode::PayloadNotShare);
        QCOMPARE(parsed("KEYRITE1 1/1 AAAAAAAA"), ErrorCode::PayloadNotShare);
        const SecretBytes kr1 = kr1Text(test::sampleMnemonic(3));
        std::string tampered(kr1.text());
        tampered[20] = tampered[20] == 'A' ? 'B' : 'A';
        QCOMPARE(parsed(tampered), ErrorCode::PayloadChecksum);
    }

    void whatIsNoImageIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char* name, const QByteArray& content, const char* why) {
            QTest::newRow(name) << content << QByteArray(why);
        };
        row("zero bytes", {}, "is empty: nothing was scanned.");
        row("text", "hello", "is not an image that can be read here.");
        row("svg", "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>",
            "is not an image that can be read here.");
        row("a head alone", pngHead(100, 100), "is damaged or too large.");
        row("enormous", pngHead(60000, 60000), "has more than 100 million pixels.");
        row("larger than the limit", pngHead(100001, 1000), "has more than 100 million pixels.");
        row("200 megapixels", pngHead(20000, 10000), "has more than 100 million pixels.");
    }

    // What is wrong, with which file, and what to do.
    void whatIsNoImageIsRefused()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, why);
        write("file.png", content);
        const auto images = loadImages(file("file.png"), kScanDpi);
        QCOMPARE(images.error().code, ErrorCode::ImageUnreadable);
        QCOMPARE(QByteArray::fromStdString(images.error().message),
                 "file.png " + why + " Scan the page again as PNG, JPEG or PDF.");
        QCOMPARE(readQrFile(file("file.png"), aShareIsThere).error().message, images.error().message);
    }

    void aBrokenPdfIsRefused()
    {
        write("file.png", "%PDF-1.4\n1 0 obj");
        const auto images = loadImages(file("file.png"), kScanDpi);
        QCOMPARE(images.error().code, ErrorCode::ImageUnreadable);
        QVERIFY2(images.error().message.ends_with('.'), images.error().message.c_str());
    }

    void truncatedPicturesNeverBecomeAShare()
    {
        QVERIFY(sheetImage(test::sampleMnemonic(4)).save(file("whole.png")));
        QFile whole(file("whole.png"));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        write("cut.png", bytes.left(bytes.size() / 20));
        const auto texts = readQrFile(file("cut.png"), aShareIsThere);
        QVERIFY(!texts || !aShareIsThere(*texts));
    }

    void filesThatAreNotThere()
    {
        QCOMPARE(loadImages(file("nothing.png"), kScanDpi).error().code, ErrorCode::IoFailed);
        QCOMPARE(loadImages(m_dir.path(), kScanDpi).error().code, ErrorCode::IoFailed);
    }

private:
    QString file(const QString& name) const { return m_dir.filePath(name); }
    QString file(const char* name) const { return m_dir.filePath(QString::fromLatin1(name)); }

    void write(const char* name, const QByteArray& content)
    {
        QFile out(file(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content);
    }

    QTemporaryDir m_dir;
};

KEYRITE_GUI_TEST_MAIN(ImageFileTest)
#include "image_file_test.moc"
