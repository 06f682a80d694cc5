// Asset profiles: what a class of positions needs from its key: settlement, what fails, deadlines, how long
// an outage may last, which backup and controls fit. Data: resources/profiles/assets, compiled in.
// docs/formats/asset-profile.md. Immutable values; safe on any thread.
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace keyrite::plan {

struct AssetProfile
{
    std::string id;    // "spot", "perpetual", ...
    std::string title; // for people
    std::string settlement;
    std::string counterpartyFailure;
    std::string credential;
    std::string deadline;
    double minOutageHours; // the shortest deadline, which wins where a position states none
    double maxOutageHours;
    std::string backup;
    double minLiquidityHorizonDays;
    double maxLiquidityHorizonDays;
    std::string controls; // what helps where a quorum is too slow

    // Errors: PlanInvalid, naming the field.
    [[nodiscard]] static Result<AssetProfile> parse(std::string_view json);
};

// The built-in six.
const std::vector<AssetProfile>& assetProfiles();

// Null where there is no such class.
const AssetProfile* assetProfile(std::string_view id);

} // namespace keyrite::plan
