// The parts of a plan's input, one reader each. Internal to core/plan. Errors of all: PlanInvalid, naming the
// field.
#pragma once

#include "core/plan/input.h"

namespace keyrite::plan {

// What holds where a site or a sheet states nothing of its own.
struct Defaults
{
    ShareRisk share;
    double unreachable = 0;
    double breached = 0;
    double costPerYear = 0;
    std::vector<ShareRisk> people; // each with a name
};

class InputFields final : public Fields
{
public:
    InputFields(const Json& json, std::string where)
        : Fields(json, std::move(where), {ErrorCode::PlanInvalid, "The plan"})
    {
    }
    [[nodiscard]] Result<double> probabilityOr(const char* name, double absent)
    {
        return numberOr(name, 0, 1, absent);
    }
    [[nodiscard]] Result<double> moneyOr(const char* name, double absent)
    {
        return numberOr(name, 0, 1e15, absent);
    }
    [[nodiscard]] Result<bool> flagOr(const char* name, bool absent)
    {
        return has(name) ? flag(name) : Result<bool>(absent);
    }
};

// A name of 1 to 80 bytes without control characters.
Result<std::string> readName(InputFields& fields, const char* name);

Result<StepDistribution> readTimes(const Json& json, const std::string& where);
Result<ShareRisk> readShare(const Json& json, const std::string& where, const Defaults& defaults);
Result<Defaults> readDefaults(InputFields& fields);
Result<Site> readSite(const Json& json, const std::string& where, const Defaults& defaults);
Result<Design> readDesign(const Json& json, const std::string& where, const Defaults& defaults, Model& model);
Result<Position> readPosition(const Json& json, const std::string& where);
Result<Bounds> readBounds(const Json& json);
Result<Limits> readLimits(const Json& json);

// The index of the site that `name` names.
Result<std::size_t> siteIndex(const InputFields& fields, const char* field, const std::string& name,
                              const Model& model);

} // namespace keyrite::plan
