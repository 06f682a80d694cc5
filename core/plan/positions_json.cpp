// Reads a position and the terms of its loss from JSON.
#include "core/plan/asset_profile.h"
#include "core/plan/input_parts.h"

#include <array>

namespace keyrite::plan {
namespace {

constexpr double kMaxMoney = 1e15;
constexpr double kMaxHours = 87600;
constexpr double kMaxDays = 3650;
constexpr double kMaxSigma = 10; // a day

Result<DelayLoss> readLinear(InputFields& fields, double value)
{
    Linear term{value, 0};
    KEYRITE_TRY(term.sigmaPerDay, fields.number("sigmaPerDay", 0, kMaxSigma));
    KEYRITE_TRY(term.actionProbability, fields.probabilityOr("actionProbability", 1));
    return term;
}

Result<DelayLoss> readTail(InputFields& fields, double value)
{
    Tail term{value, 0, 0};
    KEYRITE_TRY(term.sigmaPerDay, fields.number("sigmaPerDay", 0, kMaxSigma));
    KEYRITE_TRY(term.unwindDays, fields.number("unwindDays", 0, kMaxDays));
    KEYRITE_TRY(term.level, fields.numberOr("level", 0.5, 0.99999, term.level));
    return term;
}

Result<HorizonShortfall> readHorizon(const Json& json, const std::string& where)
{
    InputFields fields(json, where);
    HorizonShortfall row{};
    KEYRITE_TRY(row.shortfall, fields.number("shortfall", 0, kMaxMoney));
    KEYRITE_TRY(row.horizonDays, fields.number("days", 0, kMaxDays));
    KEYRITE_CHECK(fields.finish());
    return row;
}

Result<DelayLoss> readCascade(InputFields& fields, double)
{
    Cascade term;
    KEYRITE_TRY(term.rows, fields.list<HorizonShortfall>("horizons", readHorizon));
    double before = 0;
    for (const HorizonShortfall& row : term.rows) {
        if (row.horizonDays <= before)
            return fields.refuse("horizons", "must rise in days");
        before = row.horizonDays;
    }
    if (term.rows.empty())
        return fields.refuse("horizons", "must list at least one horizon");
    return term;
}

Result<DelayLoss> readImpact(InputFields& fields, double value)
{
    Impact term{value, 0, 0, 0};
    KEYRITE_TRY(term.sigmaPerDay, fields.number("sigmaPerDay", 0, kMaxSigma));
    KEYRITE_TRY(term.coefficient, fields.number("coefficient", 0, 100));
    KEYRITE_TRY(term.quantityOverVolume, fields.number("quantityOverVolume", 0, 1e6));
    KEYRITE_TRY(term.afterHours, fields.numberOr("afterHours", 0, kMaxHours, 0));
    return term;
}

Result<DelayLoss> readBarrier(InputFields& fields, double value)
{
    Barrier term{value, 0, 0};
    KEYRITE_TRY(term.loss, fields.number("loss", 0, kMaxMoney));
    KEYRITE_TRY(term.drop, fields.number("drop", 0, 0.999999));
    KEYRITE_TRY(term.sigmaPerDay, fields.number("sigmaPerDay", 0, kMaxSigma));
    return term;
}

Result<DelayLoss> readDeadline(InputFields& fields, double value)
{
    Deadline term{value, 0};
    KEYRITE_TRY(term.loss, fields.number("loss", 0, kMaxMoney));
    KEYRITE_TRY(term.hours, fields.number("hours", 0, kMaxHours));
    return term;
}

Result<DelayLoss> readFunding(InputFields& fields, double value)
{
    Funding term{value, 0, 0};
    KEYRITE_TRY(term.rate, fields.number("rate", 0, 1));
    KEYRITE_TRY(term.intervalHours, fields.number("intervalHours", 0.001, kMaxHours));
    return term;
}

Result<DelayLoss> readCollateral(InputFields& fields, double value)
{
    CollateralCall term{value, 0, 0, 0};
    KEYRITE_TRY(term.sigmaPerDay, fields.number("sigmaPerDay", 0, kMaxSigma));
    KEYRITE_TRY(term.callHours, fields.number("callHours", 0, kMaxHours));
    KEYRITE_TRY(term.graceHours, fields.numberOr("graceHours", 0, kMaxHours, 0));
    KEYRITE_TRY(term.marginPeriodDays,
                fields.numberOr("marginPeriodDays", 0, kMaxDays, term.marginPeriodDays));
    return term;
}

struct Kind
{
    const char* name;
    Result<DelayLoss> (*read)(InputFields&, double);
};

constexpr std::array<Kind, 8> kKinds{{{"linear", readLinear},
                                      {"tail", readTail},
                                      {"cascade", readCascade},
                                      {"impact", readImpact},
                                      {"barrier", readBarrier},
                                      {"deadline", readDeadline},
                                      {"funding", readFunding},
                                      {"collateral", readCollateral}}};

Result<DelayLoss> readTerm(const Json& json, const std::string& where, double positionValue)
{
    InputFields fields(json, where);
    std::string name;
    KEYRITE_TRY(name, fields.text("kind"));
    double value = 0;
    KEYRITE_TRY(value, fields.moneyOr("value", positionValue));
    for (const Kind& kind : kKinds)
        if (name == kind.name) {
            auto term = kind.read(fields, value);
            if (!term)
                return term;
            KEYRITE_CHECK(fields.finish());
            return term;
        }
    return fields.refuse("kind",
                         "must be linear, tail, cascade, impact, barrier, deadline, funding or collateral");
}

} // namespace

Result<Position> readPosition(const Json& json, const std::string& where)
{
    InputFields fields(json, where);
    Position position;
    KEYRITE_TRY(position.name, readName(fields, "name"));
    KEYRITE_TRY(position.assetClass, fields.text("class"));
    const AssetProfile* profile = assetProfile(position.assetClass);
    if (profile == nullptr)
        return fields.refuse("class", "must be spot, option, future, otc, perpetual or defi");
    KEYRITE_TRY(position.value, fields.number("value", 0, kMaxMoney));
    KEYRITE_TRY(position.outageLimitHours,
                fields.numberOr("outageLimitHours", 0, kMaxHours, profile->minOutageHours));
    KEYRITE_TRY(position.losses,
                fields.list<DelayLoss>("losses", [&](const Json& item, const std::string& at) {
                    return readTerm(item, at + " of " + where, position.value);
                }));
    KEYRITE_CHECK(fields.finish());
    return position;
}

} // namespace keyrite::plan
