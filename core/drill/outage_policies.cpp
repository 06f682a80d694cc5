#include "core/drill/outage_policies.h"

#include "core/drill/recovery_time.h"

#include <algorithm>

namespace keyrite::drill {

Result<market::OutagePolicy> policyOfPlan(const registry::ApprovedPlan& plan)
{
    const auto evaluation = registry::evaluationOf(plan);
    if (!evaluation)
        return fail(evaluation.error());
    return market::OutagePolicy::fromTimeToRecover(evaluation->hours, evaluation->recoveredBy);
}

Result<market::PolicyTimeline> policiesSinceApproval(const registry::Plans& plans)
{
    std::vector<market::DatedPolicy> policies;
    for (const registry::ApprovedPlan& plan : plans) {
        auto policy = policyOfPlan(plan);
        if (!policy)
            return fail(policy.error());
        const market::BarTime from =
            std::chrono::duration_cast<std::chrono::seconds>(plan.mark.time.time_since_epoch()).count();
        if (!policies.empty() && policies.back().from >= from)
            policies.pop_back(); // approved in the same second: the later entry holds
        policies.push_back({from, std::move(*policy)});
    }
    return market::PolicyTimeline::asKnown(std::move(policies));
}

std::optional<market::OutagePolicy> policyOfDrills(const registry::ShareSet& set, const Learning& learning)
{
    const TimeLearning& response =
        learning.unannounced.from.empty() ? learning.announced : learning.unannounced;
    if (response.from.empty())
        return std::nullopt;
    std::vector<double> hours = response.posterior.hours();
    hours.pop_back(); // the last bucket stands for "or later"
    std::vector<double> by;
    double before = 0;
    for (const double at : hours) {
        before = std::clamp(quorumBy(at, set.policy, response.posterior, learning.sheetReads.posterior),
                            before, 1.0);
        by.push_back(before);
    }
    const auto policy = market::OutagePolicy::fromTimeToRecover(hours, by);
    return policy ? std::optional(*policy) : std::nullopt;
}

} // namespace keyrite::drill
