#include "core/registry/plan_draft.h"

#include "core/fields.h"
#include "core/plan/asset_profile.h"

namespace keyrite::registry {
namespace {

constexpr int kMembersASite = 5; // how many could hold a sheet where nobody is named
constexpr std::size_t kMaxSites = 16;

Json peopleAt(const Registry& registry, const std::string& site)
{
    Json shares = Json::array();
    for (const auto& [name, person] : registry.people)
        if (person.site == site && !person.revoked && shares.size() < kMaxMembers)
            shares.push_back({{"custodian", name}});
    return shares;
}

Json sitesOf(const Registry& registry)
{
    Json sites = Json::array();
    for (const auto& [id, site] : registry.sites) {
        if (site.state != SiteState::Open || sites.size() == kMaxSites)
            continue;
        Json one = {
            {"name", site.name}, {"jurisdiction", site.jurisdiction}, {"shares", peopleAt(registry, id)}};
        if (one["shares"].empty())
            one["members"] = kMembersASite;
        sites.push_back(std::move(one));
    }
    return sites;
}

Json shocksOf(const Registry& registry, double probability)
{
    std::map<std::string, Json> byRegion;
    for (const auto& [id, site] : registry.sites)
        if (site.state == SiteState::Open)
            byRegion[site.region].push_back(site.name);
    Json shocks = Json::array();
    for (const auto& [region, names] : byRegion)
        if (names.size() > 1)
            shocks.push_back(
                {{"name", "A disaster in " + region}, {"probability", probability}, {"sites", names}});
    return shocks;
}

Json positionsOf(const Registry& registry)
{
    Json positions = Json::array();
    for (const auto& [id, key] : registry.keys)
        if (key.use && plan::assetProfile(key.use->asset) != nullptr)
            positions.push_back(
                {{"name", key.label},
                 {"class", key.use->asset},
                 {"value", key.use->value},
                 {"outageLimitHours", decimalText(static_cast<double>(key.use->outageMinutes) / 60)}});
    return positions;
}

} // namespace

Json draftPlan(const Registry& registry, Json assumptions, double regionalShock)
{
    if (Json sites = sitesOf(registry); sites.size() >= 2) {
        assumptions["sites"] = std::move(sites);
        assumptions["shocks"] = shocksOf(registry, regionalShock);
        assumptions.erase("designs");
        assumptions.erase("collusion");
        for (Json& event : assumptions["events"])
            event.erase("site");
        if (!assumptions.contains("search"))
            assumptions["search"] = Json::object();
    }
    if (Json positions = positionsOf(registry); !positions.empty())
        assumptions["positions"] = std::move(positions);
    return assumptions;
}

} // namespace keyrite::registry
