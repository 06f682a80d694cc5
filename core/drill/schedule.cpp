#include "core/drill/schedule.h"

#include "core/drill/score.h"
#include "core/registry/reach.h"

#include <algorithm>
#include <set>

namespace keyrite::drill {
namespace {

using registry::Registry;
using registry::ShareSet;
using registry::Sheet;
using std::chrono::days;

// Keys that are not destroyed need their sheets.
bool protectsKeys(const Registry& registry, const ShareSet& set)
{
    return std::ranges::any_of(set.keys, [&](const std::string& id) {
        const auto key = registry.keys.find(id);
        return key != registry.keys.end() && key->second.shareSet == set.id &&
               key->second.state != registry::KeyState::Destroyed;
    });
}

std::vector<std::string> siteOf(const Registry& registry, const Sheet& sheet)
{
    const registry::Site* site = registry.siteOf(sheet);
    return site == nullptr ? std::vector<std::string>{} : std::vector<std::string>{site->id};
}

void addAttestations(std::vector<Due>& all, const Registry& registry, const ShareSet& set)
{
    for (const auto& [number, sheet] : set.sheets) {
        if (!registry.canBeReached(sheet))
            continue;
        const Day read = dayOf(sheet.proven == TimePoint{} ? sheet.changed : sheet.proven);
        const Day due = read + days{registry.schedule.attestationDays};
        all.push_back({.kind = DueKind::Attestation,
                       .due = due,
                       .latest = due + days{registry.schedule.graceDays},
                       .shareSet = set.id,
                       .share = number,
                       .people = {sheet.holder},
                       .sites = siteOf(registry, sheet),
                       .from = {sheet.lastRead}});
    }
}

// The people of the first smallest set that can be counted on, and the sites of their sheets.
void askQuorum(Due& due, const Registry& registry, const ShareSet& set, Day today)
{
    const registry::Reach reach = registry::reachOf(registry, set, today);
    if (reach.byPeople.sets.empty())
        return;
    due.people = reach.byPeople.sets.front();
    std::set<std::string> sites;
    for (const auto& [number, sheet] : set.sheets)
        if (registry.canBeReached(sheet) && std::ranges::count(due.people, sheet.holder) > 0)
            for (const std::string& site : siteOf(registry, sheet))
                sites.insert(site);
    due.sites.assign(sites.begin(), sites.end());
}

void addDrill(std::vector<Due>& all, const Registry& registry, const ShareSet& set, Day today)
{
    const Exercise last = lastQuorum(registry, set);
    Due due{.kind = DueKind::Drill,
            .due = dayOf(last.mark.time) + days{registry.schedule.targetDays},
            .latest = dayOf(last.mark.time) + days{registry.schedule.drillDays},
            .shareSet = set.id,
            .announced = !last.announced,
            .from = {last.mark.seq}};
    due.latest = std::max(due.due, due.latest);
    askQuorum(due, registry, set, today);
    all.push_back(std::move(due));
}

// Asked for from the day of the first reason on; within the days of grace.
void addReissue(std::vector<Due>& all, const Registry& registry, const ShareSet& set, Day today)
{
    std::vector<ReissueReason> reasons = reissueReasons(registry, set);
    if (reasons.empty())
        return;
    Due due{.kind = DueKind::Reissue, .shareSet = set.id, .people = {}, .sites = {}, .from = {}};
    const auto first = std::ranges::min_element(reasons, {}, [](const auto& one) { return one.mark.seq; });
    due.due = dayOf(first->mark.time);
    due.latest = due.due + days{registry.schedule.graceDays};
    for (const ReissueReason& reason : reasons)
        due.from.push_back(reason.mark.seq);
    std::ranges::sort(due.from);
    due.reasons = std::move(reasons);
    askQuorum(due, registry, set, today);
    all.push_back(std::move(due));
}

void addTableTop(std::vector<Due>& all, const Registry& registry)
{
    std::optional<registry::Mark> last; // the first ceremony that split a key, then each table-top
    bool announced = false;
    for (const auto& [id, set] : registry.shareSets)
        if (const auto ceremony = registry.ceremonies.find(set.ceremony);
            ceremony != registry.ceremonies.end() && protectsKeys(registry, set) &&
            (!last || ceremony->second.opened < last->time))
            last = {ceremony->second.opened, ceremony->second.firstEntry};
    if (!last)
        return;
    for (const auto& [id, drill] : registry.drills)
        if (drill.type == registry::DrillType::TableTop && drill.outcome == registry::DrillOutcome::Passed &&
            drill.completed->time >= last->time) {
            last = drill.completed;
            announced = drill.announced;
        }
    const Day due = dayOf(last->time) + days{registry.schedule.tableTopDays};
    all.push_back({.kind = DueKind::TableTop,
                   .due = due,
                   .latest = due + days{registry.schedule.graceDays},
                   .announced = !announced,
                   .from = {last->seq}});
}

void addPerson(std::vector<Due>& all, const registry::Person& person, Day today)
{
    const auto add = [&](DueKind kind, Day day, std::uint64_t seq, const std::string& subject = {}) {
        all.push_back({.kind = kind,
                       .due = day,
                       .latest = day,
                       .subject = subject,
                       .people = {person.name},
                       .from = {seq}});
    };
    if (person.revoked || !person.granted)
        return;
    if (person.termEnd)
        add(DueKind::Term, *person.termEnd, person.granted->seq);
    if (person.vetting && person.vetting->until)
        add(DueKind::Vetting, *person.vetting->until, person.vetting->mark.seq);
    std::map<std::string, registry::Training> latest; // by subject
    for (const registry::Training& training : person.trainings)
        latest[training.subject] = training;
    for (const auto& [subject, training] : latest)
        if (training.until)
            add(DueKind::Training, *training.until, training.mark.seq, subject);
    for (const registry::Leave& leave : person.leaves)
        if (leave.to >= today)
            all.push_back({.kind = DueKind::Leave,
                           .due = leave.from,
                           .latest = leave.to,
                           .people = {person.name},
                           .from = {leave.mark.seq}});
}

void addFindings(std::vector<Due>& all, const Registry& registry)
{
    for (const auto& [id, finding] : registry.findings)
        if (!finding.closed)
            all.push_back({.kind = DueKind::Finding,
                           .due = finding.due,
                           .latest = finding.due,
                           .subject = id,
                           .what = finding.text,
                           .people = {finding.owner},
                           .from = {finding.opened.seq}});
}

void addDeadlines(std::vector<Due>& all, const Registry& registry, Day today)
{
    for (const auto& [id, key] : registry.keys)
        if (key.use && key.state != registry::KeyState::Destroyed)
            for (const registry::Deadline& deadline : key.use->deadlines)
                if (dayOf(deadline.at) >= today)
                    all.push_back({.kind = DueKind::Deadline,
                                   .due = dayOf(deadline.at),
                                   .latest = dayOf(deadline.at),
                                   .shareSet = key.shareSet,
                                   .subject = id,
                                   .what = deadline.what + " (" + key.label + ")",
                                   .from = {key.use->mark.seq}});
}

std::string upper(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
}

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text.empty() ? "nobody who can be counted on" : text;
}

// "sheets 1 and 2 are lost"
std::string reasonText(const ReissueReason& reason)
{
    std::vector<std::string> numbers;
    for (const int sheet : reason.sheets)
        numbers.push_back(std::to_string(sheet));
    const bool one = numbers.size() == 1;
    const std::string sheets = (one ? "sheet " : "sheets ") + joined(numbers);
    switch (reason.cause) {
    case ReissueCause::Spent:
        return "the secret was rebuilt from " + sheets;
    case ReissueCause::HolderLeft:
        return "who holds " + sheets + " takes part no more";
    case ReissueCause::Lost:
        return sheets + (one ? " is lost" : " are lost");
    case ReissueCause::OutOfReach:
        return sheets + (one ? " lies" : " lie") + " at a site that is lost";
    }
    return {};
}

} // namespace

