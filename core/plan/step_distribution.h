// StepDistribution: how long something takes, when only finitely many times are told apart: so much of it at
// each of some hours, and what is missing to 1 never. An immutable value; safe on any thread.
#pragma once

#include "core/result.h"

#include <optional>
#include <vector>

namespace keyrite::plan {

class StepDistribution final
{
public:
    struct Step
    {
        double hours;       // >= 0
        double probability; // that it is done by then, F(hours)
        bool operator==(const Step&) const = default;
    };

    static constexpr std::size_t kMaxSteps = 32;

    // Hours strictly rise, probabilities do not fall, both finite, at most kMaxSteps, probabilities within 0
    // to 1. Errors: InvalidArgument.
    [[nodiscard]] static Result<StepDistribution> create(std::vector<Step> steps);

    // Done at once.
    StepDistribution() : m_steps{{0, 1}} {}

    // F(hours).
    double by(double hours) const;

    // That it is ever done, F(infinity).
    double ever() const { return m_steps.empty() ? 0 : m_steps.back().probability; }

    const std::vector<Step>& steps() const { return m_steps; }

    // The same with every hour times `factor` > 0.
    StepDistribution stretched(double factor) const;

    bool operator==(const StepDistribution&) const = default;

private:
    explicit StepDistribution(std::vector<Step> steps) : m_steps(std::move(steps)) {}

    std::vector<Step> m_steps;
};

} // namespace keyrite::plan
