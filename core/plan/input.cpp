#include "core/plan/input_parts.h"

#include "core/crypto/hash.h"

#include <algorithm>
#include <map>
#include <set>

namespace keyrite::plan {
namespace {

constexpr std::size_t kMaxDesignsGiven = 64;
constexpr std::size_t kMaxPositions = 500;
constexpr std::size_t kMaxEvents = 64;
constexpr std::size_t kMaxHoursAsked = 32;
constexpr std::int64_t kMaxSafeInteger = 9007199254740991;

// As the log may hold it: whole numbers stay, every other number becomes decimal text.
Json canonicalForm(const Json& json)
{
    if (json.is_number_float() || (json.is_number_unsigned() && json > kMaxSafeInteger))
        return decimalText(json.get<double>());
    if (!json.is_structured())
        return json;
    Json copy = json;
    for (Json& value : copy)
        value = canonicalForm(value);
    return copy;
}

Result<std::vector<std::size_t>> siteList(InputFields& fields, const Model& model)
{
    std::vector<std::string> names;
    KEYRITE_TRY(names, fields.textList("sites"));
    if (names.empty())
        return fields.refuse("sites", "must name at least one site");
    std::vector<std::size_t> sites;
    for (const std::string& name : names) {
        std::size_t site = 0;
        KEYRITE_TRY(site, siteIndex(fields, "sites", name, model));
        sites.push_back(site);
    }
    return sites;
}

Result<Shock> readShock(const Json& json, const std::string& where, const Model& model)
{
    InputFields fields(json, where);
    Shock shock{};
    KEYRITE_TRY(shock.name, readName(fields, "name"));
    KEYRITE_TRY(shock.probability, fields.number("probability", 0, 1));
    KEYRITE_TRY(shock.sites, siteList(fields, model));
    KEYRITE_CHECK(fields.finish());
    return shock;
}

Result<Clique> readClique(const Json& json, const std::string& where)
{
    InputFields fields(json, where);
    Clique clique{};
    KEYRITE_TRY(clique.name, readName(fields, "name"));
    KEYRITE_TRY(clique.probability, fields.number("probability", 0, 1));
    KEYRITE_TRY(clique.custodians, fields.textList("custodians"));
    if (clique.custodians.size() < 2)
        return fields.refuse("custodians", "must name at least two people");
    KEYRITE_CHECK(fields.finish());
    return clique;
}

Result<InitiatingEvent> readEvent(const Json& json, const std::string& where, const Model& model)
{
    InputFields fields(json, where);
    InitiatingEvent event{};
    KEYRITE_TRY(event.name, readName(fields, "name"));
    KEYRITE_TRY(event.perYear, fields.number("perYear", 0, 1000));
    if (fields.has("site")) {
        std::string name;
        KEYRITE_TRY(name, fields.text("site"));
        std::size_t site = 0;
        KEYRITE_TRY(site, siteIndex(fields, "site", name, model));
        event.site = site;
    }
    KEYRITE_CHECK(fields.finish());
    return event;
}

Result<Provisioning> readProvisioning(const Json& json)
{
    InputFields fields(json, "\"provisioning\"");
    Provisioning provisioning;
    std::string order;
    KEYRITE_TRY(order, fields.text("order"));
    if (order != "parallel" && order != "serial")
        return fields.refuse("order", "must be \"parallel\" or \"serial\"");
    provisioning.order = order == "serial" ? ProvisioningOrder::Serial : ProvisioningOrder::Parallel;
    Json time;
    KEYRITE_TRY(time, fields.object("time"));
    KEYRITE_TRY(provisioning.time, readTimes(time, "the time of \"provisioning\""));
    KEYRITE_CHECK(fields.finish());
    return provisioning;
}

Result<void> readHazards(InputFields& fields, Model& model)
{
    KEYRITE_TRY(model.shocks, fields.list<Shock>("shocks", [&](const Json& json, const std::string& where) {
        return readShock(json, where, model);
    }));
    KEYRITE_TRY(model.cliques, fields.list<Clique>("collusion", readClique));
    if (model.shocks.size() > kMaxCommonCauses || model.cliques.size() > kMaxCommonCauses)
        return fields.refuse(model.shocks.size() > kMaxCommonCauses ? "shocks" : "collusion",
                             "must be a list of at most 12");
    KEYRITE_TRY(model.commonFault, fields.probabilityOr("commonFault", 0));
    KEYRITE_TRY(model.events,
                fields.list<InitiatingEvent>("events", [&](const Json& json, const std::string& where) {
                    return readEvent(json, where, model);
                }));
    if (model.events.size() > kMaxEvents)
        return fields.refuse("events", "must be a list of at most 64");
    if (fields.has("provisioning")) {
        Json provisioning;
        KEYRITE_TRY(provisioning, fields.object("provisioning"));
        KEYRITE_TRY(model.provisioning, readProvisioning(provisioning));
    }
    KEYRITE_TRY(model.vaultDelayHours, fields.numberOr("vaultDelayHours", 0, 87600, 0));
    return {};
}

Result<void> readPositions(InputFields& fields, Model& model)
{
    KEYRITE_TRY(model.positions, fields.list<Position>("positions", readPosition));
    if (model.positions.empty() || model.positions.size() > kMaxPositions)
        return fields.refuse("positions",
                             "must list 1 to 500 positions: without one there is nothing to lose");
    model.hours = {4, 12, 48};
    if (fields.has("hours"))
        KEYRITE_TRY(model.hours, fields.numberList("hours", 0, 87600));
    if (model.hours.size() > kMaxHoursAsked)
        return fields.refuse("hours", "must be a list of at most 32 hours");
    return {};
}

// A person who holds several sheets is one person everywhere.
Result<void> checkSamePerson(const std::vector<Design>& designs)
{
    for (const Design& design : designs) {
        std::map<std::string, const ShareRisk*> known;
        for (const DesignGroup& group : design.groups)
            for (const ShareRisk& share : group.shares) {
                if (share.custodian.empty())
                    continue;
                const ShareRisk& first = *known.emplace(share.custodian, &share).first->second;
                if (first.response != share.response || first.compromised != share.compromised)
                    return fail(ErrorCode::PlanInvalid,
                                "The plan does not load: in the design \"" + design.name + "\", \"" +
                                    share.custodian +
                                    "\" answers differently for two sheets. State \"response\" "
                                    "and \"compromised\" once, under \"people\".");
            }
    }
    return {};
}

Result<void> readDesigns(InputFields& fields, const Defaults& defaults, PlanInput& input)
{
    KEYRITE_TRY(input.designs,
                fields.list<Design>("designs", [&](const Json& item, const std::string& where) {
                    return readDesign(item, where, defaults, input.model);
                }));
    std::vector<Json> groups; // of one design that is written into the input itself
    KEYRITE_TRY(groups, fields.list<Json>("groups", [](const Json& item, const std::string&) {
        return Result<Json>(item);
    }));
    if (fields.has("groupThreshold") != !groups.empty())
        return fields.refuse("groupThreshold", "and \"groups\" belong together");
    if (!groups.empty()) {
        Design design;
        int threshold = 0;
        KEYRITE_TRY(threshold, fields.integer("groupThreshold", 1, kMaxGroups));
        const Json one = {{"groups", groups}, {"groupThreshold", threshold}};
        KEYRITE_TRY(design, readDesign(one, "the design", defaults, input.model));
        input.designs.push_back(std::move(design));
    }
    if (input.designs.size() > kMaxDesignsGiven)
        return fields.refuse("designs", "must be a list of at most 64");
    if (fields.has("search")) {
        Json search;
        KEYRITE_TRY(search, fields.object("search"));
        KEYRITE_TRY(input.search, readBounds(search));
    }
    if (input.designs.empty() && !input.search)
        return fields.refuse("designs", "and \"search\" are both missing: there is nothing to compute");
    return checkSamePerson(input.designs);
}

} // namespace

Result<PlanInput> PlanInput::parse(std::string_view text)
{
    if (text.size() > kMaxInputBytes)
        return fail(ErrorCode::PlanInvalid,
                    "The plan does not load: it is larger than 1 MiB, which no plan is.");
    const auto json = parseJsonObject(text, ErrorCode::PlanInvalid);
    if (!json)
        return fail(ErrorCode::PlanInvalid, "The plan does not load: " + json.error().message + ".",
                    json.error().detail);
    return fromJson(*json);
}

Result<PlanInput> PlanInput::fromJson(const Json& json)
{
    InputFields fields(json, "the input");
    PlanInput input;
    std::string schema;
    KEYRITE_TRY(schema, fields.text("schema"));
    if (schema != "keyrite-plan-input/1")
        return fields.refuse("schema", "is not \"keyrite-plan-input/1\"");
    KEYRITE_TRY(input.model.title, fields.textOr("title", ""));
    Defaults defaults;
    KEYRITE_TRY(defaults, readDefaults(fields));
    KEYRITE_TRY(input.model.costPerShare, fields.moneyOr("costPerShare", 0));
    KEYRITE_TRY(input.model.sites,
                fields.list<Site>("sites", [&](const Json& item, const std::string& where) {
                    return readSite(item, where, defaults);
                }));
    if (input.model.sites.size() > kMaxGroups)
        return fields.refuse("sites", "must be a list of at most 16");
    std::set<std::string> names;
    for (const Site& site : input.model.sites)
        if (!names.insert(site.name).second)
            return fields.refuse("sites", "names \"" + site.name + "\" twice");
    KEYRITE_CHECK(readDesigns(fields, defaults, input));
    KEYRITE_CHECK(readHazards(fields, input.model));
    KEYRITE_CHECK(readPositions(fields, input.model));
    if (fields.has("limits")) {
        Json limits;
        KEYRITE_TRY(limits, fields.object("limits"));
        KEYRITE_TRY(input.limits, readLimits(limits));
    }
    KEYRITE_TRY(input.correlation, fields.numberOr("correlation", 0, 0.99, 0));
    KEYRITE_CHECK(fields.finish());
    input.canonical = canonicalForm(json);
    input.hash = toHex(crypto::sha256(asBytes(input.canonical.dump())));
    return input;
}

} // namespace keyrite::plan
