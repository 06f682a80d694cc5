#include "core/market/series_shape.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace keyrite::market {
namespace {

using Row = std::vector<std::string_view>;

constexpr std::size_t kKlineColumns = 12;

// "Open Time", "open_time" and "openTime" are one name.
std::string plain(std::string_view name)
{
    std::string text;
    for (const char c : name)
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
            text += c;
        else if (c >= 'A' && c <= 'Z')
            text += static_cast<char>(c - 'A' + 'a');
    return text;
}

std::optional<std::size_t> find(const Row& row, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names)
        for (std::size_t i = 0; i < row.size(); ++i)
            if (plain(row[i]) == name)
                return i;
    return std::nullopt;
}

std::optional<Columns> klines(const Row& row)
{
    const bool header = row.size() == kKlineColumns && plain(row[0]) == "opentime";
    const auto format = row.size() == kKlineColumns ? guessTimeFormat(row[0]) : std::nullopt;
    if (!header && format != TimeFormat::EpochMilliseconds && format != TimeFormat::EpochMicroseconds)
        return std::nullopt;
    Columns columns{SeriesShape::Binance, 0, 1, 2, 3, 4, kKlineColumns, std::nullopt};
    columns.rowIsData = !header;
    return columns;
}

std::optional<Columns> namedColumns(const Row& row)
{
    const auto time = find(row, {"opentime", "datetime", "timestamp", "date", "time"});
    const auto close = find(row, {"close", "closelast", "last", "price"});
    const auto high = find(row, {"high"});
    const auto low = find(row, {"low"});
    if (!time || !close || !high || !low)
        return std::nullopt;
    Columns columns{SeriesShape::Yahoo, *time,       find(row, {"open"}), high, low, *close,
                    row.size(),         std::nullopt};
    columns.adjustedToo = find(row, {"adjclose", "adjustedclose"}).has_value();
    return columns;
}

// FRED: "DATE,SP500" or "observation_date,SP500". EIA: "Day,Cushing, OK WTI ...", newest first, mm/dd/yyyy;
// or "period,...,value".
std::optional<Columns> dateAndValue(const Row& row)
{
    const std::string first = row.empty() ? std::string() : plain(row[0]);
    const auto value = find(row, {"value", "close", "price"});
    if (row.size() < 2 ||
        (first != "date" && first != "observationdate" && first != "day" && first != "period"))
        return std::nullopt;
    if (row.size() > 2 && !value && first != "day") // which of the columns, nobody can know
        return std::nullopt;
    Columns columns{SeriesShape::DateAndValue, 0, {}, {}, {}, value.value_or(1), 0, std::nullopt};
    if (first == "day")
        columns.timeFormat = TimeFormat::MonthDayYear;
    return columns;
}

auto unusable(const std::string& what)
{
    return fail(ErrorCode::SeriesUnusable, what);
}

std::optional<std::size_t> columnNumber(const std::string& text)
{
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 1 || value > 256)
        return std::nullopt;
    return value - 1;
}

// The next key=value of a mapping text, with the value's quotation marks taken off.
struct Word
{
    std::string key;
    std::string value;
};

std::optional<Word> takeWord(std::string_view& text)
{
    const std::size_t equals = text.find('=');
    if (equals == text.npos)
        return std::nullopt;
    Word word{std::string(text.substr(0, equals)), {}};
    text.remove_prefix(equals + 1);
    const bool quoted = text.starts_with('"');
    if (quoted)
        text.remove_prefix(1);
    const std::size_t end = std::min(text.size(), text.find(quoted ? '"' : ' '));
    word.value = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + (quoted ? 1U : 0U)));
    return word;
}

std::optional<int> zoneSeconds(const std::string& text)
{
    // Any time of day will do to read a zone.
    const auto parsed = parseBarTime("2000-01-01 12:00" + text, TimeFormat::Iso);
    const auto utc = parseBarTime("2000-01-01 12:00Z", TimeFormat::Iso);
    if (!parsed || !parsed->hasZone)
        return std::nullopt;
    return static_cast<int>(utc->seconds - parsed->seconds);
}

bool setOption(SeriesMapping& mapping, const Word& word)
{
    static const std::map<std::string, TimeFormat> kFormats{{"iso", TimeFormat::Iso},
                                                            {"dmy", TimeFormat::DayMonthYear},
                                                            {"mdy", TimeFormat::MonthDayYear},
                                                            {"s", TimeFormat::EpochSeconds},
                                                            {"ms", TimeFormat::EpochMilliseconds},
                                                            {"us", TimeFormat::EpochMicroseconds}};
    static const std::map<std::string, char> kDelimiters{{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}};
    if (word.key == "format" && kFormats.contains(word.value)) {
        mapping.timeFormat = kFormats.at(word.value);
        return true;
    }
    if (word.key == "delimiter" && kDelimiters.contains(word.value)) {
        mapping.delimiter = kDelimiters.at(word.value);
        return true;
    }
    if (word.key == "decimal" && (word.value == "comma" || word.value == "point")) {
        mapping.decimalComma = word.value == "comma";
        return true;
    }
    if (word.key == "zone")
        mapping.zoneSeconds = zoneSeconds(word.value);
    return word.key == "zone" && mapping.zoneSeconds.has_value();
}

