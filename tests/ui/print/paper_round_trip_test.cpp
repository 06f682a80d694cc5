// Every document, on both papers, becomes a PDF, is rasterised by poppler at 150 dpi, and is read back.
#include "core/paper/share_payload.h"
#include "core/paper/sheet_reading.h"
#include "tests/core/log/sample_log.h"
#include "tests/core/paper/samples.h"
#include "tests/test_main.h"
#include "ui/print/image_file.h"
#include "ui/print/log_document.h"
#include "ui/print/painter.h"
#include "ui/print/pdf_file.h"
#include "ui/print/rasterise.h"

#include <QProcess>
#include <QTemporaryDir>

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

constexpr const char* kReportFile = "KEYRITE_TEST_REPORT"; // where a second process writes its report

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray undated(QByteArray pdf)
{
    const qsizetype at = pdf.indexOf("/CreationDate");
    return at < 0 ? QByteArray("a PDF without a date") : pdf.remove(at, pdf.indexOf('\n', at) - at);
}

// What a reader of the PDF finds, page by page.
QStringList textOfPdf(const QString& path)
{
    QProcess process;
    process.start(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), path, QStringLiteral("-")});
    process.waitForFinished();
    QStringList pages = QString::fromUtf8(process.readAllStandardOutput()).split(QChar::FormFeed);
    pages.removeLast(); // what follows the last page
    return pages;
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

    // The report of a log, as it is read on paper: every page has its number and the head, and the next
    // process makes the same bytes, but for the date.
    void logReports()
    {
        if (const QString wanted = qEnvironmentVariable(kReportFile); !wanted.isEmpty()) {
            QVERIFY(writePdf(wanted, toPdf(sampleReport(wanted)).value()));
            return;
        }
        const QTemporaryDir dir;
        const Document document = sampleReport(dir.filePath(QStringLiteral("here")));
        const std::size_t count = document.pages.size();
        QVERIFY(count > 3);
        VERIFY_PAGES(document);
        const QByteArray pdf = toPdf(document).value();
        QVERIFY(writePdf(dir.filePath(QStringLiteral("log.pdf")), pdf));
        const QStringList pages = textOfPdf(dir.filePath(QStringLiteral("log.pdf")));
        QCOMPARE(pages.size(), static_cast<qsizetype>(count));
        const std::string head = toHexGroups(ByteView(m_head).first(8));
        for (qsizetype i = 0; i < pages.size(); ++i) {
            QVERIFY(pages[i].contains(QStringLiteral("Page %1 of %2").arg(i + 1).arg(count)));
            QVERIFY(pages[i].contains(QString::fromStdString("Head " + head)));
        }
        for (const char* name : {"one.pdf", "two.pdf"}) {
            QProcess process;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.remove(QStringLiteral("QT_HASH_SEED"));
            environment.insert(QString::fromLatin1(kReportFile), dir.filePath(QString::fromLatin1(name)));
            process.setProcessEnvironment(environment);
            process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("logReports")});
            QVERIFY(process.waitForFinished());
            QCOMPARE(process.exitCode(), 0);
            QCOMPARE(undated(contentOf(dir.filePath(QString::fromLatin1(name)))), undated(pdf));
        }
    }

    void everyPageIsThere()
    {
        const Document document = paper::minutes(test::sampleMinutes(PaperSize::A4, 8)).value();
        const auto images = scanned(document);
        QCOMPARE(images.size(), document.pages.size());
        QCOMPARE(images.front().size(), QSize(1240, 1755));
    }

private:
    // Of a log of 150 entries, which is made beside `file`.
    Document sampleReport(const QString& file)
    {
        const std::filesystem::path path = (file + QStringLiteral(".keyrite")).toStdString();
        test::makeLog(path, test::AuditKey(test::kOrigin), 150, {150});
        const auto store = log::Store::openReadOnly(path).value();
        m_head = store.root();
        return logDocument(store, {.kind = "step."}).value();
    }

    crypto::Digest m_head{};
};

KEYRITE_GUI_TEST_MAIN(PaperRoundTripTest)
#include "paper_round_trip_test.moc"
