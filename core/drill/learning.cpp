#include "core/drill/learning.h"

#include <algorithm>

namespace keyrite::drill {
namespace {

using registry::Registry;

TimeLearning prior(std::vector<double> hours)
{
    const std::size_t buckets = hours.size();
    return {std::vector<int>(buckets),
            0,
            plan::ResponsePosterior::create(std::move(hours), {5, 3, 1.5, .5}).value(),
            {}};
}

TimeLearning workPrior()
{
    return prior({.25, .5, 1, 4});
}

// What took longer than the last bucket's end counts in the last one: it stands for "or later".
void learnTime(TimeLearning& learning, Minutes took)
{
    const std::vector<double>& hours = learning.posterior.hours();
    const auto found = std::ranges::lower_bound(hours, static_cast<double>(took) / 60);
    const std::size_t bucket = std::min(static_cast<std::size_t>(found - hours.begin()), hours.size() - 1);
    std::vector<double> one(hours.size());
    one[bucket] = 1;
    ++learning.answers[bucket];
    learning.posterior = learning.posterior.afterAnswers(one).value();
}

void addFrom(TimeLearning& learning, const std::vector<std::uint64_t>& from)
{
    learning.from.insert(learning.from.end(), from.begin(), from.end());
}

void learnResponse(TimeLearning& learning, const PersonScore& person)
{
    if (const auto came = person.arrived ? person.arrived : person.read)
        learnTime(learning, *came);
    else if (person.notBy) {
        ++learning.silent;
        learning.posterior =
            learning.posterior.afterSilence(static_cast<double>(*person.notBy) / 60, 1).value();
    } else
        return;
    addFrom(learning, person.from);
}

void learnTimes(Learning& learning, const DrillScore& score)
{
    for (const PersonScore& person : score.people) {
        learnResponse(score.announced ? learning.announced : learning.unannounced, person);
        if (person.handOver) {
            learnTime(learning.handOver, *person.handOver);
            addFrom(learning.handOver, person.from);
        }
    }
    if (score.provisioning) {
        learnTime(learning.provisioning, *score.provisioning);
        addFrom(learning.provisioning, score.from);
    }
    if (score.recovered && score.quorum && *score.recovered >= *score.quorum) {
        learnTime(learning.restoring, *score.recovered - *score.quorum);
        addFrom(learning.restoring, score.from);
    }
}

double yearsBetween(TimePoint from, TimePoint to)
{
    using Years = std::chrono::duration<double, std::ratio<31557600>>; // Julian years
    return std::max(Years(to - from).count(), 0.0);
}

void learnFromSheet(Learning& learning, const Registry& registry, const registry::ShareSet& set,
                    const registry::Sheet& sheet, TimePoint now)
{
    const auto issuing = registry.ceremonies.find(set.ceremony);
    const TimePoint from = issuing == registry.ceremonies.end() ? sheet.changed : issuing->second.opened;
    const bool lost = sheet.state == registry::SheetState::Lost;
    const registry::Site* site = registry.siteOf(sheet);
    const bool burnt = sheet.exists() && site != nullptr && site->state == registry::SiteState::Lost;
    const TimePoint to = lost ? sheet.changed : burnt ? site->changed : sheet.exists() ? now : sheet.changed;
    learning.sheetLoss.years += yearsBetween(from, to);
    if (!lost && !burnt)
        return;
    ++learning.sheetLoss.events;
    learning.sheetLoss.from.push_back(lost ? sheet.history.back() : site->history.back());
    if (lost) {
        ++learning.sheetReads.no;
        learning.sheetReads.from.push_back(sheet.history.back());
    }
}

void learnFromReadings(YesNoLearning& reads, const Registry& registry)
{
    for (const auto& [id, ceremony] : registry.ceremonies)
        for (const registry::Reading& reading : ceremony.readings) {
            const auto set = registry.shareSets.find(reading.set);
            if (set == registry.shareSets.end() || set->second.ceremony == id)
                continue; // at its own issue a sheet is repeated until it reads
            ++reads.yes;
            reads.from.push_back(reading.mark.seq);
        }
}

void tidy(std::vector<std::uint64_t>& from)
{
    std::ranges::sort(from);
    from.erase(std::unique(from.begin(), from.end()), from.end());
}

} // namespace

std::vector<DrillScore> teachingDrills(const Registry& registry)
{
    std::vector<DrillScore> scores = scoresOf(registry);
    std::erase_if(scores, [](const DrillScore& score) {
        return score.verdict == Verdict::Running || score.type == registry::DrillType::TableTop;
    });
    return scores;
}

Learning learnFrom(const Registry& registry, const std::vector<DrillScore>& drills, TimePoint now)
{
    Learning learning{.announced = prior({4, 12, 48, 240}),
                      .unannounced = prior({4, 12, 48, 240}),
                      .handOver = workPrior(),
                      .provisioning = prior({1, 4, 24, 120}),
                      .restoring = workPrior(),
                      .sheetReads = {},
                      .sheetLoss = {}};
    for (const DrillScore& score : drills)
        learnTimes(learning, score);
    learnFromReadings(learning.sheetReads, registry);
    for (const auto& [id, set] : registry.shareSets)
        for (const auto& [number, sheet] : set.sheets)
            learnFromSheet(learning, registry, set, sheet, now);
    learning.sheetReads.posterior =
        learning.sheetReads.posterior.after(learning.sheetReads.yes, learning.sheetReads.no);
    learning.sheetLoss.posterior =
        learning.sheetLoss.posterior.after(learning.sheetLoss.events, learning.sheetLoss.years);
    for (auto* from : {&learning.announced.from, &learning.unannounced.from, &learning.handOver.from,
                       &learning.provisioning.from, &learning.restoring.from, &learning.sheetReads.from,
                       &learning.sheetLoss.from})
        tidy(*from);
    return learning;
}

Learning learnFrom(const Registry& registry, TimePoint now)
{
    return learnFrom(registry, teachingDrills(registry), now);
}

} // namespace keyrite::drill
