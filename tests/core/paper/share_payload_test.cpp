#include "core/paper/share_payload.h"
#include "tests/test_main.h"

#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::paper;
using slip39::Mnemonic;

namespace {

// SOURCE: official SLIP-39 vectors 1 and 44 (trezor/python-shamir-mnemonic); the KR1 texts were made from the
// format's description with Python's base64 and zlib.
struct Known
{
    std::string words;
    std::string kr1;
};

const Known kKnown[] = {
    {"duckling enlarge academic academic agency result length solution fridge kidney coal piece deal husband "
     "erode duke ajar critical decision keyboard",
     "KR1:HYJAAAAAARXRQJ2ILUPRE3U6GAOAJJHZAXFNGEPQU5ASRKA"},
    {"impulse calcium academic academic alcohol sugar lyrics pajamas column facility finance tension extend "
     "space birthday rainbow swimming purple syndrome facility trial warn duration snapshot shadow hormone "
     "rhyme public spine counter easy hawk album",
     "KR1:OLDTAAAAA23LREUBE6KDKV4IKA2LCRWU3TWK3YKD5H7CH22DZBNZXYWD2UFCIANLAZAHAVEYLM"},
};

std::string inCase(std::string text, int (*change)(int))
{
    for (char& c : text)
        c = static_cast<char>(change(static_cast<unsigned char>(c)));
    return text;
}

ErrorCode errorOf(const std::string& text)
{
    const auto parsed = parseSharePayload(text);
    return parsed ? ErrorCode::Internal : parsed.error().code;
}

bool saysTheSame(const Mnemonic& a, const Mnemonic& b)
{
    return equalSecret(a.packed().view(), b.packed().view());
}

Mnemonic anyMnemonic()
{
    const std::size_t bytes = *rc::gen::inRange<std::size_t>(8, 33) * 2;
    const std::size_t words = (bytes * 8 + 9) / 10 + 7;
    const auto indices =
        *rc::gen::container<std::vector<std::uint16_t>>(words, rc::gen::inRange<std::uint16_t>(0, 1024));
    return Mnemonic::fromIndices(indices).value();
}

} // namespace

class SharePayloadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownSharesHaveTheirTexts()
    {
        for (const Known& known : kKnown) {
            const Mnemonic mnemonic = Mnemonic::parse(known.words).value();
            QVERIFY(kr1Text(mnemonic).text() == known.kr1);
            QVERIFY(wordsText(mnemonic).text() == inCase(known.words, toupper));
            for (const std::string& text : {known.words, inCase(known.words, toupper), known.kr1,
                                            inCase(known.kr1, tolower), " \t" + known.kr1 + "\r\n"})
                QVERIFY(saysTheSame(parseSharePayload(text).value(), mnemonic));
        }
    }

    void everyWrongCharacterOfKr1IsNoticed()
    {
        const std::string good = kKnown[1].kr1;
        for (std::size_t i = 4; i < good.size(); ++i) {
            std::string bad = good;
            bad[i] = bad[i] == 'A' ? 'B' : 'A';
            const ErrorCode code = errorOf(bad);
            // The last digit has bits that belong to no byte.
            QVERIFY(code == ErrorCode::PayloadChecksum ||
                    (code == ErrorCode::BadEncoding && i + 1 == good.size()));
            bad[i] = '1';
            QCOMPARE(errorOf(bad), ErrorCode::BadEncoding);
        }
    }

    void cutAndStretchedKr1IsRefused()
    {
        const std::string good = kKnown[1].kr1;
        for (std::size_t size = 4; size < good.size(); ++size) {
            const ErrorCode code = errorOf(good.substr(0, size));
            QVERIFY(code == ErrorCode::PayloadChecksum || code == ErrorCode::BadEncoding);
        }
        QCOMPARE(errorOf("KR1:"), ErrorCode::PayloadChecksum);
        QCOMPARE(errorOf(good + "===="), ErrorCode::BadEncoding);
        QCOMPARE(errorOf("KR1:" + std::string(1000, 'A')), ErrorCode::BadEncoding);
        // One byte and its CRC, all right but no share.
        QCOMPARE(errorOf("KR1:" + toBase32(Bytes{0x00, 0xd2, 0x02, 0xef, 0x8d}, false)),
                 ErrorCode::MnemonicLength);
    }

    void otherTextsAreNamed()
    {
        for (const char* text : {"", " \n", "KEYRITE1 1/3 MZXW6YTBOI", "https://example.org/academic",
                                 "WIFI:T:WPA;S:x;;", "hello world", "3b9f 10c4 77ae e205", "\xff\xfe"})
            QCOMPARE(errorOf(text), ErrorCode::PayloadNotShare);
        QVERIFY(parseSharePayload("KEYRITE1 1/3 MZXW").error().message.find("backup") != std::string::npos);
        QVERIFY(parseSharePayload("https://a.example").error().message.find("web") != std::string::npos);
    }

    void wrongWordsAreStillAShare()
    {
        const std::string good = kKnown[0].words;
        QCOMPARE(errorOf("duckling enlarged" + good.substr(16)), ErrorCode::WordUnknown);
        QCOMPARE(errorOf(good + " academic"), ErrorCode::MnemonicLength);
        QCOMPARE(errorOf(good.substr(0, 8)), ErrorCode::MnemonicLength);
    }

    void parseOfTextIsIdentity()
    {
        QVERIFY(rc::check([] {
            const Mnemonic mnemonic = anyMnemonic();
            RC_ASSERT(saysTheSame(parseSharePayload(kr1Text(mnemonic).text()).value(), mnemonic));
            RC_ASSERT(saysTheSame(parseSharePayload(wordsText(mnemonic).text()).value(), mnemonic));
        }));
    }

    void anyBytesAreAnswered()
    {
        QVERIFY(rc::check([](const std::string& text) {
            RC_ASSERT(!parseSharePayload(text));
            RC_ASSERT(!parseSharePayload("KR1:" + text));
        }));
    }
};

KEYRITE_TEST_MAIN(SharePayloadTest)
#include "share_payload_test.moc"
