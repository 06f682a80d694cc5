#include "core/policy.h"
#include "tests/test_main.h"

using namespace keyrite;

class PolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsRoundTrip()
    {
        for (const char* text : {"2of3", "1of1", "16of16", "2of(2of3,2of3,1of1)", "1of(1of1,3of5)"})
            QCOMPARE(Policy::parse(text).value().text(), std::string(text));
        QCOMPARE(Policy::parse("1of(2of3)").value().text(), std::string("2of3"));
    }

    void impossibleDesignsAreRefused()
    {
        for (const char* text : {"", "2", "2of", "0of3", "4of3", "1of3", "2of17", "17of17", "02of3", "2of03",
                                 "2 of 3", "2of3 ", "2of()", "2of(2of3", "3of(2of3,2of3)", "2of(2of3,2of3,)",
                                 "2of(2of3,,2of3)", "999of999", "1of(1of(1of1))"})
            QCOMPARE(Policy::parse(text).error().code, ErrorCode::BadPolicy);
        QVERIFY(!Policy::parse(std::string(100000, '2')));
    }

    void sharesAreNumberedThroughTheGroups()
    {
        const Policy policy = Policy::parse("2of(2of3,2of2,1of1)").value();
        QCOMPARE(policy.shareCount(), 6);
        QVERIFY((sharePosition(policy, 2) == SharePosition{0, 2}));
        QVERIFY((sharePosition(policy, 3) == SharePosition{1, 0}));
        QVERIFY((sharePosition(policy, 5) == SharePosition{2, 0}));
        for (int number = 1; number <= policy.shareCount(); ++number)
            QCOMPARE(shareNumber(policy, sharePosition(policy, number - 1)), std::optional(number));
        QVERIFY(!shareNumber(policy, {1, 2}));
        QVERIFY(!shareNumber(policy, {3, 0}));
        QVERIFY(!shareNumber(policy, {0, -1}));
    }
};

KEYRITE_TEST_MAIN(PolicyTest)
#include "policy_test.moc"
