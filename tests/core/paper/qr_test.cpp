#include "core/paper/pixels.h"
#include "core/paper/qr.h"
#include "core/paper/scan.h"
#include "tests/test_main.h"

#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::paper;

namespace {

// The symbol with its quiet zone, `scale` pixels a module.
Pixels drawn(const QrMatrix& matrix, int scale)
{
    const int side = (matrix.size() + 2 * kQuietModules) * scale;
    Pixels image(side, side);
    for (int y = 0; y < matrix.size() * scale; ++y)
        for (int x = 0; x < matrix.size() * scale; ++x)
            if (matrix.dark(x / scale, y / scale))
                image.row(y + kQuietModules * scale)[x + kQuietModules * scale] = 0;
    return image;
}

std::string readBack(const QrMatrix& matrix)
{
    const auto texts = readQrCodes(drawn(matrix, 4).view(), [](const auto& found) { return !found.empty(); });
    return texts && texts->size() == 1 ? std::string(texts->front().text()) : std::string();
}

Ecc anyEcc()
{
    return *rc::gen::element(Ecc::Low, Ecc::Medium, Ecc::Quartile, Ecc::High);
}

} // namespace

class QrTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // SOURCE: ISO/IEC 18004, table 7: capacities in alphanumeric characters, and one more does not fit.
    void capacities_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<int>("ecc");
        QTest::addColumn<int>("characters");
        QTest::newRow("1-L") << 1 << int(Ecc::Low) << 25;
        QTest::newRow("6-H") << 6 << int(Ecc::High) << 84;
        QTest::newRow("12-H") << 12 << int(Ecc::High) << 227;
        QTest::newRow("12-Q") << 12 << int(Ecc::Quartile) << 296;
        QTest::newRow("14-M") << 14 << int(Ecc::Medium) << 528;
        QTest::newRow("21-M") << 21 << int(Ecc::Medium) << 1035;
        QTest::newRow("40-L") << 40 << int(Ecc::Low) << 4296;
    }

    void capacities()
    {
        QFETCH(int, version);
        QFETCH(int, ecc);
        QFETCH(int, characters);
        const std::string text(static_cast<std::size_t>(characters), 'A');
        QCOMPARE(qr(text, Ecc(ecc), version)->size(), modulesOf(version));
        QCOMPARE(qr(text + "A", Ecc(ecc), version).error().code, ErrorCode::InvalidArgument);
    }

    void nothingIsNoSymbol()
    {
        QCOMPARE(qr("", Ecc::Low).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(qr("A", Ecc::Low, 0).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(qr(std::string(8000, 'A'), Ecc::Low).error().code, ErrorCode::InvalidArgument);
    }

    // One symbol for each mode, read by the library that did not write it.
    void readBackIsIdentity()
    {
        QVERIFY(rc::check([] {
            const std::string alphabet =
                *rc::gen::element<std::string>("ABC0189 $%*+-./:", "abc {}\"\\~=", "0123");
            const auto text =
                *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(alphabet)));
            RC_ASSERT(readBack(qr(text, anyEcc()).value()) == text);
        }));
    }

    void utf8IsKept()
    {
        const std::string text = "\u2014 custody.example.com/Z\u00fcrich";
        QCOMPARE(readBack(qr(text, Ecc::Medium).value()), text);
    }
};

KEYRITE_TEST_MAIN(QrTest)
#include "qr_test.moc"
