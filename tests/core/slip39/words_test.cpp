#include "core/slip39/words.h"
#include "tests/shared_vectors.h"
#include "tests/test_main.h"

#include <algorithm>
#include <set>

using namespace keyrite::slip39;

class WordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theListIsTheOfficialOne()
    {
        KEYRITE_NEEDS_SHARED("vectors/slip39/wordlist.txt");
        QFile file(keyrite::test::sharedPath("vectors/slip39/wordlist.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (std::uint16_t index = 0; index < kWordCount; ++index)
            QCOMPARE(file.readLine().trimmed().toStdString(), std::string(word(index)));
        QVERIFY(file.readAll().trimmed().isEmpty());
    }

    // SLIP-0039, section "Wordlist": sorted, 4 to 8 letters, unique in the first four.
    void theListIsSortedAndUnique()
    {
        std::set<std::string_view> prefixes;
        for (std::uint16_t index = 0; index < kWordCount; ++index) {
            QVERIFY(word(index).size() >= 4 && word(index).size() <= 8);
            QVERIFY(index == 0 || word(index - 1) < word(index));
            prefixes.insert(word(index).substr(0, 4));
        }
        QCOMPARE(prefixes.size(), std::size_t{kWordCount});
    }

    void wordsAreFoundWholeOrByFourLettersInEitherCase()
    {
        for (std::uint16_t index = 0; index < kWordCount; ++index) {
            const std::string whole(word(index));
            std::string shouted = whole;
            std::ranges::transform(shouted, shouted.begin(),
                                   [](char c) { return static_cast<char>(c - 'a' + 'A'); });
            for (const std::string& text : {whole, shouted, whole.substr(0, 4), shouted.substr(0, 4)})
                QVERIFY(indexOf(text) == index);
        }
    }

    void otherTextsAreNotWords()
    {
        for (const char* text : {"", "a", "aca", "acade", "academi", "academics", "academia", "zzzz", "0000",
                                 "\x01", "\xff\xff\xff\xff", "acad emic", "{{{{", "acid "})
            QVERIFY(!indexOf(text));
    }

    void completionsAreTheWordsWithThePrefix()
    {
        QCOMPARE(completions("").size(), std::size_t{kWordCount});
        for (const char* prefix : {"a", "AC", "zer", "academic", "xyz", "y", "{"}) {
            std::string lower(prefix);
            std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
            std::vector<std::uint16_t> expected;
            for (std::uint16_t index = 0; index < kWordCount; ++index)
                if (word(index).starts_with(lower))
                    expected.push_back(index);
            QVERIFY(completions(prefix) == expected);
        }
    }
};

KEYRITE_TEST_MAIN(WordsTest)
#include "words_test.moc"
