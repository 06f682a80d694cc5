#include "core/slip39/locate.h"
#include "core/slip39/words.h"
#include "tests/core/slip39/any_share.h"
#include "tests/core/slip39/official_vectors.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::slip39;
using namespace keyrite::slip39::test;

class LocateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTrueWordIsAmongTheCandidates()
    {
        QVERIFY(rc::check([] {
            const Mnemonic mnemonic = anyShare().encode();
            const auto position = *rc::gen::inRange<std::size_t>(0, mnemonic.size());
            const auto change = *rc::gen::inRange<std::uint16_t>(1, kWordCount);
            const Mnemonic wrong = mnemonic.withWord(position, mnemonic[position] ^ change);
            bool found = false;
            for (const WordCorrection& correction : locateSingleWordError(wrong)) {
                RC_ASSERT(Share::decode(wrong.withWord(correction.position, correction.index)).has_value());
                found = found || (correction.position == position && correction.index == mnemonic[position]);
            }
            RC_ASSERT(found);
        }));
    }

    // Every change of the word that says with which string the checksum starts.
    void theWordWithTheFlagIsLocatedToo()
    {
        const Mnemonic mnemonic = Mnemonic::parse(kChosenVectors.back().mnemonics.front()).value();
        for (std::uint16_t change = 1; change < kWordCount; ++change) {
            const auto corrections = locateSingleWordError(mnemonic.withWord(1, mnemonic[1] ^ change));
            QVERIFY(std::ranges::any_of(corrections, [&](const WordCorrection& correction) {
                return correction.position == 1 && correction.index == mnemonic[1];
            }));
        }
    }

    // SOURCE: official vector 2, whose last word is wrong.
    void officialVectorIsLocated()
    {
        const auto corrections =
            locateSingleWordError(Mnemonic::parse(kChosenVectors[1].mnemonics.front()).value());
        QCOMPARE(corrections.size(), std::size_t{1});
        QCOMPARE(corrections.front().position, std::size_t{19});
        QCOMPARE(std::string(word(corrections.front().index)), std::string("keyboard"));
    }

    void aRightOrHopelessShareHasNoCandidates()
    {
        const Mnemonic right = Mnemonic::parse(kChosenVectors[0].mnemonics.front()).value();
        QVERIFY(locateSingleWordError(right).empty());
        QVERIFY(locateSingleWordError(right.withWord(5, right[5] ^ 3U).withWord(9, right[9] ^ 9U)).empty());
        // Vector 3 has a right checksum and wrong padding.
        QVERIFY(locateSingleWordError(Mnemonic::parse(kChosenVectors[2].mnemonics.front()).value()).empty());
    }
};

KEYRITE_TEST_MAIN(LocateTest)
#include "locate_test.moc"
