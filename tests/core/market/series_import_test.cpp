#include "core/market/series_import.h"

#include "core/market/synthetic_series.h"
#include "tests/shared_vectors.h"
#include "tests/test_main.h"

#include <fstream>
#include <unistd.h>

using namespace keyrite;
using namespace keyrite::market;

namespace {

Result<SeriesImport> import(std::string_view text, const char* mapping = nullptr)
{
    if (mapping == nullptr)
        return importSeries(sourceOf(text));
    const auto parsed = SeriesMapping::parse(mapping);
    if (!parsed)
        return fail(parsed.error());
    return importSeries(sourceOf(text), *parsed);
}

// The sentences of the defects and notes of one kind.
QStringList sentences(const SeriesImport& imported, FindingKind kind)
{
    QStringList list;
    for (const Finding& finding : imported.findings.kept())
        if (finding.kind == kind)
            list << QString::fromStdString(finding.sentence());
    return list;
}

const std::string kHeader = "Date,Open,High,Low,Close,Volume\n";

// Five good bars around `rows`.
constexpr std::size_t kAround = 5;

SeriesImport around(const std::string& rows)
{
    std::string text = kHeader + "2020-01-01,10,12,9,11,5\n" + rows;
    for (const char* day : {"2020-02-01", "2020-02-02", "2020-02-03", "2020-02-04"})
        text += std::string(day) + ",10,12,9,11,5\n";
    return import(text).value();
}

std::size_t residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    std::size_t pages = 0;
    statm >> pages >> pages;
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// Hourly klines without end, as many bytes as asked for.
ByteSource klines(std::size_t bytes, std::size_t& rows)
{
    return [=, &rows, rest = std::string()](std::span<char> target) mutable -> Result<std::size_t> {
        while (rest.size() < target.size() && bytes > 0) {
            const std::string time = std::to_string(1500000000000LL + static_cast<long long>(rows) * 60000);
            std::string row = time + ",4261.48000000,4280.56000000,4261.32000000,4261.45000000,11.30814100," +
                              time + ",48224.83000000,76,1.95605700,8334.68000000,0\n";
            ++rows;
            bytes -= std::min(bytes, row.size());
            rest += row;
        }
        const std::size_t count = rest.copy(target.data(), target.size());
        rest.erase(0, count);
        return count;
    };
}

} // namespace

class SeriesImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesInEveryFormat()
    {
        using F = TimeFormat;
        struct Case
        {
            const char* text;
            F format;
            const char* shown;
        };
        for (const Case& c :
             {Case{"2020-03-12", F::Iso, "2020-03-12"}, Case{"20200312", F::Iso, "2020-03-12"},
              Case{"2020-03-12T14:05:30.5Z", F::Iso, "2020-03-12 14:05"},
              Case{"2020-03-12 00:30+02:00", F::Iso, "2020-03-11 22:30"},
              Case{"2020-03-12 23:30:00-0500", F::Iso, "2020-03-13 04:30"},
              Case{"12/03/2020", F::DayMonthYear, "2020-03-12"},
              Case{"3/12/2020 9:30", F::MonthDayYear, "2020-03-12 09:30"},
              Case{"12.03.2020", F::DayMonthYear, "2020-03-12"},
              Case{"1584021900", F::EpochSeconds, "2020-03-12 14:05"},
              Case{"1584021900999", F::EpochMilliseconds, "2020-03-12 14:05"},
              Case{"1584021900999999", F::EpochMicroseconds, "2020-03-12 14:05"},
              Case{"1927-12-30", F::Iso, "1927-12-30"}, Case{"-1", F::EpochSeconds, "1969-12-31 23:59"}})
            QCOMPARE(barTimeText(parseBarTime(c.text, c.format).value().seconds), std::string(c.shown));
        for (const char* text : {"", "2020", "2020-13-01", "2020-02-30", "2020-1-1", "1799-01-01",
                                 "2020-03-12T", "2020-03-12 24:00", "2020-03-12 10:00+15:00", "2020-03-12x",
                                 "12/03/2020", "2020-03-12 10:00 CET"})
            QVERIFY2(!parseBarTime(text, F::Iso), text);
        QCOMPARE(guessTimeFormat("1584021900999"), std::optional(F::EpochMilliseconds));
        QVERIFY(!guessTimeFormat("03/12/2020")); // in March or in December
    }

    void yahoosShape()
    {
        const auto imported =
            import("Date,Open,High,Low,Close,Adj Close,Volume\n2020-01-02,10,12,9,11,10.5,100\n"
                   "2020-01-03,11,13,10,12,11.5,100\n");
        QVERIFY(imported->shape == SeriesShape::Yahoo);
        QCOMPARE(imported->series.size(), 2U);
        QCOMPARE(imported->series[1].low, 10.0);
        QCOMPARE(imported->series[1].high, 13.0);
        QCOMPARE(imported->series[1].close, 12.0);
        QCOMPARE(imported->findings.count(FindingKind::Unadjusted), 1U);
        QCOMPARE(imported->findings.defects(), 0U);
    }

    void binancesShapeWithAndWithoutHeaderInMillisecondsAndMicroseconds()
    {
        const std::string rows = "1735603200000,1,3,0.5,2,9,1735603259999,1,1,1,1,0\n"
                                 "1735603260000000,2,4,1,3,9,1735603319999999,1,1,1,1,0\n";
        const std::string header = "open_time,open,high,low,close,volume,close_time,quote_volume,count,"
                                   "taker_buy_volume,taker_buy_quote_volume,ignore\n";
        for (const std::string& text : {rows, header + rows}) {
            const auto imported = import(text);
            QVERIFY(imported->shape == SeriesShape::Binance);
            QCOMPARE(imported->series.size(), 2U);
            QCOMPARE(imported->series.intervalSeconds(), 60);
            QCOMPARE(imported->series[0].low, 0.5);
            QCOMPARE(barTimeText(imported->series[1].time), std::string("2024-12-31 00:01"));
            QCOMPARE(imported->findings.kept().size(), 0U);
        }
    }

    void fredsShapeAndItsMissingValues()
    {
        const auto imported = import("observation_date,DCOILWTICO\n2020-04-17,18.31\n2020-04-18,.\n2020-04-"
                                     "20,-36.98\n2020-04-21,8.91\n");
        QVERIFY(imported->shape == SeriesShape::DateAndValue);
        QCOMPARE(imported->series.size(), 3U);
        QCOMPARE(imported->series[1].close, -36.98);
        QCOMPARE(imported->series[1].low, -36.98);
        QCOMPARE(imported->findings.defects(), 0U);
        QCOMPARE(sentences(*imported, FindingKind::MissingValue),
                 QStringList{"Line 3, column 2: there is no price on this row."});
        QCOMPARE(sentences(*imported, FindingKind::NegativePrice),
                 QStringList{"Line 4, column 2: the price is negative."});
        QCOMPARE(imported->findings.count(FindingKind::CloseOnly), 1U);
    }

    void eiasShapeRunsBackwardsAfterSomeLines()
    {
        const auto imported =
            import("Cushing, OK WTI Spot Price FOB\nhttps://www.eia.gov/dnav/pet/hist/rwtcD.htm\n"
                   "Source: U.S. Energy Information Administration\n"
                   "Day,Cushing, OK WTI Spot Price FOB Dollars per "
                   "Barrel\n11/18/2025,60.67\n11/17/2025,59.91\n11/14/2025,59.99\n");
        QVERIFY(imported->shape == SeriesShape::DateAndValue);
        QCOMPARE(barTimeText(imported->series[0].time), std::string("2025-11-14"));
        QCOMPARE(imported->series[2].close, 60.67);
        QCOMPARE(sentences(*imported, FindingKind::NewestFirst),
                 QStringList{"Line 5: the newest row comes first."});
    }

    void otherShapesByMapping()
    {
        const char* text =
            "When;Best;Worst;Last Price\n31.01.2020 10:00;12,5;9,25;11,0\n31.01.2020 11:00;13,5;10,0;12,0\n";
        const auto imported = import(
            text, R"(time=When close="Last Price" high=Best low=Worst format=dmy decimal=comma zone=+01:00)");
        QVERIFY(imported->shape == SeriesShape::Mapped);
        QCOMPARE(imported->series[0].low, 9.25);
        QCOMPARE(barTimeText(imported->series[0].time), std::string("2020-01-31 09:00"));
        QCOMPARE(imported->findings.kept().size(), 0U);
        const auto byNumber = import("1,x,1580428800\n2,x,1580432400\n", "time=3 close=1");
        QCOMPARE(byNumber->series.size(), 2U);
        QCOMPARE(import(text).error().code, ErrorCode::SeriesUnusable);
        QVERIFY(import(text).error().message.starts_with("Line 1: the columns of this file are not known."));
        QVERIFY(import(text, "time=When close=Nope")
                    .error()
                    .message.starts_with("The mapping names the column \"Nope\""));
        for (const char* bad :
             {"", "time=When", "close=Last", "time=1 close=2 high=3", "time=1 close=2 what=3", "x",
              "time=1 close=2 zone=9", "time=1 close=2 format=ymd", "time= close=2"})
            QCOMPARE(import(text, bad).error().code, ErrorCode::SeriesUnusable);
        QVERIFY(import(text, "time=1 close=257").error().message.find("not in the first row") !=
                std::string::npos);
    }

    void anAmbiguousDateAsksForAMapping()
    {
        const auto refused = import("Date,High,Low,Close\n03/12/2020,2,1,2\n");
        QVERIFY(refused.error().message.starts_with(
            "Line 2, column 1: the time \"03/12/2020\" can be read in more than one way"));
        QCOMPARE(import("Date,High,Low,Close\n03/12/2020,2,1,2\n03/13/2020,2,1,2\n",
                        "time=Date close=Close format=mdy")
                     ->series.size(),
                 2U);
    }

    void everyDefectIsNamedByRowAndColumnAndKeptOut()
    {
        struct Case
        {
            const char* row;
            FindingKind kind;
            const char* sentence;
        };
        for (const Case& c : {
                 Case{"2020-01-02,10,12,9\n", FindingKind::WrongColumnCount,
                      "Line 3: there are 4 columns; the table has 6."},
                 Case{"2020-01-32,10,12,9,11,5\n", FindingKind::BadTime,
                      "Line 3, column 1: the time \"2020-01-32\" cannot be read."},
                 Case{"2020-01-02,10,12,9,abc,5\n", FindingKind::NotANumber,
                      "Line 3, column 5: \"abc\" is not a number."},
                 Case{"2020-01-02,10,12,9,0x1p3,5\n", FindingKind::NotANumber,
                      "Line 3, column 5: \"0x1p3\" is not a number."},
                 Case{"2020-01-02,10,1e308,9,11,5\n", FindingKind::OutOfRange,
                      "Line 3, column 3: \"1e308\" is not a price: it is infinite, or larger than "
                      "1,000,000,000,000."},
                 Case{"2020-01-02,10,inf,9,11,5\n", FindingKind::OutOfRange,
                      "Line 3, column 3: \"inf\" is not a price: it is infinite, or larger than "
                      "1,000,000,000,000."},
                 Case{"2020-01-02,10,1e999,9,11,5\n", FindingKind::OutOfRange,
                      "Line 3, column 3: \"1e999\" is not a price: it is infinite, or larger than "
                      "1,000,000,000,000."},
                 Case{"2020-01-02,10,12,.,11,5\n", FindingKind::IncompleteBar,
                      "Line 3, column 4: there is a close but no low."},
                 Case{"2020-01-02,10,12,9,13,5\n", FindingKind::InconsistentBar,
                      "Line 3: the close is not between the low and the high."},
                 Case{"2020-01-01,10,12,9,11,5\n", FindingKind::Duplicate,
                      "Line 3: the time 2020-01-01 was there before."},
                 Case{"2020-01-02T00:00Z,10,12,9,11,5\n", FindingKind::MixedZones,
                      "Line 3, column 1: the time \"2020-01-02T00:00Z\" names a zone; the first did not."},
             }) {
            const SeriesImport imported = around(c.row);
            QCOMPARE(sentences(imported, c.kind), QStringList{c.sentence});
            QCOMPARE(imported.findings.defects(), 1U);
            QCOMPARE(imported.series.size(), kAround);
            QVERIFY(imported.findings.defectSummary().ends_with(c.sentence));
        }
        const SeriesImport disorder = around("2020-01-05,10,12,9,11,5\n2020-01-03,10,12,9,11,5\n");
        QCOMPARE(sentences(disorder, FindingKind::Disorder),
                 QStringList{"Line 4: the time 2020-01-03 comes after 2020-01-05."});
        QCOMPARE(disorder.series.size(), kAround + 1);
    }

    void everyNoteKeepsItsRow()
    {
        struct Case
        {
            const char* row;
            FindingKind kind;
            const char* sentence;
        };
        for (const Case& c :
             {Case{"2020-01-02,0,12,9,11,5\n", FindingKind::ZeroOpen, "Line 3, column 2: the open is 0."},
              Case{"2020-01-02,15,12,9,11,5\n", FindingKind::OpenOutside,
                   "Line 3, column 2: the open \"15\" is not between the low and the high."},
              Case{"2020-01-02,1,12,0,11,5\n", FindingKind::ZeroPrice, "Line 3, column 4: the price is 0."},
              Case{"2020-01-02,1,12,-3,11,5\n", FindingKind::NegativePrice,
                   "Line 3, column 4: the price is negative."}}) {
            const SeriesImport imported = around(c.row);
            QCOMPARE(sentences(imported, c.kind), QStringList{c.sentence});
            QCOMPARE(imported.findings.defects(), 0U);
            QCOMPARE(imported.series.size(), kAround + 1);
        }
        const SeriesImport gap = around("2020-01-02,10,12,9,11,5\n2020-01-03,10,12,9,11,5\n");
        QCOMPARE(sentences(gap, FindingKind::Gap),
                 QStringList{"Line 5: no bars between 2020-01-03 and 2020-02-01."});
        QCOMPARE(sentences(gap, FindingKind::NoTimeZone),
                 QStringList{"Line 2, column 1: times name no zone and are read as UTC."});
    }

    void lineEndsAndMarksAreOfNoAccount()
    {
        const auto imported =
            import("\xEF\xBB\xBF"
                   "Date,Open,High,Low,Close,Volume\r\n2020-01-01,10,12,9,11,5\n2020-01-02,10,12,9,11,5\r"
                   "\"2020-01-03\",\"10\",\"12\",\"9\",\"oops\",\"5\"\r\n2020-01-04,10,12,9,11,5");
        QCOMPARE(imported->series.size(), 3U);
        QCOMPARE(sentences(*imported, FindingKind::NotANumber),
                 QStringList{"Line 4, column 5: \"oops\" is not a number."});
    }

    void findingsAreBounded()
    {
        std::string rows;
        for (int i = 0; i < 5000; ++i)
            rows += "2020-01-02,10,12,9,abc,5\n";
        const SeriesImport imported = around(rows);
        QCOMPARE(imported.findings.defects(), 5000U);
        QVERIFY(imported.findings.kept().size() <= Findings::kMaxKept + 5);
        QVERIFY(imported.findings.defectSummary().starts_with(
            "5000 rows are defective. The first: Line 3, column 5"));
    }

    void whatIsNoSeriesIsRefused()
    {
        QCOMPARE(import("").error().message, std::string("The file is empty."));
        QVERIFY(import(kHeader).error().message.starts_with("The series has 0 usable bars."));
        QVERIFY(import(kHeader + "2020-01-01,1,1,1,nan,1\n2020-01-02,1,1,1,x,1\n")
                    .error()
                    .message.ends_with("Line 3, column 5: \"x\" is not a number."));
        QVERIFY(import("date,close\n2020-01-01,1\n2020-01-08,2\n2020-01-15,3\n")
                    .error()
                    .message.starts_with("The bars are mostly 7 days apart."));
        QCOMPARE(import("a\0b").error().code, ErrorCode::SeriesUnusable);
        QCOMPARE(import(std::string_view("a\0b", 3)).error().code, ErrorCode::TableMalformed);
    }

    void theHashIsThatOfTheBytes()
    {
        const std::string text = kHeader + "2020-01-01,10,12,9,11,5\r\n2020-01-02,10,12,9,11,5";
        QCOMPARE(toHex(import(text)->sha256), toHex(crypto::sha256(asBytes(text))));
    }

    void memoryGrowsWithTheBarsAndNotWithTheFile()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("SKIPPED: a sanitizer's own memory is more than what is measured here.");
