// Position import: positions from a comma-separated table, its columns mapped to what they mean, errors row
// by row. Nothing is guessed and nothing repaired. docs/formats/positions-csv.md. Used by one thread at a
// time.
#pragma once

#include "core/csv_reader.h"
#include "core/fields.h"

#include <array>
#include <optional>

namespace keyrite::plan {

// What a column may mean. The first four are needed.
enum class PositionColumn {
    Name,
    Class,
    Value,
    SigmaPerDay,
    OutageLimitHours, // absent: of the class
    ActionProbability,
    LiquidationDrop, // with LiquidationLoss: a barrier
    LiquidationLoss,
    DeadlineHours, // with DeadlineLoss: a deadline
    DeadlineLoss,
    FundingRate, // with FundingIntervalHours: funding
    FundingIntervalHours,
};
inline constexpr std::size_t kPositionColumns = 12;
inline constexpr std::size_t kNeededColumns = 4;

// "sigmaPerDay": the name that a header has if it needs no mapping.
std::string_view columnName(PositionColumn column);

// For each meaning the column of the table that has it.
using ColumnMapping = std::array<std::optional<std::size_t>, kPositionColumns>;

// The header, and the mapping that its names suggest (case, spaces and hyphens do not matter).
struct TableHead
{
    std::vector<std::string> headers;
    ColumnMapping suggested;
};

// Errors: TableMalformed.
[[nodiscard]] Result<TableHead> readTableHead(ByteSource source);

struct RowError
{
    std::uint64_t line; // of the file, from 1
    std::string what;   // a sentence that names the column
};

struct PositionImport
{
    Json positions = Json::array(); // of a plan's input
    std::vector<RowError> errors;   // rows that were left out, at most kMaxRowErrors
};

inline constexpr std::size_t kMaxRowErrors = 100;
inline constexpr std::size_t kMaxImportedPositions = 500;

// Reads every row after the header. Rows with an error are left out and reported. Errors: TableMalformed,
// InvalidArgument (a needed column is not mapped, more rows than a plan takes).
[[nodiscard]] Result<PositionImport> importPositions(ByteSource source, const ColumnMapping& mapping);

} // namespace keyrite::plan
