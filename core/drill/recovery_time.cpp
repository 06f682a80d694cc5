#include "core/drill/recovery_time.h"

#include "core/plan/structure.h"

#include <algorithm>

namespace keyrite::drill {
namespace {

using plan::ResponsePosterior;
using registry::Registry;

// P(done by `hours`): the cumulated means, straight lines between the ends of the buckets.
double doneBy(double hours, const ResponsePosterior& response)
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

// Where a distribution is looked at: closely in the first hours, further apart in the later days. Every end
// of a bucket is among them.
const std::vector<double>& grid()
{
    static const std::vector<double> hours = [] {
        std::vector<double> all;
        const auto add = [&](double to, int steps) {
            const double from = all.empty() ? 0 : all.back();
            for (int i = all.empty() ? 0 : 1; i <= steps; ++i)
                all.push_back(from + (to - from) * i / steps);
        };
        add(12, 96);
        add(48, 72);
        add(248, 100);
        return all;
    }();
    return hours;
}

// The value at `hours` of what is `values` on the grid; 0 before it, the last value after it.
double at(double hours, const std::vector<double>& values)
{
    if (hours <= 0)
        return 0;
    const auto next = std::ranges::upper_bound(grid(), hours);
    if (next == grid().end())
        return values.back();
    const auto i = static_cast<std::size_t>(next - grid().begin());
    const double part = (hours - grid()[i - 1]) / (grid()[i] - grid()[i - 1]);
    return values[i - 1] + part * (values[i] - values[i - 1]);
}

// F(t) on the grid, followed by something that takes as long as `next` says: within a bucket from s to e its
// share is the mean of F between t - e and t - s, which the integral of F gives.
std::vector<double> followedBy(const std::vector<double>& before, const ResponsePosterior& next)
{
    std::vector<double> integral(before.size());
    for (std::size_t i = 1; i < before.size(); ++i)
        integral[i] = integral[i - 1] + (grid()[i] - grid()[i - 1]) * (before[i] + before[i - 1]) / 2;
    const std::vector<double> means = next.mean();
    std::vector<double> after(before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        double start = 0;
        for (std::size_t b = 0; b < means.size(); ++b) {
            const double end = next.hours()[b];
            const double t = grid()[i];
            after[i] += means[b] * (at(t - start, integral) - at(t - end, integral)) / (end - start);
            start = end;
        }
    }
    return after;
}

// Where the values first reach `level`.
std::optional<double> hoursAt(double level, const std::vector<double>& values)
{
    const auto reached = std::ranges::find_if(values, [&](double value) { return value >= level; });
    if (reached == values.end())
        return std::nullopt;
    const auto i = static_cast<std::size_t>(reached - values.begin());
    if (i == 0)
        return 0;
    const double part = (level - values[i - 1]) / (values[i] - values[i - 1]);
    return grid()[i - 1] + part * (grid()[i] - grid()[i - 1]);
}

} // namespace

double quorumBy(double hours, const Policy& policy, const ResponsePosterior& response,
                const plan::BetaPosterior& reads)
{
    plan::ShareProbabilities members;
    for (const GroupPolicy& group : policy.groups())
        members.emplace_back(static_cast<std::size_t>(group.count), reads.mean() * doneBy(hours, response));
    const std::vector<double> sites(policy.groups().size(), 1.0);
    return plan::quorumProbability(policy, members, sites);
}

std::optional<double> hoursToQuorum(const Policy& policy, const ResponsePosterior& response,
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

std::optional<double> hoursToRecover(const Policy& policy, const ResponsePosterior& response,
                                     const Learning& learning, double level)
{
    std::vector<double> ready; // people and HSM
    for (const double hours : grid())
        ready.push_back(quorumBy(hours, policy, response, learning.sheetReads.posterior) *
                        doneBy(hours, learning.provisioning.posterior));
    return hoursAt(level,
                   followedBy(followedBy(ready, learning.handOver.posterior), learning.restoring.posterior));
}

std::vector<Movement> movementOf(const Registry& registry, const registry::ShareSet& set, bool announced,
                                 TimePoint now)
{
    std::vector<Movement> moves;
    std::vector<DrillScore> held;
    const auto add = [&](const std::string& drill, TimePoint time) {
        const Learning learning = learnFrom(registry, held, now);
        const ResponsePosterior& response = (announced ? learning.announced : learning.unannounced).posterior;
        moves.push_back({drill, time, hoursToQuorum(set.policy, response, learning.sheetReads.posterior),
                         hoursToRecover(set.policy, response, learning)});
    };
    add({}, {});
    for (const DrillScore& score : teachingDrills(registry)) {
        held.push_back(score);
        if (score.announced == announced)
            add(score.drill, score.asked);
    }
    return moves;
}

std::vector<std::uint64_t> entriesBehind(const Learning& learning, bool announced)
{
    std::vector<std::uint64_t> all;
    for (const auto* from :
         {&(announced ? learning.announced : learning.unannounced).from, &learning.handOver.from,
          &learning.provisioning.from, &learning.restoring.from, &learning.sheetReads.from})
        all.insert(all.end(), from->begin(), from->end());
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

} // namespace keyrite::drill
