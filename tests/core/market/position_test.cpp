#include "core/market/position.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::market;

class PositionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindIsReadAndWrittenAgain()
    {
        for (
            const char* text :
            {R"({"kind":"spot","value":100000000})",
             R"({"kind":"spot","side":"short","measure":"exit","units":2.5,"name":"Reserve"})",
             R"({"kind":"perpetual","margin":0.1,"penalty":0.01,"fundingPerDay":0.0003,"value":1e6})",
             R"({"kind":"future","side":"short","margin":"0.05","value":1e6})",
             R"({"kind":"shortOption","type":"call","strike":1.1,"expiryDays":30,"volatility":0.6,"ratePerYear":0.04,"units":10})",
             R"({"kind":"shortOption","type":"put","expiryDays":7,"value":1})",
             R"({"kind":"otc","unwindHours":72,"value":5e6})"}) {
            const auto first = parsePositions(text);
            QVERIFY2(first.has_value(), text);
            const auto again = parsePositions(first->front().toJson().dump());
            QCOMPARE(again->front().toJson(), first->front().toJson());
            QVERIFY(!describe(first->front().instrument).empty());
        }
        const auto two = parsePositions(
            R"({"positions":[{"kind":"spot","value":1},{"kind":"otc","unwindHours":1,"value":2}]})");
        QCOMPARE(two->size(), 2U);
        QCOMPARE(assetClass(two->back().instrument), std::string("OTC"));
    }

    void whatIsNoPositionIsRefusedByField()
    {
        for (const char* text : {"",
                                 "[]",
                                 "{}",
                                 R"({"kind":"swap","value":1})",
                                 R"({"kind":"spot"})",
                                 R"({"kind":"spot","value":0})",
                                 R"({"kind":"spot","value":-5})",
                                 R"({"kind":"spot","value":1e308})",
                                 R"({"kind":"spot","value":1,"units":1})",
                                 R"({"kind":"spot","value":1,"margin":0.1})",
                                 R"({"kind":"perpetual","value":1})",
                                 R"({"kind":"perpetual","margin":1,"value":1})",
                                 R"({"kind":"perpetual","margin":0,"value":1})",
                                 R"({"kind":"perpetual","margin":0.1,"penalty":2,"value":1})",
                                 R"({"kind":"shortOption","type":"put","value":1})",
                                 R"({"kind":"shortOption","type":"both","expiryDays":3,"value":1})",
                                 R"({"kind":"otc","value":1})",
                                 R"({"positions":[]})",
                                 R"({"positions":[{"kind":"spot"}]})",
                                 R"({"kind":"spot","value":NaN})"})
            QCOMPARE(parsePositions(text).error().code, ErrorCode::BacktestRefused);
        QCOMPARE(parsePositions(R"({"kind":"perpetual","margin":7,"value":1})").error().message,
                 std::string("The position does not load: in the position, \"margin\" must be a number from "
                             "0.000001 to 0.999999."));
    }

    void thereIsATypicalInstrumentOfEachClass()
    {
        QStringList classes;
        for (const Instrument& instrument : typicalInstruments())
            classes << QString::fromStdString(assetClass(instrument));
        QCOMPARE(classes, (QStringList{"Spot", "Perpetual", "Future", "Short option", "OTC"}));
    }
};

KEYRITE_TEST_MAIN(PositionTest)
#include "position_test.moc"
