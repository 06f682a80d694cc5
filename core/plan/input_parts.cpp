#include "core/plan/input_parts.h"

#include "core/plan/posterior.h"

#include <algorithm>

namespace keyrite::plan {
namespace {

constexpr double kMaxHours = 87600;
constexpr double kMaxAnswers = 1e6;

// The posterior's mean: what drills have taught.
Result<StepDistribution> timesFromDrills(InputFields& fields, const std::vector<double>& hours)
{
    std::vector<double> prior;
    KEYRITE_TRY(prior, fields.numberList("prior", 0, kMaxAnswers));
    auto posterior = ResponsePosterior::create(hours, prior);
    if (!posterior)
        return fields.refuse("prior", "does not fit: " + posterior.error().message);
    if (fields.has("answered")) {
        std::vector<double> answered;
        KEYRITE_TRY(answered, fields.numberList("answered", 0, kMaxAnswers));
        posterior = posterior->afterAnswers(answered);
        if (!posterior)
            return fields.refuse("answered", "does not fit: " + posterior.error().message);
    }
    if (fields.has(
            "silentBy")) { // as many numbers: how many had not answered when the wait ended at that hour
        std::vector<double> silent;
        KEYRITE_TRY(silent, fields.numberList("silentBy", 0, kMaxAnswers));
        if (silent.size() != hours.size())
            return fields.refuse("silentBy", "must have as many numbers as \"hours\"");
        for (std::size_t b = 0; b < hours.size(); ++b)
            posterior = posterior->afterSilence(hours[b], silent[b]);
    }
    std::vector<StepDistribution::Step> steps;
    double by = 0;
    for (const double probability : posterior->mean()) {
        by = std::min(1.0, by + probability);
        steps.push_back({hours[steps.size()], by});
    }
    steps.back().probability = 1;
    return StepDistribution::create(std::move(steps));
}

Result<GroupPolicy> readGroupPolicy(InputFields& fields)
{
    GroupPolicy policy{};
    KEYRITE_TRY(policy.count, fields.integer("members", 1, kMaxMembers));
    KEYRITE_TRY(policy.threshold, fields.integer("threshold", 1, kMaxMembers));
    if (policy.threshold > policy.count)
        return fields.refuse("threshold", "is more than the " + std::to_string(policy.count) + " members");
    if (policy.threshold == 1 && policy.count > 1)
        return fields.refuse("threshold",
                             "must be more than 1 where there is more than 1 member: SLIP-39 forbids "
                             "copies of one share");
    return policy;
}

// The shares that the list `name` states, filled up with default ones to `count`; -1: as many as it states.
Result<std::vector<ShareRisk>> sharesOr(InputFields& fields, const char* name, int count,
                                        const Defaults& defaults)
{
    std::vector<ShareRisk> shares;
    KEYRITE_TRY(shares, fields.list<ShareRisk>(name, [&](const Json& json, const std::string& where) {
        return readShare(json, where, defaults);
    }));
    if (count == -1 && shares.size() <= kMaxMembers)
        return shares;
    if (static_cast<int>(shares.size()) > count)
        return fields.refuse(name, "lists more sheets than there are members");
    shares.resize(static_cast<std::size_t>(count), defaults.share);
    return shares;
}

// The site that the group names, else the one in its place; sites that are not in the input get a name.
Result<std::size_t> siteOf(InputFields& fields, std::size_t index, const Defaults& defaults, Model& model)
{
    if (fields.has("site")) {
        std::string name;
        KEYRITE_TRY(name, fields.text("site"));
        return siteIndex(fields, "site", name, model);
    }
    while (model.sites.size() <= index)
        model.sites.push_back({"Site " + std::to_string(model.sites.size() + 1),
                               "",
                               defaults.unreachable,
                               defaults.breached,
                               defaults.costPerYear,
                               {}});
    return index;
}

Result<std::pair<GroupPolicy, DesignGroup>> readGroup(const Json& json, const std::string& where,
                                                      std::size_t index, const Defaults& defaults,
                                                      Model& model)
{
    InputFields fields(json, where);
    GroupPolicy policy{};
    KEYRITE_TRY(policy, readGroupPolicy(fields));
    DesignGroup group{};
    KEYRITE_TRY(group.site, siteOf(fields, index, defaults, model));
    const Site& site = model.sites[group.site];
    KEYRITE_TRY(group.unreachable, fields.probabilityOr("unreachable", site.unreachable));
    KEYRITE_TRY(group.breached, fields.probabilityOr("breached", site.breached));
    if (fields.has("site") && !fields.has("shares")) {
        group.shares = site.shares;
        group.shares.resize(static_cast<std::size_t>(policy.count), defaults.share);
    } else
        KEYRITE_TRY(group.shares, sharesOr(fields, "shares", policy.count, defaults));
    KEYRITE_CHECK(fields.finish());
    return std::pair(policy, std::move(group));
}

// "groups" and "groupThreshold" of one key, at the end of the design's.
Result<void> readKey(InputFields& fields, const std::string& where, const Defaults& defaults, Design& design,
                     Model& model)
{
    using Group = std::pair<GroupPolicy, DesignGroup>;
    std::vector<Group> groups;
    std::size_t index = 0;
    KEYRITE_TRY(groups, fields.list<Group>("groups", [&](const Json& item, const std::string& at) {
        return readGroup(item, at + " of " + where, index++, defaults, model);
    }));
    if (groups.empty() || groups.size() > kMaxGroups)
        return fields.refuse("groups", "must list 1 to 16 groups");
    std::vector<GroupPolicy> policies;
    for (Group& group : groups) {
        policies.push_back(group.first);
        design.groups.push_back(std::move(group.second));
    }
    int threshold = 0;
    KEYRITE_TRY(threshold, fields.integer("groupThreshold", 1, kMaxGroups));
    if (threshold > static_cast<int>(groups.size()))
        return fields.refuse("groupThreshold",
                             "is more than the " + std::to_string(groups.size()) + " groups");
    auto policy = Policy::create(threshold, std::move(policies));
    if (!policy)
        return fields.refuse("groups", "is no design: " + policy.error().message);
    design.keys.push_back(std::move(*policy));
    return {};
}

// A multisig: "keys", each with groups of its own, and "keyThreshold".
Result<void> readKeys(InputFields& fields, const std::string& where, const Defaults& defaults, Design& design,
                      Model& model)
{
    std::vector<bool> read;
    KEYRITE_TRY(read, fields.list<bool>("keys", [&](const Json& item, const std::string& at) -> Result<bool> {
        const std::string key = at + " of " + where;
        InputFields own(item, key);
        KEYRITE_CHECK(readKey(own, key, defaults, design, model));
        KEYRITE_CHECK(own.finish());
        return true;
    }));
    if (read.size() < 2 || read.size() > kMaxKeys)
        return fields.refuse("keys", "must list 2 to 16 keys");
    KEYRITE_TRY(design.keyThreshold, fields.integer("keyThreshold", 1, static_cast<int>(kMaxKeys)));
    if (design.keyThreshold > static_cast<int>(read.size()))
        return fields.refuse("keyThreshold", "is more than the " + std::to_string(read.size()) + " keys");
    return {};
}

} // namespace

Result<std::string> readName(InputFields& fields, const char* name)
{
    auto text = fields.text(name);
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    if (text && (text->empty() || text->size() > 80 || std::ranges::any_of(*text, control)))
        return fields.refuse(name, "must have 1 to 80 bytes and no control characters");
    return text;
}

Result<std::size_t> siteIndex(const InputFields& fields, const char* field, const std::string& name,
                              const Model& model)
{
    const auto found = std::ranges::find(model.sites, name, &Site::name);
    if (found == model.sites.end())
        return fields.refuse(field, "names \"" + name.substr(0, 80) + "\", which is not one of the sites");
    return static_cast<std::size_t>(found - model.sites.begin());
}

Result<StepDistribution> readTimes(const Json& json, const std::string& where)
{
    InputFields fields(json, where);
    std::vector<double> hours;
    KEYRITE_TRY(hours, fields.numberList("hours", 0, kMaxHours));
    Result<StepDistribution> times = StepDistribution();
    if (fields.has("by")) {
        std::vector<double> by;
        KEYRITE_TRY(by, fields.numberList("by", 0, 1));
        if (hours.empty() || by.size() != hours.size())
            return fields.refuse("by", "must have as many probabilities as \"hours\" has hours");
        std::vector<StepDistribution::Step> steps;
        for (std::size_t i = 0; i < hours.size(); ++i)
            steps.push_back({hours[i], by[i]});
        times = StepDistribution::create(std::move(steps));
        if (!times)
            return fields.refuse("by", "does not fit: " + times.error().message);
    } else {
        times = timesFromDrills(fields, hours);
        if (!times)
            return times;
    }
    KEYRITE_CHECK(fields.finish());
    return times;
}

Result<ShareRisk> readShare(const Json& json, const std::string& where, const Defaults& defaults)
{
    InputFields fields(json, where);
    ShareRisk share = defaults.share;
    std::string custodian;
    if (fields.has("custodian")) {
        KEYRITE_TRY(custodian, readName(fields, "custodian"));
        const auto person = std::ranges::find(defaults.people, custodian, &ShareRisk::custodian);
        if (person != defaults.people.end())
            share = *person;
        share.custodian = custodian;
    }
    KEYRITE_TRY(share.lost, fields.probabilityOr("lost", share.lost));
    KEYRITE_TRY(share.lossPerYear, fields.numberOr("lossPerYear", 0, 1000, share.lossPerYear));
    KEYRITE_TRY(share.attestedEveryDays,
                fields.numberOr("attestedEveryDays", 0, 36525, share.attestedEveryDays));
    if (share.lossPerYear > 0 && share.attestedEveryDays <= 0)
        return fields.refuse("attestedEveryDays",
                             "must say how often the sheet is attested, if it has a lossPerYear");
    KEYRITE_TRY(share.compromised, fields.probabilityOr("compromised", share.compromised));
    if (fields.has("response")) {
        Json response;
        KEYRITE_TRY(response, fields.object("response"));
        KEYRITE_TRY(share.response, readTimes(response, "the response of " + where));
    }
    KEYRITE_CHECK(fields.finish());
    return share;
}

Result<Defaults> readDefaults(InputFields& fields)
{
    Defaults defaults;
    if (fields.has("share")) {
        Json share;
        KEYRITE_TRY(share, fields.object("share"));
        KEYRITE_TRY(defaults.share, readShare(share, "\"share\"", {}));
        if (!defaults.share.custodian.empty())
            return fields.refuse("share", "is what holds for every sheet and names no custodian");
    }
    if (fields.has("site")) {
        Json site;
        KEYRITE_TRY(site, fields.object("site"));
        InputFields siteFields(site, "\"site\"");
        KEYRITE_TRY(defaults.unreachable, siteFields.probabilityOr("unreachable", 0));
        KEYRITE_TRY(defaults.breached, siteFields.probabilityOr("breached", 0));
        KEYRITE_TRY(defaults.costPerYear, siteFields.moneyOr("costPerYear", 0));
        KEYRITE_CHECK(siteFields.finish());
    }
    std::vector<ShareRisk> people;
    KEYRITE_TRY(people, fields.list<ShareRisk>("people", [&](const Json& json, const std::string& where) {
        auto person = readShare(json, where, defaults);
        if (person && person->custodian.empty())
            return Result<ShareRisk>(InputFields(json, where).refuse("custodian", "is missing"));
        return person;
    }));
    defaults.people = std::move(people);
    return defaults;
}

Result<Site> readSite(const Json& json, const std::string& where, const Defaults& defaults)
{
    InputFields fields(json, where);
    Site site;
    KEYRITE_TRY(site.name, readName(fields, "name"));
    KEYRITE_TRY(site.jurisdiction, fields.textOr("jurisdiction", ""));
    KEYRITE_TRY(site.unreachable, fields.probabilityOr("unreachable", defaults.unreachable));
    KEYRITE_TRY(site.breached, fields.probabilityOr("breached", defaults.breached));
    KEYRITE_TRY(site.costPerYear, fields.moneyOr("costPerYear", defaults.costPerYear));
    int members = fields.has("members") ? 0 : -1; // -1: nobody beyond those who are listed
    if (members == 0)
        KEYRITE_TRY(members, fields.integer("members", 0, kMaxMembers));
    KEYRITE_TRY(site.shares, sharesOr(fields, "shares", members, defaults));
    KEYRITE_CHECK(fields.finish());
    return site;
}

Result<Design> readDesign(const Json& json, const std::string& where, const Defaults& defaults, Model& model)
{
    InputFields fields(json, where);
    Design design;
    KEYRITE_TRY(design.name, fields.textOr("name", ""));
    if (fields.has("keys") || fields.has("keyThreshold"))
        KEYRITE_CHECK(readKeys(fields, where, defaults, design, model));
    else
        KEYRITE_CHECK(readKey(fields, where, defaults, design, model));
    KEYRITE_CHECK(fields.finish());
    if (design.name.empty())
        design.name = design.policyText();
    return design;
}

Result<Bounds> readBounds(const Json& json)
{
    InputFields fields(json, "\"search\"");
    Bounds bounds;
    const auto integerOr = [&](const char* name, int max, int absent) {
        return fields.has(name) ? fields.integer(name, 1, max) : Result<int>(absent);
    };
    KEYRITE_TRY(bounds.minSites, integerOr("minSites", kMaxGroups, bounds.minSites));
    KEYRITE_TRY(bounds.maxSites, integerOr("maxSites", kMaxGroups, bounds.maxSites));
    KEYRITE_TRY(bounds.maxMembers, integerOr("maxMembers", kMaxMembers, bounds.maxMembers));
    KEYRITE_TRY(bounds.maxShares, integerOr("maxShares", kMaxGroups * kMaxMembers, bounds.maxShares));
    KEYRITE_TRY(bounds.maxCost, fields.moneyOr("maxCost", bounds.maxCost));
    KEYRITE_TRY(bounds.sameShape, fields.flag("sameShape"));
    KEYRITE_CHECK(fields.finish());
    return bounds;
}

Result<Limits> readLimits(const Json& json)
{
    InputFields fields(json, "\"limits\"");
    Limits limits;
    KEYRITE_TRY(limits.jurisdiction, fields.flagOr("noJurisdictionSufficient", limits.jurisdiction));
    KEYRITE_TRY(limits.surviveAnySite, fields.flagOr("surviveAnySite", limits.surviveAnySite));
    KEYRITE_TRY(limits.noSiteSufficient, fields.flagOr("noSiteSufficient", limits.noSiteSufficient));
    KEYRITE_TRY(limits.noCustodianSufficient,
                fields.flagOr("noCustodianSufficient", limits.noCustodianSufficient));
    KEYRITE_TRY(limits.maxCompromise, fields.probabilityOr("maxCompromise", limits.maxCompromise));
    KEYRITE_TRY(limits.maxUnrecoverable, fields.probabilityOr("maxUnrecoverable", limits.maxUnrecoverable));
    KEYRITE_TRY(limits.maxCost, fields.moneyOr("maxCost", limits.maxCost));
    KEYRITE_CHECK(fields.finish());
    return limits;
}

} // namespace keyrite::plan
