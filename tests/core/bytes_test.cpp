#include "core/bytes.h"
#include "core/clock.h"
#include "tests/test_main.h"

#include <rapidcheck.h>

using namespace keyrite;

class BytesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // SOURCE: RFC 4648, section 10.
    void rfc4648Vectors()
    {
        QCOMPARE(toBase32(asBytes("foobar"), true), std::string("MZXW6YTBOI======"));
        QCOMPARE(toBase32(asBytes("fooba"), false), std::string("MZXW6YTB"));
        QCOMPARE(toBase64(asBytes("fooba")), std::string("Zm9vYmE="));
        QCOMPARE(toBase64(asBytes("")), std::string());
        QCOMPARE(toHex(asBytes("foobar")), std::string("666f6f626172"));
        QVERIFY(fromBase32("MZXW6YTBOI======").value() == toBytes("foobar"));
        QVERIFY(fromBase32("MZXW6YTBOI").value() == toBytes("foobar"));
    }

    void tamperedTextsAreRefused()
    {
        for (const char* text : {"MZXW6YTBOJ", "MZXW6YTBOI=", "mzxw6ytboi", "MZXW6YTB1I", "M"})
            QCOMPARE(fromBase32(text).error().code, ErrorCode::BadEncoding);
        for (const char* text : {"Zm9vYmF=", "Zm9vYmE", "Zm9v YmE=", "Zm9vYmE===="})
            QCOMPARE(fromBase64(text).error().code, ErrorCode::BadEncoding);
        for (const char* text : {"abc", "0g", " 00"})
            QCOMPARE(fromHex(text).error().code, ErrorCode::BadEncoding);
    }

    void decodeOfEncodeIsIdentity()
    {
        QVERIFY(rc::check([](const Bytes& bytes) {
            RC_ASSERT(fromHex(toHex(bytes)).value() == bytes);
            RC_ASSERT(fromBase32(toBase32(bytes, true)).value() == bytes);
            RC_ASSERT(fromBase32(toBase32(bytes, false)).value() == bytes);
            RC_ASSERT(fromBase64(toBase64(bytes)).value() == bytes);
        }));
    }

    // SOURCE: the check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
    void crc32CheckValue() { QCOMPARE(crc32(asBytes("123456789")), 0xCBF43926U); }

    void groupsReadAloud() { QCOMPARE(toHexGroups(Bytes{0x3b, 0x9f, 0x10, 0xc4}), std::string("3b9f 10c4")); }

    void timesHaveOneForm()
    {
        const std::string text = "2026-11-22T10:15:30.123Z";
        QCOMPARE(toIsoTime(fromIsoTime(text).value()), text);
        for (const char* wrong :
             {"2026-11-22T10:15:30Z", "2026-13-22T10:15:30.123Z", "2026-02-30T10:15:30.123Z",
              "2026-11-22T24:15:30.123Z", "2026-11-22 10:15:30.123Z", ""})
            QVERIFY(!fromIsoTime(wrong));
    }
};

KEYRITE_TEST_MAIN(BytesTest)
#include "bytes_test.moc"
