#include "core/plan/asset_profile.h"

#include "core/fields.h"
#include "core/plan/asset_profiles_builtin.h"

#include <algorithm>
#include <stdexcept>

namespace keyrite::plan {
namespace {

constexpr std::size_t kMaxProfileBytes = 65536;
constexpr double kMaxHours = 24 * 365;
constexpr double kMaxDays = 3650;

} // namespace

Result<AssetProfile> AssetProfile::parse(std::string_view text)
{
    if (text.size() > kMaxProfileBytes)
        return fail(ErrorCode::PlanInvalid, "The asset profile does not load: it is larger than 64 KiB.");
    const auto json = parseJsonObject(text, ErrorCode::PlanInvalid);
    if (!json)
        return fail(ErrorCode::PlanInvalid, "The asset profile does not load: " + json.error().message + ".",
                    json.error().detail);
    Fields fields(*json, "the profile", {ErrorCode::PlanInvalid, "The asset profile"});
    AssetProfile profile{};
    std::string schema;
    KEYRITE_TRY(schema, fields.text("schema"));
    if (schema != "keyrite-asset-profile/1")
        return fields.refuse("schema", "is not \"keyrite-asset-profile/1\"");
    KEYRITE_TRY(profile.id, fields.text("id"));
    if (profile.id.empty() || profile.id.size() > 40)
        return fields.refuse("id", "must have 1 to 40 bytes");
    KEYRITE_TRY(profile.title, fields.text("title"));
    KEYRITE_TRY(profile.settlement, fields.text("settlement"));
    KEYRITE_TRY(profile.counterpartyFailure, fields.text("counterpartyFailure"));
    KEYRITE_TRY(profile.credential, fields.text("credential"));
    KEYRITE_TRY(profile.deadline, fields.text("deadline"));
    KEYRITE_TRY(profile.minOutageHours, fields.number("minOutageHours", 0, kMaxHours));
    KEYRITE_TRY(profile.maxOutageHours, fields.number("maxOutageHours", profile.minOutageHours, kMaxHours));
    KEYRITE_TRY(profile.backup, fields.text("backup"));
    KEYRITE_TRY(profile.minLiquidityHorizonDays, fields.number("minLiquidityHorizonDays", 0, kMaxDays));
    KEYRITE_TRY(profile.maxLiquidityHorizonDays,
                fields.number("maxLiquidityHorizonDays", profile.minLiquidityHorizonDays, kMaxDays));
    KEYRITE_TRY(profile.controls, fields.text("controls"));
    KEYRITE_CHECK(fields.finish());
    return profile;
}

const std::vector<AssetProfile>& assetProfiles()
{
    static const std::vector<AssetProfile> profiles = [] {
        std::vector<AssetProfile> list;
        for (const std::string_view text : builtinAssetProfiles()) {
            auto profile = AssetProfile::parse(text);
            if (!profile) // the build put a broken file in; a test loads them all
                throw std::logic_error(profile.error().message);
            list.push_back(std::move(*profile));
        }
        return list;
    }();
    return profiles;
}

const AssetProfile* assetProfile(std::string_view id)
{
    const auto& profiles = assetProfiles();
    const auto found = std::ranges::find(profiles, id, &AssetProfile::id);
    return found == profiles.end() ? nullptr : &*found;
}

} // namespace keyrite::plan
