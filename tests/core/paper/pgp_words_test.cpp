#include "core/paper/pgp_words.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::paper;

class PgpWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // SOURCE: "PGP word list", Wikipedia, section "Examples": the fingerprint of PGP's author's key.
    void publishedExample()
    {
        const Bytes bytes = fromHex("E58294F2E9A227486E8B061B31CC528FD7FA3F19").value();
        std::string text;
        for (const std::string_view word : pgpWords(bytes))
            text.append(text.empty() ? "" : " ").append(word);
        QCOMPARE(text,
                 std::string("topmost Istanbul Pluto vagabond treadmill Pacific brackish dictator goldfish "
                             "Medusa afflict bravado chatter revolver Dupont midsummer stopwatch whimsical "
                             "cowbell bottomless"));
    }

    // SOURCE: Juola and Zimmermann, 1995: the first and the last words.
    void bothListsHaveTheirEnds()
    {
        QCOMPARE(pgpWord(0x00, false), std::string_view("aardvark"));
        QCOMPARE(pgpWord(0x00, true), std::string_view("adroitness"));
        QCOMPARE(pgpWord(0xFF, false), std::string_view("Zulu"));
        QCOMPARE(pgpWord(0xFF, true), std::string_view("Yucatan"));
    }

    void noWordIsThereTwice()
    {
        std::vector<std::string_view> all;
        for (int byte = 0; byte < 256; ++byte)
            for (const bool odd : {false, true})
                all.push_back(pgpWord(static_cast<std::uint8_t>(byte), odd));
        std::sort(all.begin(), all.end());
        QVERIFY(std::adjacent_find(all.begin(), all.end()) == all.end());
    }
};

KEYRITE_TEST_MAIN(PgpWordsTest)
#include "pgp_words_test.moc"
