#include "core/slip39/share.h"
#include "core/slip39/words.h"
#include "tests/core/slip39/any_share.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::slip39;
using namespace keyrite::slip39::test;

class ShareTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodeOfEncodeIsIdentity()
    {
        QVERIFY(rc::check([] {
            const Share share = anyShare();
            const Mnemonic mnemonic = share.encode();
            const Share again = Share::decode(mnemonic).value();
            RC_ASSERT(again.header == share.header);
            RC_ASSERT(equalSecret(again.value.view(), share.value.view()));
            RC_ASSERT(sameWords(again.clone().encode(), mnemonic));
        }));
    }

    // SLIP-0039, section "Checksum": any error of at most three words is detected.
    void upToThreeWrongWordsAreDetected()
    {
        QVERIFY(rc::check([] {
            Mnemonic mnemonic = anyShare().encode();
            const auto positions = *rc::gen::unique<std::vector<std::size_t>>(
                *rc::gen::inRange<std::size_t>(1, 4), rc::gen::inRange<std::size_t>(2, mnemonic.size()));
            for (const std::size_t position : positions) {
                const auto change = *rc::gen::inRange<std::uint16_t>(1, kWordCount);
                mnemonic = mnemonic.withWord(position, mnemonic[position] ^ change);
            }
            RC_ASSERT(Share::decode(mnemonic).error().code == ErrorCode::MnemonicChecksum);
        }));
    }

    void impossibleThresholdIsRefused()
    {
        Share share = shareOf(3, 2);
        QCOMPARE(Share::decode(share.encode()).error().code, ErrorCode::GroupThresholdExceedsCount);
    }

    void headersOutsideTheirRangesAreNotWritten()
    {
        Share share = shareOf(1, 2);
        share.header.memberIndex = 16;
        QVERIFY_EXCEPTION_THROWN((void)share.encode(), std::out_of_range);
        share = shareOf(0, 2);
        QVERIFY_EXCEPTION_THROWN((void)share.encode(), std::out_of_range);
        share = shareOf(1, 2);
        share.value = SecretBytes(17);
        QVERIFY_EXCEPTION_THROWN((void)share.encode(), std::out_of_range);
    }

private:
    static Share shareOf(int groupThreshold, int groupCount)
    {
        return {{.identifier = 1,
                 .extendable = true,
                 .iterationExponent = 1,
                 .groupIndex = 0,
                 .groupThreshold = groupThreshold,
                 .groupCount = groupCount,
                 .memberIndex = 0,
                 .memberThreshold = 1},
                SecretBytes(32)};
    }
};

KEYRITE_TEST_MAIN(ShareTest)
#include "share_test.moc"
