#include "core/csv_reader.h"
#include "tests/test_main.h"

#include <numeric>
#include <rapidcheck.h>

using namespace keyrite;

namespace {

using Row = std::vector<std::string>;

struct Read
{
    std::vector<Row> rows;
    std::vector<std::uint64_t> lines;
    std::string error;
};

Read readAll(ByteSource source, char delimiter = 0)
{
    CsvReader reader(std::move(source), delimiter);
    Read read;
    for (;;) {
        const auto more = reader.next();
        if (!more)
            read.error = more.error().message;
        if (!more || !*more)
            return read;
        read.rows.emplace_back(reader.fields().begin(), reader.fields().end());
        read.lines.push_back(reader.line());
    }
}

Read readText(std::string_view text, char delimiter = 0)
{
    return readAll(sourceOf(text), delimiter);
}

// The same text, a byte at a time.
Read readSlowly(std::string_view text)
{
    return readAll([text](std::span<char> target) mutable -> Result<std::size_t> {
        if (text.empty())
            return 0U;
        target[0] = text.front();
        text.remove_prefix(1);
        return 1U;
    });
}

std::string quoted(const std::string& field)
{
    std::string text = "\"";
    for (const char c : field)
        text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + "\"";
}

} // namespace

class CsvReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // SOURCE: RFC 4180, section 2, rules 1 to 7: the examples.
    void theExamplesOfTheStandard()
    {
        const std::vector<Row> two{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}};
        QCOMPARE(readText("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n").rows, two);
        QCOMPARE(readText("aaa,bbb,ccc\r\nzzz,yyy,xxx").rows, two);
        QCOMPARE(readText("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx").rows, two);
        QCOMPARE(readText("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx").rows,
                 (std::vector<Row>{{"aaa", "b\r\nbb", "ccc"}, two[1]}));
        QCOMPARE(readText("\"aaa\",\"b\"\"bb\",\"ccc\"").rows, (std::vector<Row>{{"aaa", "b\"bb", "ccc"}}));
    }

    void lineEndsMayBeMixedAndLinesAreCountedAsAnEditorDoes()
    {
        const Read read = readText("\xEF\xBB\xBF"
                                   "a,b\r\n1,2\n3,4\r5,6\r\n\n\"x\ny\",7\r\n8,9");
        QCOMPARE(read.error, std::string());
        QCOMPARE(read.rows, (std::vector<Row>{
                                {"a", "b"}, {"1", "2"}, {"3", "4"}, {"5", "6"}, {"x\ny", "7"}, {"8", "9"}}));
        QCOMPARE(read.lines, (std::vector<std::uint64_t>{1, 2, 3, 4, 6, 8}));
    }

    void emptyFieldsAreFieldsAndBlankLinesAreNoRows()
    {
        QCOMPARE(readText(",\n\n\n,,\n").rows, (std::vector<Row>{{"", ""}, {"", "", ""}}));
        QVERIFY(readText("").rows.empty());
        QVERIFY(readText("\r\n\r\n").rows.empty());
        QVERIFY(readText("\xEF\xBB\xBF").rows.empty());
    }

    void theDelimiterIsGuessedFromTheFirstLineOrGiven()
    {
        QCOMPARE(readText("a;b;c\n1,5;2;3").rows.back(), (Row{"1,5", "2", "3"}));
        QCOMPARE(readText("a\tb\n1\t2").rows.back(), (Row{"1", "2"}));
        QCOMPARE(readText("a;b,c", ',').rows.back(), (Row{"a;b", "c"}));
    }

    void whatIsNotATableIsRefusedWithLineAndColumn()
    {
        QCOMPARE(readText("a,b\n1,x\"y\n").error,
                 std::string("Line 2, column 2: there is a quotation mark inside a "
                             "field that does not begin with one."));
        QCOMPARE(readText("a,b\n\"1\"x,2\n").error,
                 std::string("Line 2, column 1: text follows the quotation mark that closes a field."));
        QVERIFY(readText("a\n\"never")
                    .error.starts_with("Line 2, column 1: a quotation mark that opens on line 2"));
        QVERIFY(readText(std::string_view("a\0b", 3))
                    .error.starts_with("Line 1, column 1: there is a NUL byte."));
        QVERIFY(readText("\xFF\xFE"
                         "a")
                    .error.find("UTF-16") != std::string::npos);
        QVERIFY(
            readText(std::string(70000, 'x')).error.starts_with("Line 1, column 1: the row has more than"));
        QVERIFY(
            readText(std::string(300, ',')).error.starts_with("Line 1, column 257: the row has more than"));
    }

    void aFailingSourceEndsTheReading()
    {
        CsvReader reader(
            [](std::span<char>) -> Result<std::size_t> { return fail(ErrorCode::IoFailed, "gone"); });
        QCOMPARE(reader.next().error().code, ErrorCode::IoFailed);
        QVERIFY(!reader.next().value());
    }

    void whatWasWrittenIsRead()
    {
        QVERIFY(rc::check([](const std::vector<std::vector<std::string>>& table) {
            std::string text;
            std::vector<Row> expected;
            for (const Row& row : table) {
                if (row.empty() || row.size() > CsvReader::kMaxFields)
                    continue;
                RC_PRE(
                    std::ranges::none_of(row, [](const std::string& f) { return f.find('\0') != f.npos; }));
                for (std::size_t i = 0; i < row.size(); ++i)
                    text += (i == 0 ? "" : ",") + quoted(row[i]);
                text += "\r\n";
                if (row.size() > 1 || !row[0].empty())
                    expected.push_back(row);
            }
            const Read read = readText(text, ',');
            RC_ASSERT(read.error.empty());
            RC_ASSERT(read.rows == expected);
        }));
    }

    void chunksDoNotMatter()
    {
        const std::string text = "\xEF\xBB\xBF\"a\"\"\",b\r\n1,\"2\r\n3\"\r\r\n4,5";
        QCOMPARE(readSlowly(text).rows, readText(text).rows);
        QCOMPARE(readSlowly(text).lines, readText(text).lines);
    }
};

KEYRITE_TEST_MAIN(CsvReaderTest)
#include "csv_reader_test.moc"
