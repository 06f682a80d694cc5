#include "core/registry/facts.h"

#include "core/registry/entry_kinds.h"

#include <algorithm>
#include <cstdio>

namespace keyrite::registry {
namespace {

using log::Entry;
using log::Json;

// Data in the making: what is empty is left out.
class Data final
{
public:
    Data&& text(const char* name, const std::string& value) &&
    {
        if (!value.empty())
            m_json[name] = value;
        return std::move(*this);
    }
    Data&& text(const char* name, std::string_view value) &&
    {
        return std::move(*this).text(name, std::string(value));
    }
    Data&& day(const char* name, std::optional<Day> value) &&
    {
        return std::move(*this).text(name, value ? toIsoDay(*value) : std::string());
    }
    Data&& value(const char* name, Json json) &&
    {
        m_json[name] = std::move(json);
        return std::move(*this);
    }
    Json json() && { return std::move(m_json); }

private:
    Json m_json = Json::object();
};

struct Draft
{
    std::string_view kind;
    Json data;
};

Draft draft(const PersonGranted& fact)
{
    return {"custodian.granted", Data()
                                     .text("person", fact.person)
                                     .value("roles", fact.roles)
                                     .text("site", fact.site)
                                     .day("termEnd", fact.termEnd)
                                     .text("contact", fact.contact)
                                     .json()};
}

Draft draft(const PersonVetted& fact)
{
    return {"custodian.vetted", Data()
                                    .text("person", fact.person)
                                    .text("by", fact.by)
                                    .value("outcome", fact.passed ? "passed" : "failed")
                                    .day("until", fact.until)
                                    .json()};
}

Draft draft(const PersonTrained& fact)
{
    return {"custodian.trained",
            Data().text("person", fact.person).text("subject", fact.subject).day("until", fact.until).json()};
}

Draft draft(const PersonOnLeave& fact)
{
    return {"custodian.leave",
            Data().text("person", fact.person).day("from", fact.from).day("to", fact.to).json()};
}

Draft draft(const PersonRevoked& fact)
{
    return {"custodian.revoked", Data().text("person", fact.person).text("reason", fact.reason).json()};
}

Draft draft(const SiteAdded& fact)
{
    return {"site.added", Data()
                              .text("site", fact.site)
                              .text("name", fact.name)
                              .text("jurisdiction", fact.jurisdiction)
                              .text("region", fact.region)
                              .value("safes", fact.safes)
                              .json()};
}

Draft draft(const SiteChanged& fact)
{
    Data data = Data()
                    .text("site", fact.site)
                    .text("reason", fact.reason)
                    .text("state", fact.state ? siteStateName(*fact.state) : std::string_view())
                    .text("name", fact.name)
                    .text("jurisdiction", fact.jurisdiction)
                    .text("region", fact.region);
    return {"site.changed",
            fact.safes ? std::move(data).value("safes", *fact.safes).json() : std::move(data).json()};
}

Draft draft(const HsmRegistered& fact)
{
    return {"hsm.registered", Data()
                                  .text("serial", fact.serial)
                                  .text("label", fact.label)
                                  .text("use", fact.use)
                                  .text("model", fact.model)
                                  .text("site", fact.site)
                                  .text("safe", fact.safe)
                                  .json()};
}

Draft draft(const HsmRetired& fact)
{
    return {"hsm.retired",
            Data().text("serial", fact.serial).text("cause", fact.cause).text("reason", fact.reason).json()};
}

Draft draft(const SheetPlaced& fact)
{
    return {"share.placed", Data()
                                .text("set", fact.set)
                                .value("share", fact.share)
                                .text("site", fact.site)
                                .text("safe", fact.safe)
                                .json()};
}

Draft draft(const SheetLost& fact)
{
    return {"share.lost",
            Data().text("set", fact.set).value("share", fact.share).text("reason", fact.reason).json()};
}

Draft draft(const KeyDescribed& fact)
{
    Json deadlines = Json::array();
    for (const Deadline& one : fact.deadlines)
        deadlines.push_back({{"what", one.what}, {"at", toIsoTime(one.at)}});
    Data data = Data()
                    .text("key", fact.key)
                    .text("asset", fact.asset)
                    .value("outageMinutes", fact.outageMinutes)
                    .text("counterparty", fact.counterparty)
                    .text("currency", fact.currency)
                    .value("deadlines", std::move(deadlines));
    return {"key.described", fact.currency.empty() && fact.value == 0
                                 ? std::move(data).json()
                                 : std::move(data).value("value", fact.value).json()};
}

Draft draft(const DeviceRegistered& fact)
{
    return {"device.registered", Data()
                                     .text("device", fact.device)
                                     .text("type", fact.type)
                                     .text("model", fact.model)
                                     .text("serial", fact.serial)
                                     .text("site", fact.site)
                                     .text("safe", fact.safe)
                                     .json()};
}

Draft draft(const DeviceRetired& fact)
{
    return {"device.retired", Data().text("device", fact.device).text("reason", fact.reason).json()};
}

Draft draft(const SealApplied& fact)
{
    return {"seal.applied", Data().text("seal", fact.seal).text("on", fact.on).json()};
}

Draft draft(const SealChecked& fact)
{
    return {"seal.checked", Data().text("seal", fact.seal).text("found", sealStateName(fact.found)).json()};
}

Draft draft(const SealRemoved& fact)
{
    return {"seal.removed", Data().text("seal", fact.seal).text("reason", fact.reason).json()};
}

Draft draft(const ScheduleSet& fact)
{
    return {"schedule.set", Data()
                                .value("attestationDays", fact.attestationDays)
                                .value("graceDays", fact.graceDays)
                                .value("drillDays", fact.drillDays)
                                .value("targetDays", fact.targetDays)
                                .value("tableTopDays", fact.tableTopDays)
                                .json()};
}

Draft draft(const DrillStarted& fact)
{
    return {"drill.started", Data()
                                 .text("drill", fact.drill)
                                 .text("type", drillTypeName(fact.type))
                                 .value("announced", fact.announced)
                                 .value("people", fact.people)
                                 .text("set", fact.shareSet)
                                 .json()};
}

std::string_view stageName(ResponseStage stage)
{
    switch (stage) {
    case ResponseStage::Answered:
        return "answered";
    case ResponseStage::Arrived:
        return "arrived";
    case ResponseStage::Declined:
        return "declined";
    case ResponseStage::Unreachable:
        return "unreachable";
    }
    return {};
}

Draft draft(const DrillResponded& fact)
{
    return {"drill.responded", Data()
                                   .text("drill", fact.drill)
                                   .text("person", fact.person)
                                   .text("stage", stageName(fact.stage))
                                   .text("at", fact.at ? toIsoTime(*fact.at) : std::string())
                                   .json()};
}

std::string_view outcomeName(DrillOutcome outcome)
{
    switch (outcome) {
    case DrillOutcome::Running:
        return "running"; // is not a word of the format: refused
    case DrillOutcome::Passed:
        return "passed";
    case DrillOutcome::Failed:
        return "failed";
    case DrillOutcome::Abandoned:
        return "abandoned";
    }
    return {};
}

Draft draft(const DrillCompleted& fact)
{
    return {"drill.completed", Data()
                                   .text("drill", fact.drill)
                                   .text("outcome", outcomeName(fact.outcome))
                                   .text("ceremony", fact.ceremony)
                                   .text("note", fact.note)
                                   .json()};
}

Draft draft(const FindingOpened& fact)
{
    return {"finding.opened", Data()
                                  .text("finding", fact.finding)
                                  .text("text", fact.text)
                                  .text("owner", fact.owner)
                                  .day("due", fact.due)
                                  .text("drill", fact.drill)
                                  .json()};
}

Draft draft(const FindingClosed& fact)
{
    return {"finding.closed", Data().text("finding", fact.finding).text("how", fact.how).json()};
}

tl::unexpected<Error> refuse(std::string message)
{
    return fail(ErrorCode::EntryInvalid, std::move(message) + " Nothing was recorded.");
}

bool knowsSheet(const Registry& registry, const Json& data)
{
    const auto set = registry.shareSets.find(textOf(data, "set"));
    if (set == registry.shareSets.end())
        return false;
    const auto sheet = set->second.sheets.find(numberOf(data, "share").value_or(0));
    return sheet != set->second.sheets.end() && sheet->second.exists();
}

// Whether what a field names is in the log, or is not yet where it must be new.
bool refersRight(const Registry& registry, const FieldRule& field, const Json& data)
{
    const std::string name = textOf(data, field.name);
    switch (field.refers) {
    case Refers::Nothing:
        return true;
    case Refers::Person:
        return registry.people.contains(name);
    case Refers::Site:
        return registry.sites.contains(name);
    case Refers::NewSite:
        return !registry.sites.contains(name);
    case Refers::Key:
        return registry.keys.contains(name);
    case Refers::Sheet:
        return knowsSheet(registry, data);
    case Refers::Hsm:
        return registry.hsms.contains(name);
    case Refers::NewHsm: // one that a ceremony has seen may still be registered
        return !registry.hsms.contains(name) || !registry.hsms.at(name).registered;
    case Refers::Device:
        return registry.devices.contains(name);
    case Refers::NewDevice:
        return !registry.devices.contains(name);
    case Refers::Seal:
        return registry.seals.contains(name);
    case Refers::NewSeal:
        return !registry.seals.contains(name);
    case Refers::Drill:
        return registry.drills.contains(name);
    case Refers::NewDrill:
        return !registry.drills.contains(name);
    case Refers::Finding:
        return registry.findings.contains(name);
    case Refers::NewFinding:
        return !registry.findings.contains(name);
    }
    return false;
}

bool isNewName(Refers refers)
{
    return refers == Refers::NewSite || refers == Refers::NewHsm || refers == Refers::NewDevice ||
           refers == Refers::NewSeal || refers == Refers::NewDrill || refers == Refers::NewFinding;
}

Result<void> checkReferences(const Registry& registry, const KindRule& rule, const Json& data)
{
    for (const FieldRule& field : rule.fields) {
        if (!data.contains(field.name) || refersRight(registry, field, data))
            continue;
        const std::string named = "\"" + textOf(data, field.name) + "\"";
        return isNewName(field.refers) ? refuse("The log has " + named + " already. Choose another name.")
                                       : refuse("The log has no " + named + " that \"" + field.name +
                                                "\" could mean. Record it first.");
    }
    return {};
}

// A safe is one of its site's.
Result<void> checkSafe(const Registry& registry, const Json& data)
{
    const std::string safe = textOf(data, "safe");
    const auto site = registry.sites.find(textOf(data, "site"));
    if (safe.empty() || (site != registry.sites.end() && std::ranges::count(site->second.safes, safe) == 1))
        return {};
    return refuse("The site has no safe \"" + safe + "\". Add it to the site first.");
}

bool areDays(std::initializer_list<int> days)
{
    return std::ranges::all_of(days, [](int day) { return day >= 1 && day <= kMaxScheduleDays; });
}

// What the form of a single field cannot say.
Result<void> checkSense(const Fact& fact)
{
    if (const auto* granted = std::get_if<PersonGranted>(&fact); granted != nullptr && granted->roles.empty())
        return refuse("A person needs at least one role.");
    if (const auto* leave = std::get_if<PersonOnLeave>(&fact); leave != nullptr && leave->to < leave->from)
        return refuse("The leave ends before it begins. Check the two days.");
    if (const auto* key = std::get_if<KeyDescribed>(&fact);
        key != nullptr && key->value != 0 && key->currency.empty())
        return refuse("A value needs its currency, for instance CHF.");
    if (const auto* days = std::get_if<ScheduleSet>(&fact);
        days != nullptr &&
        (!areDays({days->attestationDays, days->drillDays, days->targetDays, days->tableTopDays}) ||
         days->graceDays < 0 || days->graceDays > kMaxScheduleDays))
        return refuse("Each interval is 1 to 3660 days.");
    return {};
}

template <typename Records>
std::string nextId(const Records& records, const std::string& prefix)
{
    for (int number = 1;; ++number) {
        char text[16];
        std::snprintf(text, sizeof text, "%04d", number);
        if (!records.contains(prefix + text))
            return prefix + text;
    }
}

} // namespace

Result<Entry> compose(const Registry& registry, const Author& author, TimePoint now, const Fact& fact)
{
    Draft made = std::visit([](const auto& one) { return draft(one); }, fact);
    const KindRule& rule = *ruleOf(made.kind);
    if (auto formed = checkExactly(rule, made.data); !formed)
        return fail(formed.error());
    if (auto sense = checkSense(fact); !sense)
        return fail(sense.error());
    if (auto known = checkReferences(registry, rule, made.data); !known)
        return fail(known.error());
    if (auto safe = checkSafe(registry, made.data); !safe)
        return fail(safe.error());
    Entry entry{.time = now,
                .kind = std::string(made.kind),
                .actor = author.person,
                .role = author.role,
                .data = std::move(made.data)};
    if (auto body = log::canonicalBody(entry); !body)
        return fail(body.error());
    return entry;
}

std::string nextDrillId(const Registry& registry, TimePoint now)
{
    return nextId(registry.drills, "dr-" + toIsoTime(now).substr(0, 4) + "-");
}

std::string nextFindingId(const Registry& registry, TimePoint now)
{
    return nextId(registry.findings, "f-" + toIsoTime(now).substr(0, 4) + "-");
}

} // namespace keyrite::registry