bool setWord(SeriesMapping& mapping, const Word& word)
{
    const std::map<std::string, std::string*> texts{{"time", &mapping.time},
                                                    {"close", &mapping.close},
                                                    {"open", &mapping.open},
                                                    {"high", &mapping.high},
                                                    {"low", &mapping.low}};
    const auto text = texts.find(word.key);
    if (text == texts.end())
        return setOption(mapping, word);
    *text->second = word.value;
    return !word.value.empty();
}

// Where the columns of a mapping are; by number in every one, or by name in every one.
class Finder final
{
public:
    Finder(const Row& row, bool byNumber) : m_row(row), m_byNumber(byNumber) {}

    Result<std::size_t> at(const std::string& column) const
    {
        const auto index = m_byNumber ? columnNumber(column) : named(column);
        if (!index || *index >= m_row.size())
            return unusable("The mapping names the column " + shownName(column) +
                            ", which is not in the first row of "
                            "the file. Name columns as the first row does, or count them from 1 where there "
                            "are no names.");
        return *index;
    }

    Result<std::optional<std::size_t>> maybe(const std::string& column) const
    {
        if (column.empty())
            return std::optional<std::size_t>();
        const auto index = at(column);
        if (!index)
            return fail(index.error());
        return std::optional(*index);
    }

private:
    static std::string shownName(const std::string& column) { return '"' + column.substr(0, 40) + '"'; }

    std::optional<std::size_t> named(const std::string& column) const
    {
        const auto found = std::ranges::find_if(m_row, [&](std::string_view name) {
            return plain(name) == plain(column) && !plain(column).empty();
        });
        if (found == m_row.end())
            return std::nullopt;
        return static_cast<std::size_t>(found - m_row.begin());
    }

    const Row& m_row;
    bool m_byNumber;
};

} // namespace

std::string shapeName(SeriesShape shape)
{
    switch (shape) {
    case SeriesShape::Yahoo:
        return "named columns, as Yahoo Finance writes them";
    case SeriesShape::Binance:
        return "Binance klines";
    case SeriesShape::DateAndValue:
        return "a date and a value, as FRED and EIA write them";
    case SeriesShape::Mapped:
        return "columns as mapped";
    }
    return {};
}

Result<SeriesMapping> SeriesMapping::parse(std::string_view text)
{
    SeriesMapping mapping;
    while (!text.empty()) {
        if (text.front() == ' ') {
            text.remove_prefix(1);
            continue;
        }
        const auto word = takeWord(text);
        if (!word || !setWord(mapping, *word))
            return unusable(
                "The mapping has a word that cannot be read" +
                (word ? ": \"" + word->key.substr(0, 40) + '"' : std::string()) +
                ". Write time=.. close=.. and, where there are such columns, open=.. high=.. low=.., and "
                "format=iso|dmy|mdy|s|ms|us, decimal=comma, zone=+02:00, delimiter=comma|semicolon|tab.");
    }
    if (mapping.time.empty() || mapping.close.empty() || mapping.high.empty() != mapping.low.empty())
        return unusable(
            "The mapping must name the columns time and close, and high and low both or neither.");
    return mapping;
}

Result<Columns> SeriesMapping::columns(const std::vector<std::string_view>& firstRow) const
{
    const bool byNumber = columnNumber(time).has_value();
    const Finder finder(firstRow, byNumber);
    const auto timeAt = finder.at(time);
    const auto closeAt = finder.at(close);
    const auto openAt = finder.maybe(open);
    const auto highAt = finder.maybe(high);
    const auto lowAt = finder.maybe(low);
    for (const Error* error : {timeAt ? nullptr : &timeAt.error(), closeAt ? nullptr : &closeAt.error(),
                               openAt ? nullptr : &openAt.error(), highAt ? nullptr : &highAt.error(),
                               lowAt ? nullptr : &lowAt.error()})
        if (error != nullptr)
            return fail(*error);
    Columns columns{SeriesShape::Mapped, *timeAt,   *openAt, *highAt, *lowAt, *closeAt,
                    firstRow.size(),     timeFormat};
    columns.decimalComma = decimalComma;
    columns.zoneSeconds = zoneSeconds.value_or(0);
    columns.zoneGiven = zoneSeconds.has_value();
    columns.rowIsData = byNumber;
    return columns;
}

std::optional<Columns> recognise(const std::vector<std::string_view>& row)
{
    for (const auto& shape : {klines, namedColumns, dateAndValue})
        if (auto columns = shape(row))
            return columns;
    return std::nullopt;
}

} // namespace keyrite::market
