#include "core/slip39/partial_mnemonic.h"
#include "tests/core/slip39/any_share.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::slip39;
using namespace keyrite::slip39::test;

namespace {

// Words of the list without a checksum: it plays no part here.
constexpr std::string_view kTwenty =
    "duckling enlarge academic academic agency result length solution fridge kidney "
    "coal piece deal husband erode duke ajar critical decision keyboard";

} // namespace

class PartialMnemonicTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void questionMarksAreBlank()
    {
        std::string text(kTwenty);
        text.replace(text.find("enlarge"), 7, "?");
        text.replace(text.find("keyboard"), 8, "?");
        const auto read = PartialMnemonic::parse(text);
        QCOMPARE(read->blanks(), (std::vector<std::size_t>{1, 19}));
        QVERIFY(read->isBlank(1) && !read->isBlank(2));
        QCOMPARE(read->complete(), nullptr);
        QCOMPARE(std::string(read->text().text()), text);
        const Mnemonic whole = Mnemonic::parse(kTwenty).value();
        for (std::size_t i = 0; i < 19; ++i)
            QCOMPARE((*read)[i], i == 1 ? std::uint16_t{0} : whole[i]);
    }

    void withoutBlanksItIsTheMnemonic()
    {
        const auto read = PartialMnemonic::parse(kTwenty);
        QVERIFY(read->blanks().empty());
        QVERIFY(sameWords(*read->complete(), Mnemonic::parse(kTwenty).value()));
    }

    void refusedAsAMnemonicIs()
    {
        QCOMPARE(PartialMnemonic::parse("? ? ?").error().code, ErrorCode::MnemonicLength);
        QCOMPARE(PartialMnemonic::parse("?? " + std::string(kTwenty)).error().code, ErrorCode::WordUnknown);
        QCOMPARE(PartialMnemonic::parse(std::string(4000, '?')).error().code, ErrorCode::MnemonicLength);
        QCOMPARE(PartialMnemonic::parse("").error().code, ErrorCode::MnemonicLength);
    }

    void blanksForgetTheirWords()
    {
        const PartialMnemonic read(Mnemonic::parse(kTwenty).value(), {0, 5, 99});
        QCOMPARE(read.blanks(), (std::vector<std::size_t>{0, 5}));
        QCOMPARE(read[0], std::uint16_t{0});
    }
};

KEYRITE_TEST_MAIN(PartialMnemonicTest)
#include "partial_mnemonic_test.moc"
