// Sentences: a plan's result in full English sentences, the same on the command line, on the page and in the
// report. Pure; safe on any thread.
#pragma once

#include "core/plan/computation.h"
#include "core/plan/simulation.h"

namespace keyrite::plan {

// "100,804", rounded to whole units.
std::string moneyText(double amount);

// "12 h", "20 min", "never".
std::string hoursText(double hours);

// "3.7e-04".
std::string probabilityText(double probability);

// "2 of 3 sites, with 2 of 3 people each (Zurich, London, Oslo)".
std::string designInWords(const Model& model, const Design& design);

// What is recommended and why, or that nothing can be and why.
std::string recommendation(const PlanInput& input, const Computation& computation);

// Empty where there is no second design.
std::string runnerUp(const PlanInput& input, const Computation& computation);

// Empty where no constraint costs anything.
std::string bindingConstraint(const PlanInput& input, const Computation& computation);

// What no redundancy can fix: a sentence for each such position.
std::vector<std::string> beyondRedundancy(const PlanInput& input, const Computation& computation);

// What simulate() found, and that without the hidden factor it agrees with what is exact. Empty for nothing.
std::vector<std::string> simulatedInWords(double correlation, const std::vector<Simulated>& simulated);

} // namespace keyrite::plan
