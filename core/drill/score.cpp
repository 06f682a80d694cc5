#include "core/drill/score.h"

#include "core/registry/reach.h"

#include <algorithm>
#include <set>

namespace keyrite::drill {
namespace {

using registry::Ceremony;
using registry::Drill;
using registry::DrillOutcome;
using registry::Mark;
using registry::Registry;

Minutes between(TimePoint from, TimePoint to)
{
    return std::chrono::floor<std::chrono::minutes>(to - from).count();
}

// People type times in whole minutes, so what happens in the minute of the asking is 0 minutes after it.
std::optional<Minutes> since(TimePoint from, const std::optional<Mark>& mark)
{
    using std::chrono::minutes;
    if (!mark || std::chrono::floor<minutes>(mark->time) < std::chrono::floor<minutes>(from))
        return std::nullopt;
    return std::max(between(from, mark->time), Minutes{0});
}

// When the sheets of a set that were read in the ceremony first made a quorum.
std::optional<Mark> quorumOf(const Ceremony& ceremony, const registry::ShareSet& set)
{
    std::set<int> read;
    for (const registry::Reading& reading : ceremony.readings) {
        if (reading.set != set.id || reading.share < 1 || reading.share > set.policy.shareCount())
            continue;
        read.insert(reading.share);
        if (registry::sheetsShort(set.policy, {read.begin(), read.end()}) == 0)
            return reading.mark;
    }
    return std::nullopt;
}

const Ceremony* ceremonyOf(const Registry& registry, const Drill& drill)
{
    const auto found = registry.ceremonies.find(drill.ceremony);
    return found == registry.ceremonies.end() ? nullptr : &found->second;
}

void note(std::vector<std::uint64_t>& from, const std::optional<Mark>& mark)
{
    if (mark)
        from.push_back(mark->seq);
}

bool isSheetOf(const Registry& registry, const registry::Reading& reading, const std::string& person)
{
    const auto set = registry.shareSets.find(reading.set);
    if (set == registry.shareSets.end())
        return false;
    const auto sheet = set->second.sheets.find(reading.share);
    return sheet != set->second.sheets.end() && sheet->second.holder == person;
}

void addReadings(PersonScore& score, const Registry& registry, const Drill& drill, const Ceremony& ceremony)
{
    for (const registry::Reading& reading : ceremony.readings) {
        if (!isSheetOf(registry, reading, score.person) || reading.mark.time < drill.started.time)
            continue;
        const Minutes at = between(drill.started.time, reading.mark.time);
        score.read = std::min(score.read.value_or(at), at);
        ++score.reads;
        score.tries += reading.tries;
        score.from.push_back(reading.mark.seq);
    }
}

PersonScore scoreOf(const registry::Response& response, const Registry& registry, const Drill& drill)
{
    const TimePoint asked = drill.started.time;
    PersonScore score{.person = response.person,
                      .answered = since(asked, response.answered),
                      .arrived = since(asked, response.arrived),
                      .from = {drill.started.seq}};
    for (const auto& mark : {response.answered, response.arrived, response.refused})
        note(score.from, mark);
    if (const Ceremony* ceremony = ceremonyOf(registry, drill))
        addReadings(score, registry, drill, *ceremony);
    if (score.arrived && score.read && *score.read >= *score.arrived)
        score.handOver = *score.read - *score.arrived;
    if (!score.arrived && !score.read) {
        // Whoever refused will not come while this drill lasts; of whoever is silent no more is known either.
        score.notBy = since(asked, drill.completed ? drill.completed : response.refused);
        note(score.from, drill.completed);
    }
    return score;
}

Verdict verdictOf(const DrillScore& score, DrillOutcome outcome)
{
    switch (outcome) {
    case DrillOutcome::Running:
        return Verdict::Running;
    case DrillOutcome::Abandoned:
        return Verdict::Abandoned;
    case DrillOutcome::Failed:
        return Verdict::Failed;
    case DrillOutcome::Passed:
        break;
    }
    const auto took = score.recovered ? score.recovered : score.quorum;
    if (score.type == registry::DrillType::Restore && !score.recovered)
        return Verdict::Failed; // nobody saw the key come back
    if (score.type == registry::DrillType::Quorum && !score.quorum)
        return Verdict::Failed; // nor a quorum of sheets
    return took && score.limit && *took > *score.limit ? Verdict::Late : Verdict::Passed;
}

DrillScore scoreOf(const Drill& drill, const Registry& registry)
{
    DrillScore score{.drill = drill.id,
                     .type = drill.type,
                     .announced = drill.announced,
                     .shareSet = drill.shareSet,
                     .asked = drill.started.time,
                     .limit = outageLimit(registry, drill.shareSet),
                     .from = drill.history};
    for (const registry::Response& response : drill.responses)
        score.people.push_back(scoreOf(response, registry, drill));
    if (const Ceremony* ceremony = ceremonyOf(registry, drill)) {
        score.provisioning = since(ceremony->opened, ceremony->tokenReady);
        const auto set = registry.shareSets.find(drill.shareSet);
        const auto quorum = set == registry.shareSets.end() ? std::nullopt : quorumOf(*ceremony, set->second);
        score.quorum = since(drill.started.time, quorum);
        if (ceremony->restored && ceremony->challenged &&
            ceremony->challenged->time >= ceremony->restored->time)
            score.recovered = since(drill.started.time, ceremony->challenged);
        for (const auto& mark : {ceremony->tokenReady, quorum, ceremony->challenged})
            note(score.from, mark);
    }
    for (const auto& [id, finding] : registry.findings)
        if (finding.drill == drill.id)
            score.findings.push_back(id);
    score.verdict = verdictOf(score, drill.outcome);
    return score;
}

} // namespace

std::string_view verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Running:
        return "running";
    case Verdict::Passed:
        return "passed";
    case Verdict::Late:
        return "late";
    case Verdict::Failed:
        return "failed";
    case Verdict::Abandoned:
        return "abandoned";
    }
    return {};
}

std::vector<DrillScore> scoresOf(const Registry& registry)
{
    std::vector<DrillScore> scores;
    for (const auto& [id, drill] : registry.drills)
        scores.push_back(scoreOf(drill, registry));
    std::ranges::stable_sort(scores, {}, &DrillScore::asked);
    return scores;
}

std::optional<Minutes> outageLimit(const Registry& registry, const std::string& shareSet)
{
    std::optional<Minutes> limit;
    for (const auto& [id, key] : registry.keys)
        if (key.shareSet == shareSet && !shareSet.empty() && key.use &&
            key.state != registry::KeyState::Destroyed)
            limit = std::min(limit.value_or(key.use->outageMinutes), key.use->outageMinutes);
    return limit;
}

Exercise lastQuorum(const Registry& registry, const registry::ShareSet& set)
{
    Exercise last;
    if (const auto issuing = registry.ceremonies.find(set.ceremony); issuing != registry.ceremonies.end())
        last.mark = {issuing->second.opened, issuing->second.firstEntry};
    for (const auto& [id, ceremony] : registry.ceremonies) {
        const auto quorum = id == set.ceremony ? std::nullopt : quorumOf(ceremony, set);
        if (!quorum || quorum->time < last.mark.time)
            continue;
        last = {*quorum, true, true};
        for (const auto& [number, drill] : registry.drills)
            if (drill.ceremony == id)
                last.announced = drill.announced;
    }
    return last;
}

} // namespace keyrite::drill
