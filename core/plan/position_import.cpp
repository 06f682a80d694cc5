#include "core/plan/position_import.h"

#include "core/plan/input_parts.h"

#include <algorithm>

namespace keyrite::plan {
namespace {

constexpr std::array<std::string_view, kPositionColumns> kNames{"name",
                                                                "class",
                                                                "value",
                                                                "sigmaPerDay",
                                                                "outageLimitHours",
                                                                "actionProbability",
                                                                "liquidationDrop",
                                                                "liquidationLoss",
                                                                "deadlineHours",
                                                                "deadlineLoss",
                                                                "fundingRate",
                                                                "fundingIntervalHours"};

std::string plainName(std::string_view text)
{
    std::string plain;
    for (const char c : text)
        if (c != ' ' && c != '-' && c != '_')
            plain.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
    return plain;
}

// The cells of one row by what they mean; empty where the column is not mapped or the cell is.
class Row
{
public:
    Row(const CsvReader& reader, const ColumnMapping& mapping) : m_reader(reader), m_mapping(mapping) {}

    std::string_view operator[](PositionColumn column) const
    {
        const auto at = m_mapping[static_cast<std::size_t>(column)];
        return at && *at < m_reader.fields().size() ? m_reader.fields()[*at] : std::string_view();
    }

private:
    const CsvReader& m_reader;
    const ColumnMapping& m_mapping;
};

void put(Json& json, const char* field, std::string_view cell)
{
    if (!cell.empty())
        json[field] = std::string(cell);
}

// A term of two columns: both or none.
Result<void> addPair(Json& losses, const char* kind, const Row& row, PositionColumn first,
                     const char* firstField, PositionColumn second, const char* secondField)
{
    if (row[first].empty() && row[second].empty())
        return {};
    if (row[first].empty() || row[second].empty())
        return fail(ErrorCode::TableMalformed, "the columns " + std::string(columnName(first)) + " and " +
                                                   std::string(columnName(second)) +
                                                   " are both filled in, or neither");
    Json term = {{"kind", kind}};
    put(term, firstField, row[first]);
    put(term, secondField, row[second]);
    if (std::string_view(kind) == "barrier")
        put(term, "sigmaPerDay", row[PositionColumn::SigmaPerDay]);
    losses.push_back(std::move(term));
    return {};
}

Result<Json> positionOf(const Row& row)
{
    using enum PositionColumn;
    Json position = Json::object();
    put(position, "name", row[Name]);
    put(position, "class", row[Class]);
    put(position, "value", row[Value]);
    put(position, "outageLimitHours", row[OutageLimitHours]);
    Json linear = {{"kind", "linear"}};
    put(linear, "sigmaPerDay", row[SigmaPerDay]);
    put(linear, "actionProbability", row[ActionProbability]);
    Json losses = Json::array({std::move(linear)});
    KEYRITE_CHECK(addPair(losses, "barrier", row, LiquidationDrop, "drop", LiquidationLoss, "loss"));
    KEYRITE_CHECK(addPair(losses, "deadline", row, DeadlineHours, "hours", DeadlineLoss, "loss"));
    KEYRITE_CHECK(
        addPair(losses, "funding", row, FundingRate, "rate", FundingIntervalHours, "intervalHours"));
    position["losses"] = std::move(losses);
    return position;
}

// The sentence of a refusal without its beginning, which is about a plan.
std::string reason(const std::string& message)
{
    constexpr std::string_view kBeginning = "The plan does not load: in ";
    return message.starts_with(kBeginning) ? message.substr(kBeginning.size()) : message + ".";
}

} // namespace

std::string_view columnName(PositionColumn column)
{
    return kNames[static_cast<std::size_t>(column)];
}

Result<TableHead> readTableHead(ByteSource source)
{
    CsvReader reader(std::move(source));
    const auto first = reader.next();
    if (!first)
        return fail(first.error());
    if (!*first)
        return fail(ErrorCode::TableMalformed, "The table is empty: its first row must name the columns.");
    TableHead head;
    for (const std::string_view header : reader.fields()) {
        for (std::size_t column = 0; column < kPositionColumns; ++column)
            if (!head.suggested[column] && plainName(header) == plainName(kNames[column]))
                head.suggested[column] = head.headers.size();
        head.headers.emplace_back(header);
    }
    return head;
}

Result<PositionImport> importPositions(ByteSource source, const ColumnMapping& mapping)
{
    for (std::size_t column = 0; column < kNeededColumns; ++column)
        if (!mapping[column])
            return fail(ErrorCode::InvalidArgument,
                        "Say which column holds \"" + std::string(kNames[column]) + "\".");
    CsvReader reader(std::move(source));
    PositionImport import;
    bool header = true;
    for (;;) {
        const auto more = reader.next();
        if (!more)
            return fail(more.error());
        if (!*more)
            return import;
        if (std::exchange(header, false))
            continue;
        if (import.positions.size() + import.errors.size() >= kMaxImportedPositions)
            return fail(ErrorCode::InvalidArgument,
                        "The table has more than 500 rows, more than a plan takes. Bring "
                        "positions of one kind together into one.");
        const auto position = positionOf(Row(reader, mapping));
        const auto checked = position ? readPosition(*position, "line " + std::to_string(reader.line()))
                                      : fail(position.error());
        if (checked)
            import.positions.push_back(*position);
        else if (import.errors.size() < kMaxRowErrors)
            import.errors.push_back({reader.line(), reason(checked.error().message)});
    }
}

} // namespace keyrite::plan
