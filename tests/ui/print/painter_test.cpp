#include "core/paper/advance_widths.h"
#include "core/slip39/words.h"
#include "tests/core/paper/samples.h"
#include "tests/test_main.h"
#include "ui/print/glyphs.h"
#include "ui/print/painter.h"

#include <QProcess>
#include <QRawFont>
#include <QStandardPaths>

using namespace keyrite;
using namespace keyrite::paper;
using namespace keyrite::ui;

#define NEEDS_FONTS()                                                                                        \
    if (!missingFontPackages().isEmpty())                                                                    \
    QSKIP("SKIPPED: fonts-inter or fonts-jetbrains-mono is not installed.")

namespace {

// Advance widths of U+0020 .. U+007E in 1/1000 em, as the installed font has them.
std::vector<int> installedWidths(Face face)
{
    const QImage device(10, 10, QImage::Format_Grayscale8);
    QRawFont font = QRawFont::fromFont(fontOf({face, 10}, device));
    font.setPixelSize(1000);
    QString alphabet;
    for (char16_t c = 0x20; c <= 0x7E; ++c)
        alphabet += QChar(c);
    std::vector<int> widths;
    for (const QPointF& advance : font.advancesForGlyphIndexes(font.glyphIndexesForString(alphabet)))
        widths.push_back(qRound(advance.x()));
    return widths;
}

template <typename Table>
int largestDifference(const Table& table, const std::vector<int>& widths)
{
    int largest = 0;
    for (std::size_t i = 0; i < widths.size(); ++i)
        largest = std::max(largest, std::abs(int(table.at(i)) - widths[i]));
    return largest;
}

QString extractedText(const QByteArray& pdf)
{
    QProcess process;
    process.start(QStringLiteral("pdftotext"),
                  {QStringLiteral("-layout"), QStringLiteral("-"), QStringLiteral("-")});
    process.write(pdf);
    process.closeWriteChannel();
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput());
}

} // namespace

class PainterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The layout's table against the fonts that pages are painted with.
    void theWidthsAreThoseOfTheFonts()
    {
        NEEDS_FONTS();
        QVERIFY(largestDifference(kInterRegular, installedWidths(Face::Text)) <= 1);
        QVERIFY(largestDifference(kInterSemiBold, installedWidths(Face::Strong)) <= 1);
        std::array<std::uint16_t, 95> mono{};
        mono.fill(kMonoAdvance);
        QVERIFY(largestDifference(mono, installedWidths(Face::Mono)) <= 1);
        QVERIFY(largestDifference(mono, installedWidths(Face::MonoStrong)) <= 1);
    }

    // The glyphs of the words map back to their letters, each beside its number.
    void theNumberedWordsAreOnTheSheet()
    {
        NEEDS_FONTS();
        if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty())
            QSKIP("SKIPPED: poppler-utils is not installed.");
        for (const PaperSize size : {PaperSize::A4, PaperSize::Letter}) {
            const slip39::Mnemonic mnemonic = test::sampleMnemonic(1);
            const auto document = shareSheet(test::sampleSheet(size, Mode::Live), mnemonic);
            const QString text = extractedText(toPdf(*document).value());
            for (std::size_t i = 0; i < mnemonic.size(); ++i) {
                const QString pattern =
                    QStringLiteral("(^|\\s)%1\\s+%2(\\s|$)")
                        .arg(i + 1)
                        .arg(QString::fromStdString(std::string(slip39::word(mnemonic[i]))));
                QVERIFY2(QRegularExpression(pattern).match(text).hasMatch(), qPrintable(pattern));
            }
        }
    }

    // "->", "==" and "--" stay what they are: a ligature in a command or a hash would be a trap.
    void monoTextHasNoLigatures()
    {
        NEEDS_FONTS();
        Document document{"t", PaperSize::A4, {}};
        Page& page = document.pages.emplace_back();
        const std::string text = "a->b == c-- != www //";
        page.items.emplace_back(Text{{20, 20, 100, 5}, text, {Face::Mono, 10}});
        QVERIFY(extractedText(toPdf(document).value()).contains(QString::fromStdString(text)));
    }

    // What Inter would replace can be searched for and copied.
    void readTextStaysWhatItIs()
    {
        NEEDS_FONTS();
        Document document{"t", PaperSize::A4, {}};
        Page& page = document.pages.emplace_back();
        const std::string text = "KC-2026-0001, +41 44 0x12 -> (AM) 10:15 Z\u00fcrich Tell AVATAR";
        page.items.emplace_back(Text{{20, 20, 170, 5}, text, {Face::Text, 10}});
        page.items.emplace_back(Text{{20, 30, 170, 5}, text, {Face::Strong, 10}});
        const QString extracted = extractedText(toPdf(document).value());
        QCOMPARE(extracted.count(QString::fromStdString(text)), 2);
    }

    void textThatIsTooWideIsNarrowed()
    {
        Page page;
        page.items.emplace_back(Text{{20, 20, 30, 5}, std::string(200, 'W'), {Face::Text, 10}});
        page.items.emplace_back(Text{{20, 30, 30, 5}, std::string(200, 'W'), {Face::Mono, 10}});
        const QImage image = toImage(page, sizeOf(PaperSize::A4), 100);
        const int right = qRound(51 / 25.4 * 100);
        for (int y = 0; y < image.height(); ++y)
            for (int x = right; x < image.width(); ++x)
                QCOMPARE(image.pixelColor(x, y), QColor(Qt::white));
    }

    void aCodeIsPaintedToTheModule()
    {
        Page page;
        page.watermark = "PRACTICE"; // stays below the quiet zone
        const QrMatrix matrix = qr("PAINTED", Ecc::High).value();
        const double side = matrix.size() * 2.54; // ten pixels a module at 100 dpi
        page.items.emplace_back(Qr{{50.8, 101.6, side, side}, qr("PAINTED", Ecc::High).value()});
        const QImage image = toImage(page, sizeOf(PaperSize::A4), 100);
        for (int y = -kQuietModules; y < matrix.size() + kQuietModules; ++y)
            for (int x = -kQuietModules; x < matrix.size() + kQuietModules; ++x) {
                const bool inside = x >= 0 && y >= 0 && x < matrix.size() && y < matrix.size();
                const bool dark = inside && matrix.dark(x, y);
                QCOMPARE(qGray(image.pixel(200 + x * 10 + 5, 400 + y * 10 + 5)), dark ? 0 : 255);
            }
    }

    void previewsHaveTheirSize()
    {
        const auto document =
            shareSheet(test::sampleSheet(PaperSize::Letter, Mode::Live), test::sampleMnemonic(2));
        const QImage image = toImage(document->pages.front(), sizeOf(PaperSize::Letter), 100);
        QCOMPARE(image.size(), QSize(850, 1100));
    }

    void nothingIsNoPdf() { QCOMPARE(toPdf(Document{}).error().code, ErrorCode::Internal); }

    void wipingLeavesNothing()
    {
        QByteArray bytes("secret");
        wipeBytes(bytes);
        QVERIFY(bytes.isEmpty());
        QImage image(10, 10, QImage::Format_Grayscale8);
        wipeImage(image);
        QVERIFY(image.isNull());
        wipeImage(image);
    }
};

KEYRITE_GUI_TEST_MAIN(PainterTest)
#include "painter_test.moc"
