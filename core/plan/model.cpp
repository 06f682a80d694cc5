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

std::string Design::policyText() const
{
    if (!isMultisig())
        return policy().text();
    std::string text;
    for (const Policy& key : keys)
        text.append(text.empty() ? "" : ";").append(key.text());
    return std::to_string(keyThreshold) + "of[" + text + "]";
}

double annualCost(const Model& model, const Design& design)
{
    std::set<std::size_t> sites;
    std::size_t shares = 0;
    for (const DesignGroup& group : design.groups) {
        sites.insert(group.site);
        shares += group.shares.size();
    }
    return std::accumulate(sites.begin(), sites.end(), static_cast<double>(shares) * model.costPerShare,
                           [&](double sum, std::size_t site) { return sum + model.sites[site].costPerYear; });
}

} // namespace keyrite::plan