std::string_view dueKindName(DueKind kind)
{
    switch (kind) {
    case DueKind::Attestation:
        return "attestation";
    case DueKind::Drill:
        return "drill";
    case DueKind::TableTop:
        return "table-top";
    case DueKind::Reissue:
        return "re-issue";
    case DueKind::Term:
        return "term";
    case DueKind::Vetting:
        return "vetting";
    case DueKind::Training:
        return "training";
    case DueKind::Leave:
        return "leave";
    case DueKind::Finding:
        return "finding";
    case DueKind::Deadline:
        return "deadline";
    }
    return {};
}

DueStatus statusOn(const Due& due, Day today)
{
    if (today < due.due)
        return DueStatus::Later;
    const bool passes =
        due.kind == DueKind::Leave || due.kind == DueKind::Deadline; // nobody can be late for it
    return today <= due.latest || passes ? DueStatus::Due : DueStatus::Overdue;
}

std::vector<Due> scheduleOf(const Registry& registry, Day today)
{
    std::vector<Due> all;
    for (const auto& [id, set] : registry.shareSets)
        if (protectsKeys(registry, set)) {
            addAttestations(all, registry, set);
            addDrill(all, registry, set, today);
            addReissue(all, registry, set, today);
        }
    addTableTop(all, registry);
    for (const auto& [name, person] : registry.people)
        addPerson(all, person, today);
    addFindings(all, registry);
    addDeadlines(all, registry, today);
    std::ranges::stable_sort(all, {}, &Due::due);
    return all;
}

std::string sentenceOf(const Due& due)
{
    const std::string people = joined(due.people);
    switch (due.kind) {
    case DueKind::Attestation:
        return "Sheet " + std::to_string(due.share) + " of set " + upper(due.shareSet) +
               " is to be read from its paper by " + people + ".";
    case DueKind::Drill:
        return std::string(due.announced ? "An announced" : "An unannounced") + " drill of set " +
               upper(due.shareSet) + " is to be held with " + people + ".";
    case DueKind::TableTop:
        return "The plan for the worst day is to be talked through (table-top drill).";
    case DueKind::Reissue: {
        std::string why;
        for (const ReissueReason& reason : due.reasons)
            why += (why.empty() ? "" : "; ") + reasonText(reason);
        return "Set " + upper(due.shareSet) + " is to be re-issued with " + people + ": " + why + ".";
    }
    case DueKind::Term:
        return "The term of " + people + " ends: renew it, or re-issue the sheets.";
    case DueKind::Vetting:
        return "The vetting of " + people + " runs out.";
    case DueKind::Training:
        return "The training of " + people + " in " + due.subject + " runs out.";
    case DueKind::Leave:
        return people + " is on leave until " + toIsoDay(due.latest) + ".";
    case DueKind::Finding:
        return "Finding " + due.subject + " is to be closed by " + people + ": " + due.what;
    case DueKind::Deadline:
        return "Deadline of what a key controls: " + due.what + ".";
    }
    return {};
}

} // namespace keyrite::drill
