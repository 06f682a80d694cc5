#include "core/paper/pgp_words.h"
#include "core/paper/share_payload.h"
#include "core/slip39/words.h"
#include "tests/core/paper/samples.h"
#include "tests/test_main.h"

#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::paper;
using keyrite::test::geometryFault;

namespace {

std::vector<const SecretText*> wordsOf(const Page& page)
{
    std::vector<const SecretText*> words;
    for (const Item& item : page.items)
        if (const auto* word = std::get_if<SecretText>(&item))
            words.push_back(word);
    return words;
}

std::vector<const Qr*> qrsOf(const Page& page)
{
    std::vector<const Qr*> codes;
    for (const Item& item : page.items)
        if (const auto* code = std::get_if<Qr>(&item))
            codes.push_back(code);
    return codes;
}

std::string anyName()
{
    return *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcWMi .-")));
}

} // namespace

class ShareSheetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWordsStandInOrder()
    {
        const slip39::Mnemonic mnemonic = test::sampleMnemonic(1);
        const Document document = shareSheet(test::sampleSheet(PaperSize::A4, Mode::Live), mnemonic).value();
        QCOMPARE(document.pages.size(), 1U);
        const auto words = wordsOf(document.pages.front());
        QCOMPARE(words.size(), mnemonic.size());
        for (std::size_t i = 0; i < words.size(); ++i)
            QCOMPARE(words[i]->characters.text(), slip39::word(mnemonic[i]));
    }

    void bothCodesHaveTheirSizes()
    {
        for (unsigned seed = 0; seed < 20; ++seed) {
            const Document document =
                shareSheet(test::sampleSheet(PaperSize::A4, Mode::Live), test::sampleMnemonic(seed)).value();
            const auto codes = qrsOf(document.pages.front());
            QCOMPARE(codes.size(), 3U);
            QVERIFY(codes[0]->rect.width / codes[0]->matrix.size() >= 1.0);
            QCOMPARE(codes[1]->rect.width / codes[1]->matrix.size(), 1.25);
            QVERIFY(codes[2]->rect.width / codes[2]->matrix.size() >= 0.5);
            QVERIFY(codes[2]->rect.width * 2 < codes[1]->rect.width); // nobody takes it for the share's
        }
    }

    // The head of the log in all its forms, on the sheet and on the form that is filled in by hand.
    void theHeadIsOnEverySheet()
    {
        for (const PaperSize size : {PaperSize::A4, PaperSize::Letter}) {
            ShareSheet sheet = test::sampleSheet(size, Mode::Live);
            std::vector<Document> documents;
            documents.push_back(shareSheet(sheet, test::sampleMnemonic(1)).value());
            documents.push_back(blankShareForm(sheet, 33));
            for (const Document& document : documents) {
                std::vector<std::string> lines = test::linesOf(document);
                std::string groups = "57";
                std::string words = "57";
                const std::string hex = toHex(sheet.head->root);
                const auto pgp = pgpWords(sheet.head->root);
                for (std::size_t i = 0; i < 16; ++i) {
                    const auto at = std::ranges::find(lines, hex.substr(4 * i, 4));
                    QVERIFY(at != lines.end() && at + 1 != lines.end());
                    groups += " " + *at;
                    words += " " + *(at + 1);
                    QCOMPARE(*(at + 1), std::string(pgp[2 * i]) + " " + std::string(pgp[2 * i + 1]));
                    lines.erase(lines.begin(), at);
                }
                QCOMPARE(parsePrintedHead(groups).value(), *sheet.head);
                QCOMPARE(parsePrintedHead(words).value(), *sheet.head);
                QCOMPARE(qrsOf(document.pages.front()).back()->matrix.size(), 33);
            }
        }
        ShareSheet without = test::sampleSheet(PaperSize::A4, Mode::Live);
        without.head.reset();
        QCOMPARE(qrsOf(blankShareForm(without, 33).pages.front()).size(), 0U);
    }

    // The longest words there are still fit: 33 words of eight letters.
    void theLongestWordsFit()
    {
        std::uint16_t longest = 0;
        while (slip39::word(longest).size() < 8)
            ++longest;
        const std::vector<std::uint16_t> indices(33, longest);
        const auto document = shareSheet(test::sampleSheet(PaperSize::Letter, Mode::Live),
                                         slip39::Mnemonic::fromIndices(indices).value());
        QVERIFY(document);
        VERIFY_PAGES(*document);
        const Qr* words = qrsOf(document->pages.front()).front();
        QVERIFY(words->rect.width / words->matrix.size() >= 1.0);
    }

    void aLongerShareIsRefused()
    {
        const std::vector<std::uint16_t> indices(46, 7);
        const auto document = shareSheet(test::sampleSheet(PaperSize::A4, Mode::Live),
                                         slip39::Mnemonic::fromIndices(indices).value());
        QCOMPARE(document.error().code, ErrorCode::InvalidArgument);
    }

    // The check itself: a page that is wrong is seen to be wrong.
    void theGeometryCheckSeesFaults()
    {
        Document document{"", PaperSize::A4, {}};
        Page& page = document.pages.emplace_back();
        page.items.emplace_back(Text{{20, 20, 50, 5}, "One text", {Face::Text, 10}});
        VERIFY_PAGES(document);
        page.items.emplace_back(Text{{25, 21, 50, 5}, "another text", {Face::Text, 10}});
        QVERIFY(geometryFault(document).find("covers") != std::string::npos);
        page.items.clear();
        page.items.emplace_back(Box{{200, 20, 20, 5}, 1, Ink::Black});
        QVERIFY(geometryFault(document).find("leaves") != std::string::npos);
    }

    void nothingLeavesThePageOrCoversAnything()
    {
        const slip39::Mnemonic mnemonic = test::sampleMnemonic(2);
        for (const PaperSize size : {PaperSize::A4, PaperSize::Letter}) {
            for (const Mode mode : {Mode::Practice, Mode::Live, Mode::Drill}) {
                ShareSheet sheet = test::sampleSheet(size, mode);
                VERIFY_PAGES(shareSheet(sheet, mnemonic).value());
                VERIFY_PAGES(blankShareForm(sheet, 33));
                sheet.anonymous = true;
                VERIFY_PAGES(shareSheet(sheet, mnemonic).value());
                VERIFY_PAGES(blankShareForm(sheet, 20));
            }
            VERIFY_PAGES(shareSheet(test::longSheet(size), mnemonic).value());
            VERIFY_PAGES(blankShareForm(test::longSheet(size), 33));
        }
    }

    // What it takes to recover is never cut, however many groups there are.
    void thePolicyIsSaidInFull()
    {
        std::string most = "16of(15of16";
        for (int i = 1; i < kMaxGroups; ++i)
            most += ",16of16";
        for (const std::string& text :
             {std::string("2of(2of3,2of3,1of1)"), std::string("3of(2of3,3of5,1of1,2of2,4of6)"), most + ")"})
            for (const PaperSize size : {PaperSize::A4, PaperSize::Letter}) {
                ShareSheet sheet = test::sampleSheet(size, Mode::Live);
                sheet.policy = Policy::parse(text).value();
                std::vector<Document> documents;
                documents.push_back(shareSheet(sheet, test::sampleMnemonic(2)).value());
                documents.push_back(blankShareForm(sheet, 33));
                for (const Document& document : documents) {
                    VERIFY_PAGES(document);
                    std::string words = test::publicText(document);
                    std::ranges::replace(words, '\n', ' ');
                    const bool inWords = words.find(policyInWords(*sheet.policy)) != std::string::npos;
                    QVERIFY2(inWords || words.find(policyInFigures(*sheet.policy)) != std::string::npos,
                             words.c_str());
                    QVERIFY(inWords || sheet.policy->groups().size() > 3);
                }
            }
    }

    // A contact is a name to tell, or a sentence of its own.
    void theContactIsSaidInASentence()
    {
        const auto says = [](const std::string& contact, const std::string& sentence) {
            ShareSheet sheet = test::sampleSheet(PaperSize::A4, Mode::Live);
            sheet.returnTo = contact;
            const Document document = shareSheet(sheet, test::sampleMnemonic(2)).value();
            for (const Item& item : document.pages.front().items)
                if (const auto* text = std::get_if<Text>(&item); text != nullptr && text->text == sentence)
                    return true;
            return false;
        };
        QVERIFY(says("the desk, +41 44", "Tell the desk, +41 44, at once."));
        QVERIFY(says("This is practice.", "This is practice."));
    }

    void anAnonymousSheetNamesNobody()
    {
        ShareSheet sheet = test::sampleSheet(PaperSize::A4, Mode::Live);
        sheet.anonymous = true;
        std::vector<Document> documents;
        documents.push_back(shareSheet(sheet, test::sampleMnemonic(2)).value());
        documents.push_back(blankShareForm(sheet, 33));
        for (const Document& document : documents) {
            QVERIFY(document.title.find("KC-") == std::string::npos);
            for (const Item& item : document.pages.front().items)
                if (const auto* text = std::get_if<Text>(&item))
                    for (const char* name : {"Example", "Katharina", "Treasury", "KC-2026", "22 Nov", "+41",
                                             "of 5", "3 of", "3b9f"})
                        QVERIFY2(text->text.find(name) == std::string::npos, text->text.c_str());
        }
    }

    void anyNamesLeaveThePageInOrder()
    {
        const slip39::Mnemonic mnemonic = test::sampleMnemonic(3);
        QVERIFY(rc::check([&] {
            ShareSheet sheet =
                test::sampleSheet(*rc::gen::element(PaperSize::A4, PaperSize::Letter), Mode::Live);
            sheet.room = anyName();
            sheet.holder = anyName();
            sheet.protects = anyName();
            sheet.returnTo = anyName();
            sheet.bag = anyName();
            RC_ASSERT(geometryFault(shareSheet(sheet, mnemonic).value()) == "");
        }));
    }

    void aLongContactIsCutBetweenLetters()
    {
        ShareSheet sheet = test::sampleSheet(PaperSize::A4, Mode::Live);
        sheet.returnTo = "x";
        for (int i = 0; i < 100; ++i)
            sheet.returnTo += "\u00fc";
        const std::string text = test::publicText(shareSheet(sheet, test::sampleMnemonic(7)).value());
        QVERIFY(QString::fromStdString(text).toStdString() == text); // valid UTF-8 throughout
    }

    void anAnonymousSheetNamesNothing()
    {
        ShareSheet sheet = test::sampleSheet(PaperSize::A4, Mode::Live);
        sheet.anonymous = true;
        sheet.returnTo.clear();
        for (const std::string& text : {test::publicText(shareSheet(sheet, test::sampleMnemonic(4)).value()),
                                        test::publicText(blankShareForm(sheet, 33))}) {
            for (const char* named :
                 {"Example", "Katharina", "Treasury", "KC-2026", "Nov", "3 of", "of the 5", "3b9f"})
                QVERIFY2(text.find(named) == std::string::npos, named);
            QVERIFY(text.find("Sheet 3\n") != std::string::npos);
        }
    }

    // No word of the share is in any public text, and the share's fingerprint is.
    void theFingerprintIsPublicAndTheWordsAreNot()
    {
        const slip39::Mnemonic mnemonic = test::sampleMnemonic(5);
        const std::string text =
            test::publicText(shareSheet(test::sampleSheet(PaperSize::A4, Mode::Live), mnemonic).value());
        QVERIFY(text.find(toHexGroups(slip39::fingerprint(mnemonic))) != std::string::npos);
        int found = 0;
        for (std::size_t i = 0; i < mnemonic.size(); ++i)
            found += text.find("\n" + std::string(slip39::word(mnemonic[i])) + "\n") != std::string::npos;
        QCOMPARE(found, 0);
    }

    void watermarks()
    {
        const auto mark = [](Mode mode) {
            return shareSheet(test::sampleSheet(PaperSize::A4, mode), test::sampleMnemonic(6))
                .value()
                .pages.front()
                .watermark;
        };
        QCOMPARE(mark(Mode::Practice), std::string("PRACTICE"));
        QCOMPARE(mark(Mode::Drill), std::string("DRILL"));
        QCOMPARE(mark(Mode::Live), std::string());
    }

    void policiesInWords()
    {
        const auto words = [](const char* text) { return policyInWords(Policy::parse(text).value()); };
        QCOMPARE(words("2of3"), std::string("Any 2 of the 3 sheets are enough."));
        QCOMPARE(words("3of3"), std::string("All 3 sheets are needed."));
        QCOMPARE(words("1of1"), std::string("This one sheet is enough."));
        QCOMPARE(
            words("2of(2of3,3of3,1of1)"),
            std::string("Any 2 of the 3 groups are enough: group 1: any 2 of its 3 sheets; group 2: all 3 "
                        "sheets; group 3: its one sheet."));
    }
};

KEYRITE_TEST_MAIN(ShareSheetTest)
#include "share_sheet_test.moc"
