#include "core/plan/step_distribution.h"

#include <algorithm>
#include <cmath>

namespace keyrite::plan {

Result<StepDistribution> StepDistribution::create(std::vector<Step> steps)
{
    Step before{-1, 0};
    for (const Step& step : steps) {
        const bool finite = std::isfinite(step.hours) && std::isfinite(step.probability);
        if (!finite || step.hours < 0 || step.hours <= before.hours ||
            step.probability < before.probability || step.probability > 1)
            return fail(
                ErrorCode::InvalidArgument,
                "Times must rise from 0 hours, and the probabilities to be done by then must not fall "
                "and stay within 0 to 1.");
        before = step;
    }
    if (steps.size() > kMaxSteps)
        return fail(ErrorCode::InvalidArgument, "A distribution of times has at most 32 steps.");
    return StepDistribution(std::move(steps));
}

double StepDistribution::by(double hours) const
{
    const auto after = std::ranges::upper_bound(m_steps, hours, {}, &Step::hours);
    return after == m_steps.begin() ? 0 : std::prev(after)->probability;
}

StepDistribution StepDistribution::stretched(double factor) const
{
    std::vector<Step> steps = m_steps;
    for (Step& step : steps)
        step.hours *= factor;
    return StepDistribution(std::move(steps));
}

} // namespace keyrite::plan
