#include "core/slip39/mnemonic.h"
#include "core/slip39/words.h"
#include "tests/core/slip39/any_share.h"
#include "tests/core/slip39/official_vectors.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::slip39;
using namespace keyrite::slip39::test;

namespace {

const std::string kGood = kChosenVectors.front().mnemonics.front();

ErrorCode errorOf(const std::string& text)
{
    const auto mnemonic = Mnemonic::parse(text);
    return mnemonic ? ErrorCode::Internal : mnemonic.error().code;
}

std::string repeated(std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += "acid ";
    return text;
}

} // namespace

class MnemonicTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsAreReadLoosely()
    {
        const Mnemonic mnemonic = Mnemonic::parse(kGood).value();
        QCOMPARE(mnemonic.size(), kMinWords);
        QVERIFY(mnemonic.text().text() == kGood);
        std::string short4;
        for (std::size_t i = 0; i < mnemonic.size(); ++i)
            short4 += "\t" + std::string(word(mnemonic[i]).substr(0, 4)) + "\r\n";
        QVERIFY(sameWords(Mnemonic::parse(short4).value(), mnemonic));
    }

    void unknownWordsAreNamedByPlaceAlone()
    {
        const auto wrong = Mnemonic::parse("duckling enlarge acadamic" + kGood.substr(25));
        QCOMPARE(wrong.error().code, ErrorCode::WordUnknown);
        QVERIFY(wrong.error().message.find("Word 3, at character 18") != std::string::npos);
        QVERIFY(wrong.error().message.find("acad") == std::string::npos);
    }

    void onlyLengthsOfTheStandardAreTaken()
    {
        std::set<std::size_t> allowed;
        for (std::size_t bytes = 16; bytes <= 64; bytes += 2)
            allowed.insert((bytes * 8 + 9) / 10 + 7);
        QCOMPARE(allowed.size(), std::size_t{25});
        for (std::size_t count = 0; count < 80; ++count)
            if (allowed.contains(count)) {
                const Mnemonic mnemonic = Mnemonic::parse(repeated(count)).value();
                QCOMPARE(mnemonic.size(), count);
                QVERIFY(sameWords(Mnemonic::fromPacked(mnemonic.packed().view()).value(), mnemonic));
            } else {
                QCOMPARE(errorOf(repeated(count)), ErrorCode::MnemonicLength);
                QCOMPARE(Mnemonic::fromIndices(std::vector<std::uint16_t>(count)).error().code,
                         ErrorCode::MnemonicLength);
                QCOMPARE(Mnemonic::fromPacked(Bytes((count * 10 + 7) / 8)).error().code,
                         ErrorCode::MnemonicLength);
            }
        QCOMPARE(errorOf(kGood + std::string(1024, ' ')), ErrorCode::MnemonicLength);
    }

    void packedFormHasOneText()
    {
        const SecretBytes packed = Mnemonic::fromIndices(std::vector<std::uint16_t>(33)).value().packed();
        QCOMPARE(packed.size(), std::size_t{42});
        Bytes tampered(packed.view().begin(), packed.view().end());
        tampered.back() = 1;
        QCOMPARE(Mnemonic::fromPacked(tampered).error().code, ErrorCode::BadEncoding);
        tampered.push_back(0);
        QCOMPARE(Mnemonic::fromPacked(tampered).error().code, ErrorCode::MnemonicLength);
    }

    void numbersOutsideTheListAreRefused()
    {
        std::vector<std::uint16_t> indices(20);
        indices[7] = kWordCount;
        QCOMPARE(Mnemonic::fromIndices(indices).error().code, ErrorCode::InvalidArgument);
    }

    void oneWordIsReplaced()
    {
        const Mnemonic mnemonic = Mnemonic::parse(kGood).value();
        const Mnemonic changed = mnemonic.withWord(4, 1023);
        for (std::size_t i = 0; i < mnemonic.size(); ++i)
            QCOMPARE(changed[i], i == 4 ? std::uint16_t{1023} : mnemonic[i]);
        QVERIFY_EXCEPTION_THROWN((void)mnemonic.withWord(20, 0), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN((void)mnemonic.withWord(0, 1024), std::out_of_range);
    }

    // SOURCE: made from the format's description with Python's hashlib.
    void fingerprintIsThatOfTheFormat()
    {
        QCOMPARE(toHex(fingerprint(Mnemonic::parse(kGood).value())), std::string("487c3b85fed34c12"));
    }

    void roundTrips()
    {
        QVERIFY(rc::check([] {
            const Mnemonic mnemonic = anyShare().encode();
            RC_ASSERT(sameWords(Mnemonic::parse(mnemonic.text().text()).value(), mnemonic));
            RC_ASSERT(sameWords(Mnemonic::fromPacked(mnemonic.packed().view()).value(), mnemonic));
        }));
    }
};

KEYRITE_TEST_MAIN(MnemonicTest)
#include "mnemonic_test.moc"
