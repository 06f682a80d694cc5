#include "core/plan/input.h"
#include "core/plan/position_import.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::plan;

namespace {

constexpr std::string_view kTable =
    "Name;Class;Value;Sigma per day;Outage-limit hours;Liquidation drop;Liquidation loss\r\n"
    "Bitcoin;spot;100000000;0.04;72;;\r\n"
    "Perpetual;perpetual;10000000;0.04;;0.1;1200000\n"
    "\"Swap; with the bank\";otc;5000000;0.01;24;;\r";

PositionImport imported(std::string_view table)
{
    const TableHead head = readTableHead(sourceOf(table)).value();
    return importPositions(sourceOf(table), head.suggested).value();
}

std::string errorOf(const std::string& row)
{
    const PositionImport import =
        imported("name,class,value,sigmaPerDay,deadlineHours,deadlineLoss\n" + row + "\n");
    return import.errors.size() == 1 ? std::to_string(import.errors[0].line) + ": " + import.errors[0].what
                                     : "";
}

} // namespace

class PositionImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headersSuggestTheirMeaning()
    {
        const TableHead head = readTableHead(sourceOf(kTable)).value();
        QCOMPARE(head.headers.size(), std::size_t{7});
        QCOMPARE(head.suggested[static_cast<std::size_t>(PositionColumn::SigmaPerDay)],
                 std::optional<std::size_t>(3));
        QCOMPARE(head.suggested[static_cast<std::size_t>(PositionColumn::OutageLimitHours)],
                 std::optional<std::size_t>(4));
        QVERIFY(!head.suggested[static_cast<std::size_t>(PositionColumn::FundingRate)]);
    }

    void rowsBecomePositionsOfAPlan()
    {
        const PositionImport import = imported(kTable);
        QCOMPARE(import.errors.size(), std::size_t{0});
        QCOMPARE(import.positions.size(), std::size_t{3});
        Json json = {{"schema", "keyrite-plan-input/1"},
                     {"positions", import.positions},
                     {"groups", {{{"members", 3}, {"threshold", 2}}}},
                     {"groupThreshold", 1}};
        const PlanInput input = PlanInput::fromJson(json).value();
        QCOMPARE(input.model.value(), 115e6);
        QCOMPARE(input.model.positions[0].outageLimitHours, 72.0);
        QCOMPARE(input.model.positions[1].outageLimitHours, 0.1); // of its class
        QCOMPARE(input.model.positions[1].losses.size(), std::size_t{2});
        QCOMPARE(input.model.positions[2].name, std::string("Swap; with the bank"));
    }

    void badRowsAreNamedAndLeftOut()
    {
        QVERIFY(errorOf("A,spot,1,0.04,,").empty());
        QVERIFY(errorOf("A,spot,\"1,000\",0.04,,").find("2: line 2, \"value\"") == 0);
        QVERIFY(errorOf("A,spot,1e308,0.04,,").find("\"value\"") != std::string::npos);
        QVERIFY(errorOf("A,spot,,0.04,,").find("\"value\" is missing") != std::string::npos);
        QVERIFY(errorOf("A,tulips,1,0.04,,").find("\"class\" must be spot") != std::string::npos);
        QVERIFY(errorOf(",spot,1,0.04,,").find("\"name\"") != std::string::npos);
        QVERIFY(errorOf("A,spot,1,nan,,").find("\"sigmaPerDay\"") != std::string::npos);
        QVERIFY(errorOf("A,spot,1,0.04,5,").find("deadlineHours and deadlineLoss") != std::string::npos);
        QVERIFY(errorOf("A,spot").find("\"value\" is missing") != std::string::npos);
        const PositionImport mixed =
            imported("name,class,value,sigmaPerDay\nA,spot,1,0.04\nB,spot,x,0.04\n\nC,spot,2,0.04\n");
        QCOMPARE(mixed.positions.size(), std::size_t{2});
        QCOMPARE(mixed.errors.size(), std::size_t{1});
        QCOMPARE(mixed.errors[0].line, std::uint64_t{3});
    }

    void lineEndsAndMarksAreOfNoAccount()
    {
        const PositionImport import =
            imported("\xEF\xBB\xBFname,class,value,sigmaPerDay\r\nA,spot,1,0.04\rB,spot,2,0.04\n"
                     "C,spot,2,1e308\r\n");
        QCOMPARE(import.positions.size(), std::size_t{2});
        QCOMPARE(import.errors.size(), std::size_t{1});
        QCOMPARE(import.errors[0].line, std::uint64_t{4});
        QVERIFY(import.errors[0].what.ends_with("line 4, \"sigmaPerDay\" must be a number from 0 to 10."));
        QVERIFY(imported("name,class,value,sigmaPerDay\r\n").positions.empty());
    }

    void whatIsNoTableIsRefused()
    {
        QCOMPARE(readTableHead(sourceOf("")).error().code, ErrorCode::TableMalformed);
        const std::string_view table = "a,b,c\n1,2,3\n";
        QCOMPARE(importPositions(sourceOf(table), {}).error().code, ErrorCode::InvalidArgument);
        std::string many = "name,class,value,sigmaPerDay\n";
        for (int i = 0; i <= 500; ++i)
            many += "A,spot,1,0.04\n";
        const TableHead head = readTableHead(sourceOf(many)).value();
        QVERIFY(importPositions(sourceOf(many), head.suggested).error().message.find("500") !=
                std::string::npos);
    }
};

KEYRITE_TEST_MAIN(PositionImportTest)
#include "position_import_test.moc"
