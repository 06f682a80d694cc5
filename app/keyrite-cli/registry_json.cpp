#include "app/keyrite-cli/registry_json.h"

#include "app/keyrite-cli/programme_json.h"
#include "core/registry/reach.h"

namespace keyrite::cli {
namespace {

using log::Json;
using namespace registry;

Json timeOrNull(TimePoint time)
{
    return time == TimePoint{} ? Json() : Json(toIsoTime(time));
}

Json dayOrNull(const std::optional<Day>& day)
{
    return day ? Json(toIsoDay(*day)) : Json();
}

Json personJson(const Person& person, const Registry& registry, Day today)
{
    Json holds = Json::array();
    for (const auto& [id, set] : registry.shareSets)
        for (const auto& [number, sheet] : set.sheets)
            if (sheet.exists() && sheet.holder == person.name)
                holds.push_back(id + "/" + std::to_string(number));
    Json trainings = Json::array();
    for (const Training& training : person.trainings)
        trainings.push_back({{"subject", training.subject}, {"until", dayOrNull(training.until)}});
    Json leaves = Json::array();
    for (const Leave& leave : person.leaves)
        leaves.push_back({{"from", toIsoDay(leave.from)}, {"to", toIsoDay(leave.to)}});
    return {{"name", person.name},
            {"registered", person.granted.has_value()},
            {"roles", person.roles},
            {"site", person.site},
            {"termEnd", dayOrNull(person.termEnd)},
            {"vetted", person.vetting ? Json(person.vetting->passed) : Json()},
            {"vettedUntil", person.vetting ? dayOrNull(person.vetting->until) : Json()},
            {"trainings", trainings},
            {"leaves", leaves},
            {"revoked", person.revoked.has_value()},
            {"available", person.isAvailable(today)},
            {"ceremonies", person.ceremonies},
            {"holds", holds},
            {"entries", person.history}};
}

Json siteJson(const Site& site)
{
    return {{"site", site.id},        {"name", site.name},   {"jurisdiction", site.jurisdiction},
            {"region", site.region},  {"safes", site.safes}, {"state", siteStateName(site.state)},
            {"entries", site.history}};
}

Json sheetJson(const Sheet& sheet, const Registry& registry)
{
    const Site* site = registry.siteOf(sheet);
    const Rebuilding* spent = registry.spentBy(sheet);
    return {{"sheet", sheet.number},
            {"group", sheet.position.group + 1},
            {"member", sheet.position.member + 1},
            {"holder", sheet.holder},
            {"fingerprint", sheet.fingerprint},
            {"bag", sheet.bag},
            {"site", site == nullptr ? "" : site->id},
            {"safe", sheet.safe},
            {"state", sheetStateName(sheet.state)},
            {"reachable", registry.canBeReached(sheet)},
            {"read", timeOrNull(sheet.proven)},
            {"attested", timeOrNull(sheet.attested)},
            {"spent", spent == nullptr ? Json() : timeOrNull(spent->mark.time)},
            {"spentBy", spent == nullptr ? "" : spent->ceremony},
            {"entries", sheet.history}};
}

Json holdingsJson(const std::vector<Holding>& holdings, const char* name)
{
    Json all = Json::array();
    for (const Holding& one : holdings)
        all.push_back({{name, one.name},
                       {"sheets", one.sheets},
                       {"sheetsShort", one.sheetsShort},
                       {"sheetsShortWithSite", one.shortWithSite}});
    return all;
}

Json sufficingJson(const Sufficing& sufficing)
{
    return {
        {"smallestSets", sufficing.sets}, {"complete", sufficing.complete}, {"canMiss", sufficing.canMiss}};
}

Json shareSetJson(const ShareSet& set, const Registry& registry)
{
    Json sheets = Json::array();
    for (const auto& [number, sheet] : set.sheets)
        sheets.push_back(sheetJson(sheet, registry));
    const Reach reach = reachOf(registry, set);
    return {{"set", set.id},
            {"policy", set.policy.text()},
            {"ceremony", set.ceremony},
            {"keys", set.keys},
            {"sheets", sheets},
            {"reach",
             {{"people", holdingsJson(reach.people, "person")},
              {"sites", holdingsJson(reach.sites, "site")},
              {"byPeople", sufficingJson(reach.byPeople)},
              {"bySites", sufficingJson(reach.bySites)},
              {"sheetsReachable", reach.sheetsReachable}}}};
}

Json useJson(const KeyUse& use)
{
    Json deadlines = Json::array();
    for (const Deadline& deadline : use.deadlines)
        deadlines.push_back({{"what", deadline.what}, {"at", toIsoTime(deadline.at)}});
    return {{"asset", use.asset},       {"counterparty", use.counterparty},   {"value", use.value},
            {"currency", use.currency}, {"outageMinutes", use.outageMinutes}, {"deadlines", deadlines}};
}

Json keyJson(const Key& key)
{
    return {{"key", key.id},
            {"label", key.label},
            {"type", hsm::keyTypeName(key.type)},
            {"state", keyStateName(key.state)},
            {"set", key.shareSet},
            {"hsm", key.token.serial},
            {"generated", timeOrNull(key.generated)},
            {"proven", timeOrNull(key.proven)},
            {"controls", key.use ? useJson(*key.use) : Json()},
            {"entries", key.history}};
}

Json hsmJson(const Hsm& hsm)
{
    return {{"serial", hsm.serial},
            {"label", hsm.label},
            {"model", hsm.model},
            {"firmware", hsm.firmware},
            {"expectedFirmware", hsm.expectedFirmware},
            {"registered", hsm.registered.has_value()},
            {"use", hsm.use},
            {"site", hsm.site},
            {"safe", hsm.safe},
            {"state", hsmStateName(hsm.state)},
            {"cause", hsm.cause},
            {"checked", timeOrNull(hsm.checked)},
            {"pinFailures", hsm.pinFailures},
            {"entries", hsm.history}};
}

Json deviceJson(const Device& device)
{
    return {{"device", device.id},       {"type", device.type},      {"model", device.model},
            {"serial", device.serial},   {"site", device.site},      {"safe", device.safe},
            {"retired", device.retired}, {"entries", device.history}};
}

Json sealJson(const Seal& seal)
{
    return {{"seal", seal.number},
            {"on", seal.on},
            {"state", sealStateName(seal.state)},
            {"looked", timeOrNull(seal.changed)},
            {"entries", seal.history}};
}

Json ceremonyJson(const Ceremony& ceremony)
{
    const bool over = ceremony.status == CeremonyStatus::Closed || ceremony.status == CeremonyStatus::Aborted;
    return {{"ceremony", ceremony.id},
            {"procedure", ceremony.procedure},
            {"title", ceremony.title},
            {"mode", modeName(ceremony.mode)},
            {"opened", toIsoTime(ceremony.opened)},
            {"ended", timeOrNull(ceremony.ended)},
            {"outcome", !over                                       ? "unfinished"
                        : ceremony.status == CeremonyStatus::Closed ? "closed"
                                                                    : "aborted"},
            {"exceptions", ceremony.exceptions},
            {"firstEntry", ceremony.firstEntry}};
}

// A map of things to a list of objects.
template <typename Things, typename Show>
Json listed(const Things& things, Show show)
{
    Json all = Json::array();
    for (const auto& [name, thing] : things)
        all.push_back(show(thing));
    return all;
}

Json problemsJson(const std::vector<Problem>& problems)
{
    Json all = Json::array();
    for (const Problem& problem : problems)
        all.push_back({{"entry", problem.seq}, {"kind", problem.kind}, {"what", problem.what}});
    return all;
}

} // namespace

Json registryJson(const Registry& registry, std::uint64_t entries, TimePoint now)
{
    const Day today = dayOf(now);
    Json json{{"format", "keyrite-registry/1"},
              {"origin", registry.room.origin},
              {"mode", modeName(registry.room.mode)},
              {"entries", entries},
              {"asOf", toIsoTime(now)},
              {"people",
               listed(registry.people, [&](const auto& one) { return personJson(one, registry, today); })},
              {"sites", listed(registry.sites, siteJson)},
              {"shareSets",
               listed(registry.shareSets, [&](const auto& one) { return shareSetJson(one, registry); })},
              {"keys", listed(registry.keys, keyJson)},
              {"hsms", listed(registry.hsms, hsmJson)},
              {"devices", listed(registry.devices, deviceJson)},
              {"seals", listed(registry.seals, sealJson)},
              {"ceremonies", listed(registry.ceremonies, ceremonyJson)},
              {"problems", problemsJson(registry.problems)}};
    json.update(programmeJson(registry, now));
    return json;
}

} // namespace keyrite::cli
