// Position: what stands in the market while nobody can sign; docs/formats/backtest.md. Immutable values. Safe
// on any thread.
#pragma once

#include "core/fields.h"

#include <variant>

namespace keyrite::market {

enum class Side { Long, Short };

// What a delay cost: the price when it ended, or the worst one on the way.
enum class SpotMeasure { Exit, Excursion };

struct Spot
{
    Side side = Side::Long;
    SpotMeasure measure = SpotMeasure::Excursion;
};

// A perpetual or a future: closed out by the venue when the price has moved by the margin.
struct Margined
{
    bool perpetual = true;
    Side side = Side::Long;
    double margin = 0.1;      // of the price at the start, over 0 and under 1
    double penalty = 0;       // taken with it at a liquidation, same unit, 0..1
    double fundingPerDay = 0; // of the price at the start, paid by the long side; -1..1
};

enum class OptionType { Call, Put };

// Sold, and to be bought back or hedged. Priced by Black and Scholes, without dividends.
struct ShortOption
{
    OptionType type = OptionType::Put;
    double strike = 1; // of the price at the start
    double expiryDays = 30;
    std::optional<double> volatility =
        {}; // a year; nothing: the trailing volatility of the series, at both ends
    double ratePerYear = 0;
};

// Unwound in equal parts over a window which the outage moves.
struct Otc
{
    Side side = Side::Long;
    double unwindHours = 24;
};

using Instrument = std::variant<Spot, Margined, ShortOption, Otc>;

enum class Sizing {
    Units, // of the underlying, always as many
    Value, // in the currency of the prices, at the start of every outage
};

struct Position
{
    std::string name = {}; // for people, may be empty
    Instrument instrument;
    Sizing sizing = Sizing::Value;
    double size = 0; // over 0

    // As the specification that gives it again.
    Json toJson() const;
};

// One position, or {"positions":[...]} with up to 100. At most 1 MiB. Errors: BacktestRefused.
[[nodiscard]] Result<std::vector<Position>> parsePositions(std::string_view text);

// "spot, long", "perpetual, short, margin 10 %".
std::string describe(const Instrument& instrument);

// "Spot", "Perpetual", "Future", "Short option", "OTC".
std::string assetClass(const Instrument& instrument);

// One instrument of each class with usual terms, long where there is a side: for a comparison by asset class.
std::vector<Instrument> typicalInstruments();

} // namespace keyrite::market
