#include "core/paper/pixels.h"
#include "core/paper/share_payload.h"
#include "core/paper/sheet_reading.h"
#include "tests/core/paper/samples.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::paper;

namespace {

std::vector<SecretBytes> texts(std::initializer_list<std::string_view> all)
{
    std::vector<SecretBytes> list;
    for (const std::string_view text : all)
        list.push_back(SecretBytes::copyOf(asBytes(text)));
    return list;
}

// The two codes of a sheet side by side, four pixels a module.
Pixels pageOf(const slip39::Mnemonic& words, const slip39::Mnemonic& kr1)
{
    constexpr int kScale = 4;
    Pixels page(700, 400);
    int left = 30;
    for (const SecretBytes& text : {wordsText(words).clone(), kr1Text(kr1).clone()}) {
        const QrMatrix matrix = qr(text.text(), Ecc::Quartile).value();
        for (int y = 0; y < matrix.size() * kScale; ++y)
            for (int x = 0; x < matrix.size() * kScale; ++x)
                if (matrix.dark(x / kScale, y / kScale))
                    page.row(y + 30)[x + left] = 0;
        left += matrix.size() * kScale + 50;
    }
    return page;
}

std::string fingerprintOf(const slip39::Mnemonic& mnemonic)
{
    return toHex(slip39::fingerprint(mnemonic));
}

} // namespace

class SheetReadingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothCodesAgree()
    {
        const slip39::Mnemonic share = test::sampleMnemonic(1);
        const auto read = readSheet(pageOf(share, share).view());
        QCOMPARE(fingerprintOf(read.value()), fingerprintOf(share));
    }

    void eitherIsEnough()
    {
        const slip39::Mnemonic share = test::sampleMnemonic(1);
        for (const SecretBytes& text : {wordsText(share).clone(), kr1Text(share).clone()})
            QCOMPARE(fingerprintOf(agreedShare(texts({"https://a.example", text.text()})).value()),
                     fingerprintOf(share));
    }

    void disagreementIsRefused()
    {
        const slip39::Mnemonic share = test::sampleMnemonic(1);
        const slip39::Mnemonic other = test::sampleMnemonic(2);
        QCOMPARE(readSheet(pageOf(share, other).view()).error().code, ErrorCode::SheetCodesDiffer);
    }

    // The small code stands on every sheet: it is neither a share nor a reason.
    void theHeadIsNoShare()
    {
        const slip39::Mnemonic share = test::sampleMnemonic(1);
        const log::PrintedHead head{57, crypto::sha256(asBytes("head"))};
        const std::string said = headText(head);
        for (const auto& all : {texts({said, kr1Text(share).text()}), texts({kr1Text(share).text(), said})}) {
            QCOMPARE(fingerprintOf(agreedShare(all).value()), fingerprintOf(share));
            QCOMPARE(headOn(all), std::optional(head));
        }
        auto alone = texts({said});
        QVERIFY(!holdsShare(alone) && !saysMoreThanHead(alone));
        QCOMPARE(agreedShare(alone).error().code, ErrorCode::PayloadNotShare);
        QVERIFY(agreedShare(alone).error().message.find("small code") != std::string::npos);
        leaveHeadOut(alone);
        QCOMPARE(alone.size(), 1U);
        auto damaged = texts({said, "KR1:AAAA", said});
        QCOMPARE(agreedShare(damaged).error().code, ErrorCode::PayloadChecksum);
        leaveHeadOut(damaged);
        QCOMPARE(damaged.size(), 1U);
    }

    // A head that was misread, or two sheets in one image, say nothing.
    void aDoubtfulHeadIsNone()
    {
        const log::PrintedHead head{57, crypto::sha256(asBytes("head"))};
        QCOMPARE(headOn(texts({headText(head), headText({58, head.root})})), std::nullopt);
        QCOMPARE(headOn(texts({"KEYRITE-HEAD 57 12"})), std::nullopt);
        QCOMPARE(headOn(texts({"KR1:AAAA"})), std::nullopt);
        QCOMPARE(headOn(texts({headText(head), headText(head)})), std::optional(head));
    }

    // A text with a wrong word is no share: it cannot outvote the other code.
    void aDamagedTextDoesNotCount()
    {
        const slip39::Mnemonic share = test::sampleMnemonic(1);
        const slip39::Mnemonic wrong = share.withWord(9, share[9] ^ 1U);
        const auto both = texts({wordsText(wrong).text(), kr1Text(share).text()});
        QVERIFY(holdsShare(both));
        QCOMPARE(fingerprintOf(agreedShare(both).value()), fingerprintOf(share));
        const auto alone = texts({"https://a.example", wordsText(wrong).text(), "KEYRITE1 1/2 AAAA"});
        QVERIFY(!holdsShare(alone));
        QCOMPARE(agreedShare(alone).error().code, ErrorCode::MnemonicChecksum);
    }

    // Ten megabytes of anything are refused at once, with a sentence.
    void floodsAreRefused()
    {
        const std::string letters(10'000'000, 'A');
        std::string words;
        while (words.size() < 10'000'000)
            words += "academic ? ";
        QCOMPARE(parseSharePayload(letters).error().code, ErrorCode::PayloadNotShare);
        QCOMPARE(parseSharePayload("KR1:" + letters).error().code, ErrorCode::BadEncoding);
        QCOMPARE(parseSheetReading(words).error().code, ErrorCode::MnemonicLength);
    }

    void whatItIsInstead()
    {
        QCOMPARE(agreedShare(texts({"KEYRITE1 1/2 AAAA"})).error().code, ErrorCode::PayloadNotShare);
        QCOMPARE(readSheet(Pixels(300, 300).view()).error().code, ErrorCode::NoQrFound);
    }
};

KEYRITE_TEST_MAIN(SheetReadingTest)
#include "sheet_reading_test.moc"
