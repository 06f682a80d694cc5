#include "core/market/position.h"

#include "core/market/decimal.h"

#include <algorithm>

namespace keyrite::market {
namespace {

constexpr std::size_t kMaxText = 1UL << 20U;
constexpr std::size_t kMaxPositions = 100;

constexpr Document kDocument{ErrorCode::BacktestRefused, "The position"};

Result<std::string> word(Fields& fields, const char* name, const std::vector<std::string>& words,
                         const char* absent)
{
    auto value = absent != nullptr ? fields.textOr(name, absent) : fields.text(name);
    if (!value || std::ranges::find(words, *value) != words.end())
        return value;
    std::string list;
    for (const std::string& each : words)
        list += (list.empty() ? "\"" : ", \"") + each + '"';
    return fields.refuse(name, "must be one of " + list);
}

Result<Side> sideOf(Fields& fields)
{
    std::string side;
    KEYRITE_TRY(side, word(fields, "side", {"long", "short"}, "long"));
    return side == "short" ? Side::Short : Side::Long;
}

Result<Instrument> spot(Fields& fields)
{
    Spot spot;
    std::string measure;
    KEYRITE_TRY(spot.side, sideOf(fields));
    KEYRITE_TRY(measure, word(fields, "measure", {"excursion", "exit"}, "excursion"));
    spot.measure = measure == "exit" ? SpotMeasure::Exit : SpotMeasure::Excursion;
    return spot;
}

Result<Instrument> margined(Fields& fields, bool perpetual)
{
    Margined position{perpetual};
    KEYRITE_TRY(position.side, sideOf(fields));
    KEYRITE_TRY(position.margin, fields.number("margin", 1e-6, 0.999999));
    KEYRITE_TRY(position.penalty, fields.numberOr("penalty", 0, 1, 0));
    KEYRITE_TRY(position.fundingPerDay, fields.numberOr("fundingPerDay", -1, 1, 0));
    return position;
}

Result<Instrument> shortOption(Fields& fields)
{
    ShortOption option;
    std::string type;
    KEYRITE_TRY(type, word(fields, "type", {"call", "put"}, nullptr));
    option.type = type == "call" ? OptionType::Call : OptionType::Put;
    KEYRITE_TRY(option.strike, fields.numberOr("strike", 0.01, 100, 1));
    KEYRITE_TRY(option.expiryDays, fields.number("expiryDays", 0.001, 36600));
    if (fields.has("volatility"))
        KEYRITE_TRY(option.volatility, fields.number("volatility", 0.001, 10));
    KEYRITE_TRY(option.ratePerYear, fields.numberOr("ratePerYear", -0.5, 1, 0));
    return option;
}

Result<Instrument> otc(Fields& fields)
{
    Otc position;
    KEYRITE_TRY(position.side, sideOf(fields));
    KEYRITE_TRY(position.unwindHours, fields.number("unwindHours", 0.01, 8784));
    return position;
}

Result<Instrument> instrumentOf(Fields& fields)
{
    std::string kind;
    KEYRITE_TRY(kind, word(fields, "kind", {"spot", "perpetual", "future", "shortOption", "otc"}, nullptr));
    if (kind == "perpetual" || kind == "future")
        return margined(fields, kind == "perpetual");
    if (kind == "shortOption")
        return shortOption(fields);
    return kind == "otc" ? otc(fields) : spot(fields);
}

Result<Position> positionFrom(const Json& json, const std::string& where)
{
    Fields fields(json, where, kDocument);
    Position position;
    KEYRITE_TRY(position.instrument, instrumentOf(fields));
    KEYRITE_TRY(position.name, fields.textOr("name", ""));
    if (fields.has("units") == fields.has("value"))
        return fields.refuse("value", "or \"units\" must be there, and not both");
    position.sizing = fields.has("units") ? Sizing::Units : Sizing::Value;
    KEYRITE_TRY(position.size, fields.number(fields.has("units") ? "units" : "value", 1e-9, 1e15));
    KEYRITE_CHECK(fields.finish());
    return position;
}

const char* sideWord(Side side)
{
    return side == Side::Long ? "long" : "short";
}

struct ToJson
{
    Json operator()(const Spot& spot) const
    {
        return {{"kind", "spot"},
                {"side", sideWord(spot.side)},
                {"measure", spot.measure == SpotMeasure::Exit ? "exit" : "excursion"}};
    }
    Json operator()(const Margined& position) const
    {
        return {{"kind", position.perpetual ? "perpetual" : "future"},
                {"side", sideWord(position.side)},
                {"margin", position.margin},
                {"penalty", position.penalty},
                {"fundingPerDay", position.fundingPerDay}};
    }
    Json operator()(const ShortOption& option) const
    {
        Json json{{"kind", "shortOption"},
                  {"type", option.type == OptionType::Call ? "call" : "put"},
                  {"strike", option.strike},
                  {"expiryDays", option.expiryDays},
                  {"ratePerYear", option.ratePerYear}};
        if (option.volatility)
            json["volatility"] = *option.volatility;
        return json;
    }
    Json operator()(const Otc& position) const
    {
        return {{"kind", "otc"}, {"side", sideWord(position.side)}, {"unwindHours", position.unwindHours}};
    }
};

std::string percent(double part)
{
    return decimal(part * 100, 6) + " %";
}

struct Describe
{
    std::string operator()(const Spot& spot) const
    {
        return std::string("spot, ") + sideWord(spot.side) + ", " +
               (spot.measure == SpotMeasure::Exit ? "price when the outage ends"
                                                  : "worst price during the outage");
    }
    std::string operator()(const Margined& position) const
    {
        std::string text = std::string(position.perpetual ? "perpetual, " : "future, ") +
                           sideWord(position.side) + ", margin " + percent(position.margin) + ", penalty " +
                           percent(position.penalty);
        if (position.fundingPerDay != 0)
            text += ", funding " + percent(position.fundingPerDay) + " a day";
        return text;
    }
    std::string operator()(const ShortOption& option) const
    {
        return std::string("short ") + (option.type == OptionType::Call ? "call" : "put") + ", strike " +
               percent(option.strike) + " of the price, " + decimal(option.expiryDays, 6) +
               " days, volatility " +
               (option.volatility ? percent(*option.volatility) : std::string("trailing"));
    }
    std::string operator()(const Otc& position) const
    {
        return std::string("OTC, ") + sideWord(position.side) + ", unwound over " +
               decimal(position.unwindHours, 6) + " h";
    }
};

} // namespace

Json Position::toJson() const
{
    Json json = std::visit(ToJson(), instrument);
    if (!name.empty())
        json["name"] = name;
    json[sizing == Sizing::Units ? "units" : "value"] = size;
    return json;
}

Result<std::vector<Position>> parsePositions(std::string_view text)
{
    if (text.size() > kMaxText)
        return fail(kDocument.code, "The position does not load: the text is longer than 1 MiB.");
    const auto json = parseJsonObject(text, kDocument.code);
    if (!json)
        return fail(kDocument.code, "The position does not load: " + json.error().message + ".",
                    json.error().detail);
    if (!json->contains("positions")) {
        auto position = positionFrom(*json, "the position");
        if (!position)
            return fail(position.error());
        return std::vector<Position>{std::move(*position)};
    }
    Fields fields(*json, "the list", kDocument);
    std::vector<Position> positions;
    KEYRITE_TRY(positions, fields.list<Position>("positions", positionFrom));
    KEYRITE_CHECK(fields.finish());
    if (positions.empty() || positions.size() > kMaxPositions)
        return fields.refuse("positions", "must hold 1 to 100 positions");
    return positions;
}

std::string describe(const Instrument& instrument)
{
    return std::visit(Describe(), instrument);
}

std::string assetClass(const Instrument& instrument)
{
    struct Names
    {
        std::string operator()(const Spot&) const { return "Spot"; }
        std::string operator()(const Margined& position) const
        {
            return position.perpetual ? "Perpetual" : "Future";
        }
        std::string operator()(const ShortOption&) const { return "Short option"; }
        std::string operator()(const Otc&) const { return "OTC"; }
    };
    return std::visit(Names(), instrument);
}

std::vector<Instrument> typicalInstruments()
{
    Margined perpetual;
    perpetual.penalty = 0.005;
    perpetual.fundingPerDay = 0.0003;
    Margined future{false};
    future.penalty = 0.005;
    return {Spot{}, perpetual, future, ShortOption{}, Otc{}};
}

} // namespace keyrite::market
