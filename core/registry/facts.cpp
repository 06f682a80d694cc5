#include "core/registry/facts.h"

#include "core/registry/entry_kinds.h"
#include "core/registry/fact_draft.h"

#include <algorithm>
#include <cstdio>

namespace keyrite::registry {
namespace {

using log::Entry;
using log::Json;

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
    Draft made = draftOf(fact);
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
