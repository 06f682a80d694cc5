// Every document, on both papers, becomes a PDF, is rasterised by poppler at 150 dpi, and is read back.
#include "core/paper/share_payload.h"
#include "core/paper/sheet_reading.h"
#include "tests/core/paper/samples.h"
#include "tests/test_main.h"
#include "ui/print/image_file.h"
#include "ui/print/painter.h"
#include "ui/print/rasterise.h"

using namespace keyrite;
using namespace keyrite::paper;
using namespace keyrite::ui;

Q_DECLARE_METATYPE(keyrite::paper::PaperSize)

namespace {

std::vector<QImage> scanned(const Document& document)
{
    return rasterisePdf(toPdf(document).value(), kScanDpi).value();
}

Enough atLeast(std::size_t count)
{
    return [count](const std::vector<SecretBytes>& texts) { return texts.size() >= count; };
}

std::size_t codesOn(const Page& page)
{
    return static_cast<std::size_t>(std::count_if(page.items.begin(), page.items.end(), [](const Item& item) {
        return std::holds_alternative<Qr>(item);
    }));
}

// The image of one QR code with its quiet zone.
QImage cropped(const QImage& page, const Qr& code)
{
    const double perMm = kScanDpi / 25.4;
    const RectMm all = test::extent(code);
    return page.copy(
        QRectF(all.x * perMm, all.y * perMm, all.width * perMm, all.height * perMm).toAlignedRect());
}

// Every code of the document: from its whole page, and alone.
QStringList readEverything(const Document& document)
{
    const std::vector<QImage> images = scanned(document);
    QStringList all;
    for (std::size_t i = 0; i < images.size(); ++i) {
        const std::size_t count = codesOn(document.pages[i]);
        if (count == 0)
            continue;
        const auto whole = readQrImage(images[i], atLeast(count));
        QStringList texts;
        for (const SecretBytes& text : whole.value())
            texts << QString::fromUtf8(text.text().data(), static_cast<int>(text.size()));
        for (const Item& item : document.pages[i].items) {
            const auto* code = std::get_if<Qr>(&item);
            if (code == nullptr)
                continue;
            const auto alone = readQrImage(cropped(images[i], *code), atLeast(1));
            if (!alone || alone->size() != 1 ||
                !texts.contains(QString::fromUtf8(alone->front().text().data(), int(alone->front().size()))))
                return {QStringLiteral("a code that cannot be read alone")};
        }
        all += texts;
    }
    return all;
}

QString shareText(const SecretBytes& text)
{
    return QString::fromLatin1(text.text().data(), static_cast<int>(text.size()));
}

void addPapers()
{
    QTest::addColumn<PaperSize>("size");
    QTest::newRow("A4") << PaperSize::A4;
    QTest::newRow("Letter") << PaperSize::Letter;
}

} // namespace

class PaperRoundTripTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shareSheets_data() { addPapers(); }
    void shareSheets()
    {
        QFETCH(PaperSize, size);
        unsigned seed = 10;
        for (const Mode mode : {Mode::Practice, Mode::Live, Mode::Drill}) {
            const slip39::Mnemonic mnemonic = test::sampleMnemonic(seed++);
            QStringList texts = readEverything(shareSheet(test::sampleSheet(size, mode), mnemonic).value());
            texts.sort();
            QStringList wanted{shareText(wordsText(mnemonic)), shareText(kr1Text(mnemonic)),
                               QString::fromStdString(headText(*test::sampleSheet(size, mode).head))};
            wanted.sort();
            QCOMPARE(texts, wanted);
        }
    }

    void crowdedShareSheets_data() { addPapers(); }
    void crowdedShareSheets()
    {
        QFETCH(PaperSize, size);
        const slip39::Mnemonic mnemonic = test::sampleMnemonic(20);
        const QStringList texts = readEverything(shareSheet(test::longSheet(size), mnemonic).value());
        QCOMPARE(texts.size(), 3);
        QVERIFY(texts.contains(shareText(kr1Text(mnemonic))));
    }

    void backupDocuments_data() { addPapers(); }
    void backupDocuments()
    {
        QFETCH(PaperSize, size);
        for (const auto& types : {std::vector{hsm::KeyType::Secp256k1}, test::eightKeys()}) {
            const Backup backup = test::sampleBackup(types);
            const QStringList lines =
                readEverything(backupDocument(backup, {size, Mode::Practice, "22 Nov 2026", {}}).value());
            const auto read = parseBackup(lines.join(QLatin1Char('\n')).toStdString());
            QVERIFY2(read, read ? "" : read.error().message.c_str());
            QCOMPARE(backupText(*read).value(), backupText(backup).value());
        }
    }

    void minutes_data() { addPapers(); }
    void minutes()
    {
        QFETCH(PaperSize, size);
        const QStringList texts = readEverything(paper::minutes(test::sampleMinutes(size, 3)).value());
        QCOMPARE(texts, QStringList{QString::fromStdString(test::kSampleNote)});
    }

    // The form has the head's code alone, and nothing on it is taken for a share.
    void blankForms_data() { addPapers(); }
    void blankForms()
    {
        QFETCH(PaperSize, size);
        ShareSheet sheet = test::sampleSheet(size, Mode::Live);
        QCOMPARE(readEverything(blankShareForm(sheet, 33)),
                 QStringList{QString::fromStdString(headText(*sheet.head))});
        const auto images = scanned(blankShareForm(sheet, 33));
        const auto texts = readQrImage(images.front(), saysMoreThanHead);
        QCOMPARE(headOn(texts.value()), sheet.head);
        QCOMPARE(agreedShare(*texts).error().code, ErrorCode::PayloadNotShare);
        sheet.head.reset();
        const auto bare = rasterisePdf(toPdf(blankShareForm(sheet, 33)).value(), 75).value();
        QCOMPARE(readQrImage(bare.front(), atLeast(1)).error().code, ErrorCode::NoQrFound);
    }

    void everyPageIsThere()
    {
        const Document document = paper::minutes(test::sampleMinutes(PaperSize::A4, 8)).value();
        const auto images = scanned(document);
        QCOMPARE(images.size(), document.pages.size());
        QCOMPARE(images.front().size(), QSize(1240, 1755));
    }
};

KEYRITE_GUI_TEST_MAIN(PaperRoundTripTest)
#include "paper_round_trip_test.moc"
