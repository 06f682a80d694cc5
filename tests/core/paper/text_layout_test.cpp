#include "core/paper/text_layout.h"
#include "tests/test_main.h"

#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::paper;

namespace {

constexpr TextStyle kText{Face::Text, 10};

std::string joined(const std::vector<std::string>& lines)
{
    std::string all;
    for (const std::string& line : lines)
        all += line;
    return all;
}

std::string without(std::string text, char unwanted)
{
    std::erase(text, unwanted);
    return text;
}

// Words of letters, spaces and line ends.
std::string anyText()
{
    return *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcWM  i.\n\xC3\xA4")));
}

} // namespace

class TextLayoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ISO 216 and ANSI/ASME Y14.1.
    void paperSizes()
    {
        QCOMPARE(sizeOf(PaperSize::A4).width, 210.0);
        QCOMPARE(sizeOf(PaperSize::A4).height, 297.0);
        QCOMPARE(sizeOf(PaperSize::Letter).width, 215.9);
        QCOMPARE(sizeOf(PaperSize::Letter).height, 279.4);
    }

    void monoWidthIsTheNumberOfCharacters()
    {
        const TextStyle mono{Face::Mono, 10};
        QCOMPARE(textWidthMm("0123456789", mono), 10 * 0.6 * 10 * kMmPerPoint);
        QCOMPARE(textWidthMm("", mono), 0.0);
        QCOMPARE(textWidthMm("\xC3\xA4", mono), textWidthMm("a", mono)); // two bytes, one letter
    }

    void linesBreakAtSpaces()
    {
        const double width = textWidthMm("one two", kText) + 0.1;
        QCOMPARE(breakLines("one two three", kText, width), (std::vector<std::string>{"one two", "three"}));
        QCOMPARE(breakLines("one\ntwo", kText, 100), (std::vector<std::string>{"one", "two"}));
        QCOMPARE(breakLines("", kText, 100), std::vector<std::string>{""});
    }

    void aWordThatIsTooLongIsBroken()
    {
        const TextStyle mono{Face::Mono, 10};
        const double width = textWidthMm("12345", mono) + 0.1;
        QCOMPARE(breakLines("123456789", mono, width), (std::vector<std::string>{"12345", "6789"}));
    }

    void noLineIsWiderThanItsColumnAndNothingIsLost()
    {
        QVERIFY(rc::check([] {
            const std::string text = anyText();
            const double width = *rc::gen::inRange(5, 60);
            const auto lines = breakLines(text, kText, width);
            for (const std::string& line : lines)
                RC_ASSERT(textWidthMm(line, kText) <= width);
            RC_ASSERT(without(joined(lines), ' ') == without(without(text, ' '), '\n'));
        }));
    }

    void heightIsThatOfTheLines()
    {
        QVERIFY(rc::check([] {
            const std::string text = anyText();
            Page page;
            const double bottom = addParagraph(page, 10, 20, 30, text, kText);
            RC_ASSERT(std::abs(bottom - 20 - paragraphHeightMm(text, kText, 30)) < 1e-6);
        }));
    }
};

KEYRITE_TEST_MAIN(TextLayoutTest)
#include "text_layout_test.moc"
