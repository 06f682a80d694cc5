#include "core/ceremony/day_papers.h"

#include "core/paper/attendance.h"
#include "core/paper/receipts.h"
#include "core/paper/script.h"

#include <algorithm>

namespace keyrite::ceremony {
namespace {

paper::PaperSize sizeOf(const State& state)
{
    return state.plan.paper == PaperChoice::A4 ? paper::PaperSize::A4 : paper::PaperSize::Letter;
}

std::vector<paper::MinutesPerson> peopleOf(const State& state)
{
    std::vector<paper::MinutesPerson> people;
    for (const RoleSpec& role : state.procedure->roles)
        for (const Person& person : state.plan.people)
            if (person.role == role.id)
                people.push_back({role.title.in("en"), person.name, person.initials});
    return people;
}

paper::ScriptStep scriptStep(const State& state, const StepRun& run)
{
    const StepSpec& spec = state.procedure->steps[run.spec];
    paper::ScriptStep step{.number = stepNumber(state, run),
                           .title = filledIn(spec.title.in("en"), state, run),
                           .instruction = filledIn(spec.instruction.in("en"), state, run),
                           .expected = filledIn(spec.expected.in("en"), state, run),
                           .minutes = spec.minutes,
                           .pointOfNoReturn = spec.pointOfNoReturn};
    for (const ActSpec& act : state.procedure->acts)
        if (act.id == spec.act)
            step.act = act.title.in("en");
    const bool typed = spec.kind == StepKind::Record || spec.kind == StepKind::Declare;
    for (const Field& item : spec.items)
        (typed ? step.blanks : step.ticks).push_back(filledIn(item.label.in("en"), state, run));
    if (spec.kind == StepKind::Seal || spec.kind == StepKind::Unseal)
        step.blanks.emplace_back("Bag number");
    return step;
}

paper::Bags bagsOf(const State& state, const registry::Room& room, TimePoint now)
{
    return {.size = sizeOf(state),
            .mode = state.plan.mode,
            .room = state.plan.anonymous ? "" : room.name,
            .ceremony = state.id,
            .date = dateText(now),
            .procedureHash = toHex(state.procedure->hash),
            .bags = {}};
}

paper::BagLine bagLine(const State& state, const PlannedShare& share)
{
    const Person* holder = state.plan.person(share.holder);
    return {.holder = holder == nullptr || state.plan.anonymous ? "" : holder->name,
            .sheet = share.number,
            .sheets = state.plan.anonymous ? 0 : state.plan.policy.shareCount(),
            .bag = {},
            .fingerprint = {}};
}

std::string fingerprintOf(const State& state, const registry::Registry& registry, int share)
{
    const auto set = registry.shareSets.find(state.shareSet);
    const bool known = set != registry.shareSets.end() && set->second.sheets.contains(share);
    const auto bytes = fromHex(known ? set->second.sheets.at(share).fingerprint : "");
    return bytes ? toHexGroups(*bytes) : "";
}

} // namespace

std::string stepNumber(const State& state, const StepRun& run)
{
    const StepSpec& spec = state.procedure->steps[run.spec];
    std::size_t act = 0;
    while (state.procedure->acts[act].id != spec.act)
        ++act;
    int within = 0;
    for (const StepRun& one : state.runs) {
        within += state.procedure->steps[one.spec].act == spec.act ? 1 : 0;
        if (one.id == run.id)
            break;
    }
    return std::to_string(act + 1) + "." + std::to_string(within);
}

std::string paceText(int plannedMinutes, TimePoint started, TimePoint ended)
{
    const auto took = std::chrono::round<std::chrono::minutes>(ended - started).count();
    return "Planned " + std::to_string(plannedMinutes) + " min, took " + std::to_string(took) + " min";
}

std::vector<NamedDocument> papersBefore(const State& state, const registry::Room& room, TimePoint now)
{
    const std::string hash = toHex(state.procedure->hash);
    paper::Script script{.size = sizeOf(state),
                         .mode = state.plan.mode,
                         .room = room.name,
                         .ceremony = state.id,
                         .title = state.plan.title,
                         .date = dateText(now),
                         .procedure = state.procedure->title.in("en") + ", version " +
                                      std::to_string(state.procedure->version),
                         .procedureHash = hash,
                         .people = peopleOf(state),
                         .steps = {}};
    for (const StepRun& run : state.runs)
        script.steps.push_back(scriptStep(state, run));
    std::vector<NamedDocument> documents;
    documents.push_back({"script", paper::script(script)});
    documents.push_back({"attendance", paper::attendanceSheet({.size = sizeOf(state),
                                                               .mode = state.plan.mode,
                                                               .room = room.name,
                                                               .ceremony = state.id,
                                                               .title = state.plan.title,
                                                               .date = dateText(now),
                                                               .procedureHash = hash,
                                                               .people = peopleOf(state)})});
    if (!state.procedure->has(StepKind::Seal))
        return documents;
    paper::Bags bags = bagsOf(state, room, now);
    for (const PlannedShare& share : state.plan.shares)
        bags.bags.push_back(bagLine(state, share));
    documents.push_back({"labels", paper::bagLabels(bags)});
    return documents;
}

std::vector<NamedDocument> papersAfter(const State& state, const registry::Registry& registry, TimePoint now)
{
    paper::Bags bags = bagsOf(state, registry.room, now);
    for (const PlannedShare& share : state.plan.shares)
        if (const auto facts = state.shares.find(share.number);
            facts != state.shares.end() && !facts->second.bag.empty() && !facts->second.voided) {
            paper::BagLine line = bagLine(state, share);
            line.bag = facts->second.bag;
            line.fingerprint = fingerprintOf(state, registry, share.number);
            bags.bags.push_back(std::move(line));
        }
    std::vector<NamedDocument> documents;
    if (!bags.bags.empty())
        documents.push_back({"receipts", paper::receipts(bags)});
    return documents;
}

} // namespace keyrite::ceremony
