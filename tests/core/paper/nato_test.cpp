#include "core/paper/nato.h"
#include "tests/test_main.h"

using namespace keyrite;

class NatoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // SOURCE: ICAO Annex 10, volume II, 5.2.1.3, figure 5-1.
    void everyLetterHasItsWord()
    {
        QCOMPARE(
            paper::natoSpelling("ABCDEFGHIJKLM"),
            std::string("Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike"));
        QCOMPARE(
            paper::natoSpelling("nopqrstuvwxyz"),
            std::string("November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee "
                        "Zulu"));
    }

    void serialsAreSpelt()
    {
        QCOMPARE(paper::natoSpelling("70-9f"), std::string("Seven Zero Dash Nine Foxtrot"));
        QCOMPARE(paper::natoSpelling(""), std::string());
        QCOMPARE(paper::natoSpelling("a_b"), std::string("Alfa _ Bravo"));
    }
};

KEYRITE_TEST_MAIN(NatoTest)
#include "nato_test.moc"
