// Which column of a price file is what: known shapes are recognised by their header, others need a mapping.
// Pure functions, safe on any thread.
#pragma once

#include "core/market/bar_time.h"
#include "core/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keyrite::market {

enum class SeriesShape {
    Yahoo,   // Date,Open,High,Low,Close[,Adj Close],Volume, and every header that names a time and a close
    Binance, // klines: open time, open, high, low, close, ... in 12 columns, with or without a header
    DateAndValue, // FRED and EIA: a date and one value, after some lines about the series or none
    Mapped,       // as the caller said
};

std::string shapeName(SeriesShape shape);

// Columns count from 0.
struct Columns
{
    SeriesShape shape;
    std::size_t time;
    std::optional<std::size_t> open;
    std::optional<std::size_t> high; // with low, or neither
    std::optional<std::size_t> low;
    std::size_t close;
    std::size_t count;                    // fields of each row; 0: at least those used here
    std::optional<TimeFormat> timeFormat; // nothing: seen from the first row
    bool decimalComma = false;
    int zoneSeconds = 0; // that times without a zone are ahead of UTC
    bool zoneGiven = false;
    bool adjustedToo = false; // an adjusted close is there and is not used
    bool rowIsData = false;   // the row that told the shape is itself a bar
};

// What a person says about a file of another shape, in one line:
//   time=Date close=Last [open=.. high=.. low=..] [format=iso|dmy|mdy|s|ms|us] [decimal=comma] [zone=+02:00]
//   [delimiter=comma|semicolon|tab]
// A column is its name in the first row (any case), or its number counted from 1 in a table without a header;
// either all are names or all are numbers. A name with a space stands in quotation marks.
struct SeriesMapping
{
    std::string time;
    std::string close;
    std::string open = {};
    std::string high = {};
    std::string low = {};
    std::optional<TimeFormat> timeFormat = {};
    bool decimalComma = false;
    std::optional<int> zoneSeconds = {};
    char delimiter = 0;

    // Errors: SeriesUnusable, naming the word.
    [[nodiscard]] static Result<SeriesMapping> parse(std::string_view text);

    // Given the first row of the file. Errors: SeriesUnusable (no such column).
    [[nodiscard]] Result<Columns> columns(const std::vector<std::string_view>& firstRow) const;
};

// The shape, if this row tells it: a header, or a first row of klines.
std::optional<Columns> recognise(const std::vector<std::string_view>& row);

// A shape must be told within so many rows.
inline constexpr int kMaxPreambleRows = 12;

} // namespace keyrite::market
