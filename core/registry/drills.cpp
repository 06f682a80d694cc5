#include "core/registry/drills.h"

#include <algorithm>

namespace keyrite::registry {
namespace {

using log::Entry;

Drill started(const Entry& entry)
{
    Drill drill{.id = textOf(entry.data, "drill"),
                .announced = flagOf(entry.data, "announced"),
                .shareSet = textOf(entry.data, "set"),
                .ceremony = entry.ceremony,
                .started = markOf(entry)};
    for (const DrillType type :
         {DrillType::Attestation, DrillType::Quorum, DrillType::Restore, DrillType::TableTop})
        if (textOf(entry.data, "type") == drillTypeName(type))
            drill.type = type;
    for (std::string& person : textsOf(entry.data, "people"))
        drill.responses.push_back({.person = std::move(person)});
    return drill;
}

Response& responseOf(Drill& drill, const std::string& person)
{
    const auto found = std::ranges::find(drill.responses, person, &Response::person);
    if (found != drill.responses.end())
        return *found;
    return drill.responses.emplace_back(Response{.person = person});
}

void respond(Drill& drill, const Entry& entry)
{
    Response& response = responseOf(drill, textOf(entry.data, "person"));
    const Mark mark{timeIn(entry.data, "at").value_or(entry.time), entry.seq};
    const std::string stage = textOf(entry.data, "stage");
    if (stage == "answered")
        response.answered = mark;
    else if (stage == "arrived")
        response.arrived = mark;
    else {
        response.refused = mark;
        response.unreachable = stage == "unreachable";
    }
}

void complete(Drill& drill, const Entry& entry)
{
    drill.completed = markOf(entry);
    drill.note = textOf(entry.data, "note");
    if (const std::string ceremony = textOf(entry.data, "ceremony"); !ceremony.empty())
        drill.ceremony = ceremony;
    const std::string outcome = textOf(entry.data, "outcome");
    drill.outcome = outcome == "passed"   ? DrillOutcome::Passed
                    : outcome == "failed" ? DrillOutcome::Failed
                                          : DrillOutcome::Abandoned;
}

void setDays(int& days, const Entry& entry, const char* name)
{
    if (const auto value = numberOf(entry.data, name); value && *value >= 1 && *value <= kMaxScheduleDays)
        days = *value;
}

} // namespace

std::string_view drillTypeName(DrillType type)
{
    switch (type) {
    case DrillType::Attestation:
        return "attestation";
    case DrillType::Quorum:
        return "quorum";
    case DrillType::Restore:
        return "restore";
    case DrillType::TableTop:
        return "table-top";
    }
    return {};
}

void applyDrill(Drills& drills, const Entry& entry)
{
    const std::string id = textOf(entry.data, "drill");
    if (entry.kind == "drill.started")
        drills[id] = started(entry);
    const auto found = drills.find(id);
    if (found == drills.end())
        return;
    found->second.history.push_back(entry.seq);
    if (entry.kind == "drill.responded")
        respond(found->second, entry);
    else if (entry.kind == "drill.completed")
        complete(found->second, entry);
}

void applyFinding(Findings& findings, const Entry& entry)
{
    const std::string id = textOf(entry.data, "finding");
    if (entry.kind == "finding.opened") {
        findings[id] = {.id = id,
                        .text = textOf(entry.data, "text"),
                        .owner = textOf(entry.data, "owner"),
                        .due = dayIn(entry.data, "due").value(),
                        .drill = textOf(entry.data, "drill"),
                        .opened = markOf(entry),
                        .history = {entry.seq}};
    } else if (const auto found = findings.find(id);
               found != findings.end() && entry.kind == "finding.closed") {
        found->second.closed = markOf(entry);
        found->second.how = textOf(entry.data, "how");
        found->second.history.push_back(entry.seq);
    }
}

void applySchedule(SchedulePolicy& policy, const Entry& entry)
{
    setDays(policy.attestationDays, entry, "attestationDays");
    if (const auto grace = numberOf(entry.data, "graceDays");
        grace && *grace >= 0 && *grace <= kMaxScheduleDays)
        policy.graceDays = *grace;
    setDays(policy.drillDays, entry, "drillDays");
    setDays(policy.targetDays, entry, "targetDays");
    setDays(policy.tableTopDays, entry, "tableTopDays");
    policy.mark = markOf(entry);
}

} // namespace keyrite::registry
