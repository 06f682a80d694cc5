#include "core/plan/model.h"

#include <numeric>
#include <set>

namespace keyrite::plan {

double Model::value() const
{
    return std::accumulate(positions.begin(), positions.end(), 0.0,
                           [](double sum, const Position& position) { return sum + position.value; });
}

double Model::delayLoss(double delayHours) const
{
    double sum = 0;
    for (const Position& position : positions)
        for (const DelayLoss& term : position.losses)
            sum += plan::delayLoss(term, delayHours);
    return sum;
}

double annualCost(const Model& model, const Design& design)
{
    std::set<std::size_t> sites;
    for (const DesignGroup& group : design.groups)
        sites.insert(group.site);
    return std::accumulate(sites.begin(), sites.end(), design.policy.shareCount() * model.costPerShare,
                           [&](double sum, std::size_t site) { return sum + model.sites[site].costPerYear; });
}

} // namespace keyrite::plan
