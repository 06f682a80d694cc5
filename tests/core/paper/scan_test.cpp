#include "core/paper/pixels.h"
#include "core/paper/qr.h"
#include "core/paper/scan.h"
#include "tests/test_main.h"

#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::paper;

namespace {

constexpr int kScale = 6;

// Two symbols side by side on one page.
Pixels pageWith(const std::vector<std::string>& texts)
{
    constexpr int kCell = 400;
    Pixels page(kCell * static_cast<int>(texts.size()), kCell);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const QrMatrix matrix = qr(texts[i], Ecc::High).value();
        for (int y = 0; y < matrix.size() * kScale; ++y)
            for (int x = 0; x < matrix.size() * kScale; ++x)
                if (matrix.dark(x / kScale, y / kScale))
                    page.row(y + 40)[x + 40 + kCell * static_cast<int>(i)] = 0;
    }
    return page;
}

Enough atLeast(std::size_t count)
{
    return [count](const std::vector<SecretBytes>& texts) { return texts.size() >= count; };
}

std::vector<std::string> sorted(const std::vector<SecretBytes>& texts)
{
    std::vector<std::string> all;
    for (const SecretBytes& text : texts)
        all.emplace_back(text.text());
    std::sort(all.begin(), all.end());
    return all;
}

// Black and white specks on one pixel in `every`.
void addSpecks(Pixels& image, unsigned every)
{
    unsigned state = 12345;
    const GrayImage view = image.view();
    for (int y = 0; y < view.height; ++y)
        for (int x = 0; x < view.width; ++x) {
            state = state * 1664525U + 1013904223U;
            if ((state >> 8U) % every == 0)
                image.row(y)[x] = (state >> 30U) % 2 == 0 ? 0 : 255;
        }
}

} // namespace

class ScanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allCodesOfAPageOnceEach()
    {
        const Pixels page = pageWith({"FIRST", "SECOND", "FIRST"});
        const auto texts = readQrCodes(page.view(), atLeast(2));
        QCOMPARE(sorted(texts.value()), (std::vector<std::string>{"FIRST", "SECOND"}));
    }

    void theFirstRungIsEnoughForACleanPage()
    {
        int asked = 0;
        const Pixels page = pageWith({"FIRST"});
        QVERIFY(readQrCodes(page.view(), [&](const auto& texts) {
            ++asked;
            return texts.size() == 1;
        }));
        QCOMPARE(asked, 1);
    }

    // Whoever is never satisfied gets what there is, after every rung.
    void theWholeLadderIsClimbed()
    {
        int asked = 0;
        const Pixels page = pageWith({"FIRST"});
        const auto texts = readQrCodes(page.view(), [&](const auto&) {
            ++asked;
            return false;
        });
        QCOMPARE(sorted(texts.value()), std::vector<std::string>{"FIRST"});
        QCOMPARE(asked, 20);
    }

    void turnedPages_data()
    {
        QTest::addColumn<double>("degrees");
        for (const double degrees : {5.0, 15.0, 37.0, 45.0, 90.0, 180.0, 270.0})
            QTest::newRow(std::to_string(degrees).c_str()) << degrees;
    }

    void turnedPages()
    {
        QFETCH(double, degrees);
        const Pixels page = turned(pageWith({"FIRST", "SECOND"}).view(), degrees);
        QCOMPARE(sorted(readQrCodes(page.view(), atLeast(2)).value()),
                 (std::vector<std::string>{"FIRST", "SECOND"}));
    }

    // Specks that the first rung cannot see through are taken away by the median.
    void theLadderIsWorthItsRungs()
    {
        Pixels page = pageWith({"SPECKLED PAGE OF A SCANNER WITH DUST"});
        addSpecks(page, 4);
        int asked = 0;
        const auto texts = readQrCodes(page.view(), [&](const auto& found) {
            ++asked;
            return !found.empty();
        });
        QCOMPARE(sorted(texts.value()), std::vector<std::string>{"SPECKLED PAGE OF A SCANNER WITH DUST"});
        QVERIFY(asked > 1);
    }

    void rowsMayBeApart()
    {
        const Pixels page = pageWith({"FIRST", "SECOND"});
        GrayImage left = page.view();
        left.width /= 2;
        QCOMPARE(sorted(readQrCodes(left, atLeast(1)).value()), std::vector<std::string>{"FIRST"});
    }

    void emptyAndOversizedImagesAreRefused()
    {
        const std::uint8_t pixel = 255;
        const auto code = [&](const GrayImage& image) { return readQrCodes(image, atLeast(1)).error().code; };
        QCOMPARE(code({0, 0, 0, &pixel}), ErrorCode::ImageUnreadable);
        QCOMPARE(code({-1, 5, 5, &pixel}), ErrorCode::ImageUnreadable);
        QCOMPARE(code({1, 1, 1, nullptr}), ErrorCode::ImageUnreadable);
        QCOMPARE(code({2, 1, 1, &pixel}), ErrorCode::ImageUnreadable);
        QCOMPARE(code({20000, 20000, 20000, &pixel}), ErrorCode::ImageUnreadable);
        QCOMPARE(code({1, 1, 1, &pixel}), ErrorCode::NoQrFound);
    }

    // A page of many large codes: the memory for secrets is not exhausted, and what is taken is right.
    void aPageFullOfCodesIsBounded()
    {
        constexpr int kSide = 4;
        constexpr int kCell = 33 * 2 + 16;
        Pixels page(kSide * kCell, kSide * kCell);
        for (int cell = 0; cell < kSide * kSide; ++cell) {
            const QrMatrix matrix = qr("BOMB " + std::to_string(cell), Ecc::High).value();
            for (int y = 0; y < matrix.size() * 2; ++y)
                for (int x = 0; x < matrix.size() * 2; ++x)
                    if (matrix.dark(x / 2, y / 2))
                        page.row(8 + y + cell / kSide * kCell)[8 + x + cell % kSide * kCell] = 0;
        }
        const auto texts = readQrCodes(page.view(), atLeast(1));
        QVERIFY(texts.has_value());
        QVERIFY(texts->size() <= 128);
        for (const SecretBytes& text : *texts)
            QVERIFY(text.text().starts_with("BOMB "));
    }

    void paperWithoutACode()
    {
        Pixels page(300, 300);
        QCOMPARE(readQrCodes(page.view(), atLeast(1)).error().code, ErrorCode::NoQrFound);
        addSpecks(page, 2);
        QCOMPARE(readQrCodes(page.view(), atLeast(1)).error().code, ErrorCode::NoQrFound);
    }

    // The median against its definition.
    void medianIsTheMiddleOfNine()
    {
        QVERIFY(rc::check([] {
            Pixels image(3, 3);
            std::vector<std::uint8_t> all;
            for (int y = 0; y < 3; ++y)
                for (int x = 0; x < 3; ++x)
                    all.push_back(image.row(y)[x] = *rc::gen::arbitrary<std::uint8_t>());
            std::sort(all.begin(), all.end());
            RC_ASSERT(median3x3(image.view()).row(1)[1] == all[4]);
        }));
    }

    // Ink closes a gap that is thinner than the square, and grows by half the square.
    void thickenedInkClosesGaps()
    {
        Pixels image(9, 9);
        for (int y = 0; y < 9; ++y)
            image.row(y)[2] = image.row(y)[4] = 7;
        image.row(4)[2] = 255;
        const Pixels thick = thickened(image.view(), 3);
        for (int y = 0; y < 9; ++y)
            for (int x = 0; x < 9; ++x)
                QCOMPARE(int(thick.view().pixels[9 * y + x]), x >= 1 && x <= 5 ? 7 : 255);
        QCOMPARE(int(thickened(image.view(), 5).view().pixels[0]), 7);
    }

    void thresholdedIsBlackBelowTheLevel()
    {
        Pixels image(3, 1);
        image.row(0)[0] = 59;
        image.row(0)[1] = 60;
        const Pixels result = thresholded(image.view(), 60);
        QCOMPARE(int(result.view().pixels[0]), 0);
        QCOMPARE(int(result.view().pixels[1]), 255);
        QCOMPARE(int(result.view().pixels[2]), 255);
    }
};

KEYRITE_TEST_MAIN(ScanTest)
#include "scan_test.moc"
