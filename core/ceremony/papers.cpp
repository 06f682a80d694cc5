#include "core/ceremony/papers.h"

#include "core/ceremony/day_papers.h"
#include "core/ceremony/fields.h"
#include "core/log/note.h"
#include "core/paper/backup_document.h"
#include "core/paper/minutes.h"
#include "core/paper/start_here.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace keyrite::ceremony {
namespace {

paper::PaperSize sizeOf(const State& state)
{
    return state.plan.paper == PaperChoice::A4 ? paper::PaperSize::A4 : paper::PaperSize::Letter;
}

std::string nameOf(const State& state, const std::string& initials)
{
    const Person* person = state.plan.person(initials);
    return person == nullptr ? initials : person->name;
}

const StepRun* runOf(const State& state, const std::string& id)
{
    const auto found = std::ranges::find_if(state.runs, [&](const StepRun& run) { return run.id == id; });
    return found == state.runs.end() ? nullptr : &*found;
}

std::string labelOf(const State& state, const StepSpec& spec, const std::string& item)
{
    for (const Field& field : spec.items)
        if (field.id == item)
            return field.label.in("en");
    if (spec.kind == StepKind::Confirm)
        return "Hands";
    return spec.kind == StepKind::SignOff ? nameOf(state, item) : item;
}

paper::MinutesStep minutesStep(const State& state, const StepRecord& record)
{
    paper::MinutesStep line{.start = timeText(record.started), .end = timeText(record.ended)};
    const StepRun* run = runOf(state, record.id);
    if (run == nullptr)
        return line;
    const StepSpec& spec = state.procedure->steps[run->spec];
    for (const ActSpec& act : state.procedure->acts)
        if (act.id == spec.act)
            line.act = act.title.in("en");
    line.number = stepNumber(state, *run);
    line.title = filledIn(spec.title.in("en"), state, *run);
    line.pace = paceText(spec.minutes, record.started, record.ended);
    line.actor = record.initials.empty() ? "" : record.initials.front();
    line.witness = record.initials.size() < 2 ? "" : record.initials[1];
    if (spec.kind != StepKind::Physical)
        for (const auto& [item, value] : record.values)
            line.values.push_back({labelOf(state, spec, item), value});
    if (const auto share = state.shares.find(run->share); run->share != 0 && share != state.shares.end()) {
        if (spec.kind == StepKind::ShareIssue)
            line.values.push_back({"Fingerprint", share->second.fingerprint});
        if (spec.kind == StepKind::Seal)
            line.values.push_back({"Bag number", share->second.bag});
    }
    return line;
}

std::string movementText(const State& state, const Movement& movement)
{
    if (movement.what == "person.left")
        return nameOf(state, movement.who) + " was not in the room from here on";
    if (movement.what == "person.arrived")
        return nameOf(state, movement.who) + " came in";
    return movement.what == "ceremony.paused" ? "The room was emptied and locked" : "The ceremony went on";
}

int plannedMinutes(const State& state)
{
    int minutes = 0;
    for (const StepRun& run : state.runs)
        minutes += state.procedure->steps[run.spec].minutes;
    return minutes;
}

std::string replaced(std::string text, std::string_view name, const std::string& value)
{
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
        text.replace(at, name.size(), value);
    return text;
}

} // namespace

std::string filledIn(const std::string& text, const State& state, const StepRun& run)
{
    const bool old = state.procedure->steps[run.spec].repeat == Repeat::OldShare;
    const auto facts = old ? state.shares.end() : state.shares.find(run.share);
    const Policy& policy = old ? *state.plan.oldPolicy : state.plan.policy;
    const std::string& holder = old ? state.plan.oldHolderOf(run.share) : state.plan.holderOf(run.share);
    std::string filled = replaced(text, "{shares}", std::to_string(policy.shareCount()));
    filled = replaced(std::move(filled), "{share}", std::to_string(run.share));
    filled = replaced(std::move(filled), "{keys}", std::to_string(state.plan.keys.size()));
    const bool sealed = facts != state.shares.end() && !facts->second.bag.empty();
    filled = replaced(std::move(filled), "{bag}", sealed ? facts->second.bag : "________");
    return replaced(std::move(filled), "{holder}", nameOf(state, holder));
}

std::string sheetName(const registry::Registry& registry, const std::string& shareSet, int share)
{
    std::string first; // ids of ceremonies sort by time
    for (const auto& [id, set] : registry.shareSets) {
        const auto made = registry.ceremonies.find(set.ceremony);
        const bool counts =
            made != registry.ceremonies.end() && made->second.status != registry::CeremonyStatus::Aborted;
        if (counts && (first.empty() || set.ceremony < first))
            first = set.ceremony;
    }
    const auto set = registry.shareSets.find(shareSet);
    const bool plain = set == registry.shareSets.end() || set->second.ceremony == first;
    return "sheets/" + (plain ? "" : shareSet + "-") + "sheet-" + std::to_string(share);
}

std::string dateText(TimePoint time)
{
    constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
    return std::to_string(static_cast<unsigned>(date.day())) + " " +
           kMonths[static_cast<unsigned>(date.month()) - 1] + " " +
           std::to_string(static_cast<int>(date.year()));
}

