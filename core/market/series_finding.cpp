#include "core/market/series_finding.h"

#include <algorithm>

namespace keyrite::market {

bool isDefect(FindingKind kind)
{
    return kind <= FindingKind::MixedZones;
}

std::string findingName(FindingKind kind)
{
    switch (kind) {
    case FindingKind::WrongColumnCount:
        return "wrongColumnCount";
    case FindingKind::BadTime:
        return "badTime";
    case FindingKind::NotANumber:
        return "notANumber";
    case FindingKind::OutOfRange:
        return "outOfRange";
    case FindingKind::IncompleteBar:
        return "incompleteBar";
    case FindingKind::InconsistentBar:
        return "inconsistentBar";
    case FindingKind::Duplicate:
        return "duplicate";
    case FindingKind::Disorder:
        return "disorder";
    case FindingKind::MixedZones:
        return "mixedZones";
    case FindingKind::MissingValue:
        return "missingValue";
    case FindingKind::ZeroOpen:
        return "zeroOpen";
    case FindingKind::OpenOutside:
        return "openOutside";
    case FindingKind::ZeroPrice:
        return "zeroPrice";
    case FindingKind::NegativePrice:
        return "negativePrice";
    case FindingKind::Gap:
        return "gap";
    case FindingKind::NewestFirst:
        return "newestFirst";
    case FindingKind::NoTimeZone:
        return "noTimeZone";
    case FindingKind::CloseOnly:
        return "closeOnly";
    case FindingKind::Unadjusted:
        return "unadjusted";
    }
    return {};
}

std::string findingMeaning(FindingKind kind)
{
    switch (kind) {
    case FindingKind::WrongColumnCount:
        return "The row has another number of columns than the table. It is left out.";
    case FindingKind::BadTime:
        return "The time cannot be read. The row is left out.";
    case FindingKind::NotANumber:
        return "A price is not a number. The row is left out.";
    case FindingKind::OutOfRange:
        return "A price is infinite or larger than any price. The row is left out.";
    case FindingKind::IncompleteBar:
        return "The bar has a close but lacks its low or high. It is left out.";
    case FindingKind::InconsistentBar:
        return "The close is not between the low and the high. The row is left out.";
    case FindingKind::Duplicate:
        return "The time was there before. The second row is left out.";
    case FindingKind::Disorder:
        return "The row is out of the order of time. It is left out.";
    case FindingKind::MixedZones:
        return "Some times name a zone and some do not. Those unlike the first are left out.";
    case FindingKind::MissingValue:
        return "There is no price on the row: it makes no bar, as on a holiday.";
    case FindingKind::ZeroOpen:
        return "The open is 0. No calculation uses the open; the bar is used.";
    case FindingKind::OpenOutside:
        return "The open is not between the low and the high. No calculation uses the open; the bar is used.";
    case FindingKind::ZeroPrice:
        return "A price is 0. The bar is used as it is.";
    case FindingKind::NegativePrice:
        return "A price is negative, as oil was on 2020-04-20. The bar is used as it is.";
    case FindingKind::Gap:
        return "Bars are missing. They are not filled: the next bar counts as the next that can be traded.";
    case FindingKind::NewestFirst:
        return "The rows run from the newest to the oldest. The series was turned round.";
    case FindingKind::NoTimeZone:
        return "The times name no zone. They are read as UTC.";
    case FindingKind::CloseOnly:
        return "There are only closes. Low and high are taken to be the close, so losses within a bar are "
               "not seen.";
    case FindingKind::Unadjusted:
        return "There is an adjusted close too. The close as traded is used, because low and high are not "
               "adjusted.";
    }
    return {};
}

std::string Finding::sentence() const
{
    return "Line " + std::to_string(line) + (column == 0 ? "" : ", column " + std::to_string(column)) + ": " +
           text;
}

void Findings::add(FindingKind kind, std::uint64_t line, std::size_t column, std::string text)
{
    if (m_counts[static_cast<std::size_t>(kind)]++ < kMaxKept)
        m_kept.push_back({kind, line, column, std::move(text)});
}

std::uint64_t Findings::defects() const
{
    std::uint64_t sum = 0;
    for (std::size_t kind = 0; kind < kFindingKinds; ++kind)
        if (isDefect(static_cast<FindingKind>(kind)))
            sum += m_counts[kind];
    return sum;
}

std::string Findings::defectSummary() const
{
    const auto first = std::ranges::find_if(m_kept, [](const Finding& f) { return isDefect(f.kind); });
    if (first == m_kept.end())
        return {};
    const std::uint64_t count = defects();
    return (count == 1 ? "1 row is defective. "
                       : std::to_string(count) + " rows are defective. The first: ") +
           first->sentence();
}

std::string shown(std::string_view field)
{
    constexpr std::size_t kMost = 40;
    std::string text(field.substr(0, kMost));
    std::ranges::replace_if(
        text, [](char c) { return c < ' ' || c > '~' || c == '"'; }, '?');
    return '"' + text + (field.size() > kMost ? "...\"" : "\"");
}

} // namespace keyrite::market
