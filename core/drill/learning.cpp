#include "core/drill/learning.h"

#include "core/plan/structure.h"

#include <algorithm>

namespace keyrite::drill {
namespace {

using registry::Registry;

const std::vector<double>& bucketHours()
{
    static const std::vector<double> hours{4, 12, 48, 240};
    return hours;
}

ResponseLearning prior()
{
    return {std::vector<int>(bucketHours().size()),
            0,
            plan::ResponsePosterior::create(bucketHours(), {5, 3, 1.5, .5}).value(),
            {}};
}

std::size_t bucketOf(double hours)
{
    const auto found = std::ranges::lower_bound(bucketHours(), hours);
    return std::min<std::size_t>(static_cast<std::size_t>(found - bucketHours().begin()),
                                 bucketHours().size() - 1);
}

// Whoever comes later than the last bucket's end counts in the last one: it stands for "or later".
void learn(ResponseLearning& learning, const PersonScore& person)
{
    if (const auto came = person.arrived ? person.arrived : person.read) {
        std::vector<double> one(bucketHours().size());
        const std::size_t bucket = bucketOf(static_cast<double>(*came) / 60);
        one[bucket] = 1;
        ++learning.answers[bucket];
        learning.posterior = learning.posterior.afterAnswers(one).value();
    } else if (person.notBy) {
        ++learning.silent;
        learning.posterior =
            learning.posterior.afterSilence(static_cast<double>(*person.notBy) / 60, 1).value();
    } else
        return;
    learning.from.insert(learning.from.end(), person.from.begin(), person.from.end());
}

// Drills that asked people to come and are over. An abandoned one counts: who came, came.
std::vector<DrillScore> taught(const Registry& registry)
{
    std::vector<DrillScore> scores = scoresOf(registry);
    std::erase_if(scores, [](const DrillScore& score) {
        return score.verdict == Verdict::Running || score.type == registry::DrillType::TableTop;
    });
    return scores;
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

// P(there by `hours`) of one person: the cumulated means, straight lines between the ends of the buckets.
double cameBy(double hours, const plan::ResponsePosterior& response)
{
    const std::vector<double> means = response.mean();
    double before = 0;
    double start = 0;
    for (std::size_t b = 0; b < means.size(); ++b) {
        const double end = response.hours()[b];
        if (hours < end)
            return before + means[b] * (hours - start) / (end - start);
        before += means[b];
        start = end;
    }
    return 1;
}

} // namespace

Learning learnFrom(const Registry& registry, TimePoint now)
{
    Learning learning{prior(), prior(), {}, {}};
    for (const DrillScore& score : taught(registry))
        for (const PersonScore& person : score.people)
            learn(score.announced ? learning.announced : learning.unannounced, person);
    learnFromReadings(learning.sheetReads, registry);
    for (const auto& [id, set] : registry.shareSets)
        for (const auto& [number, sheet] : set.sheets)
            learnFromSheet(learning, registry, set, sheet, now);
    learning.sheetReads.posterior =
        learning.sheetReads.posterior.after(learning.sheetReads.yes, learning.sheetReads.no);
    learning.sheetLoss.posterior =
        learning.sheetLoss.posterior.after(learning.sheetLoss.events, learning.sheetLoss.years);
    for (auto* from : {&learning.announced.from, &learning.unannounced.from, &learning.sheetReads.from,
                       &learning.sheetLoss.from})
        tidy(*from);
    return learning;
}

double quorumBy(double hours, const Policy& policy, const plan::ResponsePosterior& response,
                const plan::BetaPosterior& reads)
{
    plan::ShareProbabilities members;
    for (const GroupPolicy& group : policy.groups())
        members.emplace_back(static_cast<std::size_t>(group.count), reads.mean() * cameBy(hours, response));
    const std::vector<double> sites(policy.groups().size(), 1.0);
    return plan::quorumProbability(policy, members, sites);
}

std::optional<double> hoursToQuorum(const Policy& policy, const plan::ResponsePosterior& response,
                                    const plan::BetaPosterior& reads, double level)
{
    double low = 0;
    double high = response.hours().back();
    if (quorumBy(high, policy, response, reads) < level)
        return std::nullopt;
    for (int i = 0; i < 40; ++i) {
        const double middle = (low + high) / 2;
        (quorumBy(middle, policy, response, reads) < level ? low : high) = middle;
    }
    return high;
}

std::vector<Movement> movementOf(const Registry& registry, const registry::ShareSet& set, bool announced,
                                 TimePoint now)
{
    const plan::BetaPosterior reads = learnFrom(registry, now).sheetReads.posterior;
    ResponseLearning learning = prior();
    std::vector<Movement> moves{{{}, {}, hoursToQuorum(set.policy, learning.posterior, reads)}};
    for (const DrillScore& score : taught(registry)) {
        if (score.announced != announced)
            continue;
        for (const PersonScore& person : score.people)
            learn(learning, person);
        moves.push_back({score.drill, score.asked, hoursToQuorum(set.policy, learning.posterior, reads)});
    }
    return moves;
}

} // namespace keyrite::drill
