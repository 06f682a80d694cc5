#include "app/keyrite-cli/programme_json.h"

#include "core/drill/coverage.h"
#include "core/drill/recovery_time.h"
#include "core/drill/schedule.h"

namespace keyrite::cli {
namespace {

using log::Json;
using registry::Registry;
using namespace drill;

template <typename Value>
Json valueOrNull(const std::optional<Value>& value)
{
    return value ? Json(*value) : Json();
}

const char* statusName(DueStatus status)
{
    switch (status) {
    case DueStatus::Later:
        return "later";
    case DueStatus::Due:
        return "due";
    case DueStatus::Overdue:
        return "overdue";
    }
    return "";
}

Json reasonsJson(const std::vector<ReissueReason>& reasons)
{
    Json all = Json::array();
    for (const ReissueReason& reason : reasons)
        all.push_back({{"cause", reissueCauseName(reason.cause)},
                       {"sheets", reason.sheets},
                       {"since", toIsoTime(reason.mark.time)},
                       {"entry", reason.mark.seq}});
    return all;
}

Json dueJson(const Due& due, Day today)
{
    return {{"kind", dueKindName(due.kind)},
            {"what", sentenceOf(due)},
            {"due", toIsoDay(due.due)},
            {"latest", toIsoDay(due.latest)},
            {"status", statusName(statusOn(due, today))},
            {"set", due.shareSet},
            {"sheet", due.share},
            {"people", due.people},
            {"sites", due.sites},
            {"announced", due.announced},
            {"reasons", reasonsJson(due.reasons)},
            {"from", due.from}};
}

Json personJson(const PersonScore& person)
{
    return {{"person", person.person},
            {"answeredMinutes", valueOrNull(person.answered)},
            {"arrivedMinutes", valueOrNull(person.arrived)},
            {"readMinutes", valueOrNull(person.read)},
            {"handOverMinutes", valueOrNull(person.handOver)},
            {"notByMinutes", valueOrNull(person.notBy)},
            {"reads", person.reads},
            {"tries", person.tries},
            {"from", person.from}};
}

Json scoreJson(const DrillScore& score)
{
    Json people = Json::array();
    for (const PersonScore& person : score.people)
        people.push_back(personJson(person));
    return {{"drill", score.drill},
            {"type", registry::drillTypeName(score.type)},
            {"announced", score.announced},
            {"set", score.shareSet},
            {"asked", toIsoTime(score.asked)},
            {"people", people},
            {"provisioningMinutes", valueOrNull(score.provisioning)},
            {"quorumMinutes", valueOrNull(score.quorum)},
            {"recoveredMinutes", valueOrNull(score.recovered)},
            {"limitMinutes", valueOrNull(score.limit)},
            {"verdict", verdictName(score.verdict)},
            {"findings", score.findings},
            {"from", score.from}};
}

Json findingJson(const registry::Finding& finding)
{
    return {{"finding", finding.id},
            {"text", finding.text},
            {"owner", finding.owner},
            {"due", toIsoDay(finding.due)},
            {"drill", finding.drill},
            {"opened", toIsoTime(finding.opened.time)},
            {"closed", finding.closed ? Json(toIsoTime(finding.closed->time)) : Json()},
            {"how", finding.how},
            {"entries", finding.history}};
}

Json exercisedJson(const std::vector<Exercised>& all, Day today)
{
    Json list = Json::array();
    for (const Exercised& one : all)
        list.push_back({{"name", one.name},
                        {"last", one.last ? Json(toIsoTime(one.last->time)) : Json()},
                        {"entry", one.last ? Json(one.last->seq) : Json()},
                        {"lately", one.within(today, kCoverageDays)}});
    return list;
}

Json timesJson(const TimeLearning& learning)
{
    return {{"hours", learning.posterior.hours()},
            {"answers", learning.answers},
            {"silent", learning.silent},
            {"mean", learning.posterior.mean()},
            {"from", learning.from}};
}

Json movementJson(const Registry& registry, const registry::ShareSet& set, bool announced, TimePoint now)
{
    Json moves = Json::array();
    for (const Movement& move : movementOf(registry, set, announced, now))
        moves.push_back({{"drill", move.drill},
                         {"quorumHours95", valueOrNull(move.quorumHours)},
                         {"hours95", valueOrNull(move.recoveryHours)}});
    return moves;
}

Json learningJson(const Registry& registry, TimePoint now)
{
    const Learning learning = learnFrom(registry, now);
    Json recovery = Json::array();
    for (const auto& [id, set] : registry.shareSets)
        recovery.push_back({{"set", id},
                            {"announced", movementJson(registry, set, true, now)},
                            {"unannounced", movementJson(registry, set, false, now)}});
    const auto& reads = learning.sheetReads;
    const auto& loss = learning.sheetLoss;
    return {{"announced", timesJson(learning.announced)},
            {"unannounced", timesJson(learning.unannounced)},
            {"handOver", timesJson(learning.handOver)},
            {"provisioning", timesJson(learning.provisioning)},
            {"restoring", timesJson(learning.restoring)},
            {"sheetReads",
             {{"yes", reads.yes},
              {"no", reads.no},
              {"alpha", reads.posterior.alpha},
              {"beta", reads.posterior.beta},
              {"mean", reads.posterior.mean()},
              {"from", reads.from}}},
            {"sheetLoss",
             {{"events", loss.events},
              {"shareYears", loss.years},
              {"alpha", loss.posterior.alpha},
              {"beta", loss.posterior.beta},
              {"meanPerShareYear", loss.posterior.mean()},
              {"from", loss.from}}},
            {"recovery", recovery}};
}

} // namespace

Json programmeJson(const Registry& registry, TimePoint now)
{
    const Day today = dayOf(now);
    const registry::SchedulePolicy& policy = registry.schedule;
    Json due = Json::array();
    for (const Due& one : scheduleOf(registry, today))
        due.push_back(dueJson(one, today));
    Json drills = Json::array();
    for (const DrillScore& score : scoresOf(registry))
        drills.push_back(scoreJson(score));
    Json findings = Json::array();
    for (const auto& [id, finding] : registry.findings)
        findings.push_back(findingJson(finding));
    const Coverage coverage = coverageOf(registry);
    return {{"schedule",
             {{"attestationDays", policy.attestationDays},
              {"graceDays", policy.graceDays},
              {"drillDays", policy.drillDays},
              {"targetDays", policy.targetDays},
              {"tableTopDays", policy.tableTopDays}}},
            {"due", due},
            {"drills", drills},
            {"findings", findings},
            {"coverage",
             {{"days", kCoverageDays},
              {"custodians", exercisedJson(coverage.custodians, today)},
              {"sites", exercisedJson(coverage.sites, today)},
              {"sheets", exercisedJson(coverage.sheets, today)},
              {"quorums", exercisedJson(coverage.quorums, today)}}},
            {"learning", learningJson(registry, now)}};
}

} // namespace keyrite::cli