std::string timeText(TimePoint time)
{
    return toIsoTime(time).substr(11, 5);
}

paper::ShareSheet shareSheetOf(const State& state, const registry::Room& room, int share, TimePoint now)
{
    const Person* holder = state.plan.person(state.plan.holderOf(share));
    paper::ShareSheet sheet{.size = state.plan.paper == PaperChoice::A4 ? paper::PaperSize::A4
                                                                        : paper::PaperSize::Letter,
                            .mode = state.plan.mode,
                            .anonymous = state.plan.anonymous,
                            .number = share,
                            .count = state.plan.policy.shareCount(),
                            .room = room.name,
                            .holder = holder == nullptr ? "" : holder->name,
                            .protects = state.plan.keys.front().label,
                            .ceremony = state.id,
                            .date = dateText(now),
                            .returnTo = state.plan.contact,
                            .procedureHash = toHex(state.procedure->hash),
                            .policy = state.plan.policy};
    if (state.plan.keys.size() > 1)
        sheet.protects += " and " + std::to_string(state.plan.keys.size() - 1) + " more";
    return sheet;
}

Result<paper::Backup> backupDataOf(const State& state, const registry::Registry& registry,
                                   const std::string& checkpointNote)
{
    paper::Backup backup{
        .origin = registry.room.origin, .ceremony = state.id, .checkpointNote = checkpointNote};
    const auto set = fromHex(state.shareSet);
    const auto shareSet = registry.shareSets.find(state.shareSet);
    if (!set || set->size() != 2 || shareSet == registry.shareSets.end())
        return fail(ErrorCode::NotFound, "The log holds no share set \"" + state.shareSet + "\".");
    backup.shareSetId = static_cast<std::uint16_t>((*set)[0] << 8U | (*set)[1]);
    if (!state.plan.anonymous)
        backup.policy = state.plan.policy;
    Bytes kcv;
    KEYRITE_TRY(kcv, fromHex(shareSet->second.kcv));
    std::copy_n(kcv.begin(), std::min(kcv.size(), backup.kcv.size()), backup.kcv.begin());
    for (const PlannedKey& planned : state.plan.keys) {
        // Of a ceremony that wraps anew: what it made, which does not count in the registry yet.
        if (const auto here = state.keys.find(toHex(planned.id));
            here != state.keys.end() && here->second.backup) {
            backup.keys.push_back(*here->second.backup);
            continue;
        }
        const auto key = registry.keys.find(toHex(planned.id));
        if (key == registry.keys.end() || key->second.backup.blob.empty())
            return fail(ErrorCode::NotFound, "The log holds no backup of the key \"" + planned.label + "\".");
        backup.keys.push_back(key->second.backup);
    }
    return backup;
}

Result<std::vector<NamedDocument>> backupDocuments(const State& state, const registry::Room& room,
                                                   const paper::Backup& backup, TimePoint now)
{
    const std::string hash = toHex(state.procedure->hash);
    auto document = paper::backupDocument(backup, {sizeOf(state), state.plan.mode, dateText(now), hash});
    if (!document)
        return fail(document.error());
    std::vector<NamedDocument> documents;
    documents.push_back({"backup", std::move(*document)});
    documents.push_back({"start-here", paper::startHere({.size = sizeOf(state),
                                                         .mode = state.plan.mode,
                                                         .room = state.plan.anonymous ? "" : room.name,
                                                         .ceremony = state.id,
                                                         .contact = state.plan.contact,
                                                         .procedureHash = hash,
                                                         .policy = backup.policy,
                                                         .kcv = backup.kcv})});
    return documents;
}

Result<paper::Document> minutesOf(const State& state, const registry::Room& room,
                                  const std::string& checkpointNote, TimePoint now)
{
    const auto checkpoint = log::parseCheckpoint(checkpointNote);
    if (!checkpoint)
        return fail(checkpoint.error());
    paper::Minutes minutes{.size = sizeOf(state),
                           .mode = state.plan.mode,
                           .room = room.name,
                           .ceremony = state.id,
                           .date = dateText(now),
                           .procedure = state.procedure->title.in("en") + ", version " +
                                        std::to_string(state.procedure->version),
                           .procedureHash = toHex(state.procedure->hash),
                           .outcome = state.status == Status::Closed ? "Closed" : "Aborted",
                           .pace = paceText(plannedMinutes(state), state.opened, now),
                           .checkpointNote = checkpointNote,
                           .head = checkpoint->root,
                           .entries = checkpoint->size};
    for (const Person& person : state.plan.people)
        for (const RoleSpec& role : state.procedure->roles)
            if (role.id == person.role)
                minutes.people.push_back({role.title.in("en"), person.name, person.initials});
    for (const Movement& one : state.movements)
        minutes.movements.push_back({timeText(one.time), movementText(state, one)});
    for (const StepRecord& record : state.records)
        minutes.steps.push_back(minutesStep(state, record));
    for (const ExceptionRecord& one : state.exceptions)
        minutes.exceptions.push_back(
            {timeText(one.time), one.step, one.expected, one.happened, one.decided, nameOf(state, one.by)});
    return paper::minutes(minutes);
}

} // namespace keyrite::ceremony
