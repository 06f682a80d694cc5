#include "core/slip39/field.h"
#include "core/slip39/polynomial.h"
#include "tests/core/slip39/any_share.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::slip39;

namespace {

// Long multiplication, then long division by x^8 + x^4 + x^3 + x + 1.
unsigned schoolbookProduct(unsigned a, unsigned b)
{
    unsigned product = 0;
    for (unsigned bit = 0; bit < 8; ++bit)
        if ((b & (1U << bit)) != 0)
            product ^= a << bit;
    for (unsigned bit = 14; bit >= 8; --bit)
        if ((product & (1U << bit)) != 0)
            product ^= 0x11BU << (bit - 8);
    return product;
}

// A polynomial with the coefficients given, lowest first, by Horner's rule.
std::uint8_t evaluate(const Bytes& coefficients, std::uint8_t x)
{
    std::uint8_t value = 0;
    for (auto c = coefficients.rbegin(); c != coefficients.rend(); ++c)
        value = static_cast<std::uint8_t>(schoolbookProduct(value, x)) ^ *c;
    return value;
}

} // namespace

class FieldTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // SOURCE: FIPS 197, section 4.2: {57} x {83} = {c1} and {57} x {13} = {fe}.
    void standardProducts()
    {
        QCOMPARE(field::multiply(0x57, 0x83), std::uint8_t{0xC1});
        QCOMPARE(field::multiply(0x57, 0x13), std::uint8_t{0xFE});
    }

    void allProductsAreThoseOfLongMultiplication()
    {
        bool same = true;
        for (unsigned a = 0; a < 256; ++a)
            for (unsigned b = 0; b < 256; ++b)
                same = same && field::multiply(static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b)) ==
                                   schoolbookProduct(a, b);
        QVERIFY(same);
    }

    void allInverses()
    {
        QCOMPARE(field::inverse(0), std::uint8_t{0});
        for (unsigned a = 1; a < 256; ++a) {
            const auto element = static_cast<std::uint8_t>(a);
            QCOMPARE(field::multiply(element, field::inverse(element)), std::uint8_t{1});
        }
    }

    void interpolationGivesThePolynomialBack()
    {
        QVERIFY(rc::check([] {
            const Bytes coefficients = *rc::gen::resize(16, rc::gen::nonEmpty<Bytes>());
            const auto xs = *rc::gen::unique<Bytes>(coefficients.size(), rc::gen::arbitrary<std::uint8_t>());
            Bytes ys;
            for (const std::uint8_t x : xs)
                ys.push_back(evaluate(coefficients, x));
            std::vector<Point> points;
            for (std::size_t i = 0; i < xs.size(); ++i)
                points.push_back({xs[i], ByteView(ys).subspan(i, 1)});
            // Also at the x of a point itself.
            for (unsigned x = 0; x < 256; ++x) {
                std::uint8_t value = 0;
                interpolate(points, static_cast<std::uint8_t>(x), {&value, 1});
                RC_ASSERT(value == evaluate(coefficients, static_cast<std::uint8_t>(x)));
            }
        }));
    }
};

KEYRITE_TEST_MAIN(FieldTest)
#include "field_test.moc"
