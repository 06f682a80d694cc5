#include "core/market/bar_row.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace keyrite::market {
namespace {

constexpr std::array<std::string_view, 8> kMissing{"", ".", "-", "NA", "N/A", "null", "NaN", "nan"};

bool isMissing(std::string_view text)
{
    return std::ranges::find(kMissing, text) != kMissing.end();
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t from = text.find_first_not_of(" \t");
    if (from == text.npos)
        return {};
    return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

enum class NumberFault { None, NotANumber, OutOfRange };

NumberFault parseNumber(std::string_view text, bool decimalComma, double& value)
{
    std::array<char, 64> point{};
    if (text.size() > point.size())
        return NumberFault::NotANumber;
    std::ranges::copy(text, point.begin());
    if (decimalComma)
        std::ranges::replace(point, ',', '.');
    const char* const end = point.data() + text.size();
    const auto parsed = std::from_chars(point.data(), end, value);
    if (parsed.ec == std::errc::result_out_of_range)
        return NumberFault::OutOfRange;
    if (parsed.ec != std::errc() || parsed.ptr != end)
        return NumberFault::NotANumber;
    return std::isfinite(value) && std::fabs(value) <= PriceSeries::kMaxPrice ? NumberFault::None
                                                                              : NumberFault::OutOfRange;
}

} // namespace

Result<void> BarRows::learnTimeFormat(std::uint64_t line, std::string_view text)
{
    m_columns.timeFormat = guessTimeFormat(text);
    if (!m_columns.timeFormat)
        return fail(
            ErrorCode::SeriesUnusable,
            "Line " + std::to_string(line) + ", column " + std::to_string(m_columns.time + 1) +
                ": the time " + shown(text) +
                " can be read in more than one way, or in none. Say with a mapping which format it has "
                "(format=iso, dmy, mdy, s, ms or us).");
    return {};
}

std::optional<BarTime> BarRows::readTime(std::uint64_t line, std::string_view text)
{
    // Klines changed from milliseconds to microseconds with the year 2025, within joined files.
    const auto format =
        m_columns.shape == SeriesShape::Binance ? guessTimeFormat(text) : m_columns.timeFormat;
    const auto time = format ? parseBarTime(text, *format) : std::nullopt;
    if (!time) {
        m_findings.add(FindingKind::BadTime, line, m_columns.time + 1,
                       "the time " + shown(text) + " cannot be read.");
        return std::nullopt;
    }
    if (!m_zones) {
        m_zones = time->hasZone;
        if (!time->hasZone && !m_columns.zoneGiven)
            m_findings.add(FindingKind::NoTimeZone, line, m_columns.time + 1,
                           "times name no zone and are read as UTC.");
    }
    if (time->hasZone != *m_zones) {
        m_findings.add(
            FindingKind::MixedZones, line, m_columns.time + 1,
            "the time " + shown(text) +
                (time->hasZone ? " names a zone; the first did not." : " names no zone; the first did."));
        return std::nullopt;
    }
    return time->hasZone ? time->seconds : time->seconds - m_columns.zoneSeconds;
}

std::optional<double> BarRows::readPrice(std::uint64_t line, std::size_t column, std::string_view text)
{
    double value = 0;
    switch (parseNumber(text, m_columns.decimalComma, value)) {
    case NumberFault::None:
        return value;
    case NumberFault::NotANumber:
        m_findings.add(FindingKind::NotANumber, line, column + 1, shown(text) + " is not a number.");
        return std::nullopt;
    case NumberFault::OutOfRange:
        m_findings.add(FindingKind::OutOfRange, line, column + 1,
                       shown(text) + " is not a price: it is infinite, or larger than 1,000,000,000,000.");
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Bar> BarRows::readPrices(std::uint64_t line, const std::vector<std::string_view>& fields,
                                       BarTime time)
{
    const std::string_view closeText = trimmed(fields[m_columns.close]);
    if (isMissing(closeText)) {
        m_findings.add(FindingKind::MissingValue, line, m_columns.close + 1,
                       "there is no price on this row.");
        return std::nullopt;
    }
    const auto close = readPrice(line, m_columns.close, closeText);
    if (!close)
        return std::nullopt;
    if (!m_columns.low)
        return Bar{time, *close, *close, *close};
    std::array<double, 2> extremes{};
    for (const std::size_t i : {0U, 1U}) {
        const std::size_t column = i == 0 ? *m_columns.low : *m_columns.high;
        const std::string_view text = trimmed(fields[column]);
        if (isMissing(text)) {
            m_findings.add(FindingKind::IncompleteBar, line, column + 1,
                           std::string("there is a close but no ") + (i == 0 ? "low." : "high."));
            return std::nullopt;
        }
        const auto price = readPrice(line, column, text);
        if (!price)
            return std::nullopt;
        extremes[i] = *price;
    }
    return Bar{time, extremes[0], extremes[1], *close};
}

void BarRows::noteOpen(std::uint64_t line, const std::vector<std::string_view>& fields, const Bar& bar)
{
    if (!m_columns.open)
        return;
    double open = 0;
    const std::string_view text = trimmed(fields[*m_columns.open]);
    if (parseNumber(text, m_columns.decimalComma, open) != NumberFault::None)
        m_findings.add(FindingKind::OpenOutside, line, *m_columns.open + 1,
                       "the open " + shown(text) + " is no price.");
    else if (open == 0 && bar.low != 0)
        m_findings.add(FindingKind::ZeroOpen, line, *m_columns.open + 1, "the open is 0.");
    else if (open < bar.low || open > bar.high)
        m_findings.add(FindingKind::OpenOutside, line, *m_columns.open + 1,
                       "the open " + shown(text) + " is not between the low and the high.");
}

void BarRows::noteSign(std::uint64_t line, const Bar& bar)
{
    if (bar.low < 0)
        m_findings.add(FindingKind::NegativePrice, line, m_columns.low.value_or(m_columns.close) + 1,
                       "the price is negative.");
    else if (bar.low == 0)
        m_findings.add(FindingKind::ZeroPrice, line, m_columns.low.value_or(m_columns.close) + 1,
                       "the price is 0.");
}

Result<std::optional<Bar>> BarRows::read(std::uint64_t line, const std::vector<std::string_view>& fields)
{
    const std::size_t needed = std::max({m_columns.time, m_columns.close, m_columns.open.value_or(0),
                                         m_columns.low.value_or(0), m_columns.high.value_or(0)}) +
                               1;
    if (m_columns.count == 0 ? fields.size() < needed : fields.size() != m_columns.count) {
        m_findings.add(FindingKind::WrongColumnCount, line, 0,
                       "there are " + std::to_string(fields.size()) + " columns; the table has " +
                           (m_columns.count == 0 ? "at least " + std::to_string(needed)
                                                 : std::to_string(m_columns.count)) +
                           ".");
        return std::optional<Bar>();
    }
    const std::string_view timeText = trimmed(fields[m_columns.time]);
    if (!m_columns.timeFormat)
        if (const auto learnt = learnTimeFormat(line, timeText); !learnt)
            return fail(learnt.error());
    const auto time = readTime(line, timeText);
    auto bar = time ? readPrices(line, fields, *time) : std::nullopt;
    if (bar && !checkBar(*bar)) {
        m_findings.add(FindingKind::InconsistentBar, line, 0,
                       "the close is not between the low and the high.");
        bar.reset();
    }
    if (bar) {
        noteOpen(line, fields, *bar);
        noteSign(line, *bar);
    }
    return bar;
}

} // namespace keyrite::market