#endif
        constexpr std::size_t kFileBytes = 8UL << 20U;
        const std::size_t before = residentBytes();
        std::size_t rows = 0;
        const auto imported = importSeries(klines(kFileBytes, rows));
        const std::size_t grown = residentBytes() - std::min(before, residentBytes());
        QCOMPARE(imported->series.size(), rows);
        QVERIFY2(grown < kFileBytes / 2 + (2UL << 20U), qPrintable(QString::number(grown)));
    }

    void thePracticeSeriesSaysThatItIsMadeUp()
    {
        const auto imported = import(syntheticSeries(4380));
        QVERIFY(isSynthetic(imported->comment));
        QCOMPARE(imported->series.size(), 4380U);
        QCOMPARE(imported->findings.defects(), 0U);
        QVERIFY(!isSynthetic(import(kHeader + "2020-01-01,1,1,1,1,1\n2020-01-02,1,1,1,1,1\n")->comment));
        QCOMPARE(toHex(imported->sha256), toHex(crypto::sha256(asBytes(syntheticSeries(4380)))));
    }

    void realFilesLoadWithWhatIsKnownToBeWrongWithThem()
    {
        KEYRITE_NEEDS_SHARED("market/sp500-daily.csv");
        const auto read = [](const char* name) {
            return importSeries(fileSource(test::sharedPath(name).toStdString()).value()).value();
        };
        const SeriesImport sp500 = read("market/sp500-daily.csv");
        QCOMPARE(sp500.series.size(), 24777U);
        QCOMPARE(sp500.findings.count(FindingKind::ZeroOpen), 5075U);
        QCOMPARE(sp500.findings.defects(), 0U);
        const SeriesImport oil = read("market/wti-spot-daily.csv");
        QCOMPARE(oil.series.size(), 10226U);
        QCOMPARE(sentences(oil, FindingKind::NegativePrice),
                 QStringList{"Line 8645, column 2: the price is negative."});
        QCOMPARE(read("market/btc-usd-daily.csv").findings.defects(), 0U);
        const SeriesImport vix = read("market/vix-daily.csv");
        QVERIFY(vix.findings.count(FindingKind::OpenOutside) > 0);
        QVERIFY(vix.series.size() + vix.findings.defects() == 9235U);
    }
};

KEYRITE_TEST_MAIN(SeriesImportTest)
#include "series_import_test.moc"
