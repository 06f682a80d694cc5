// Dependence: what several shares or groups have in common is conditioned on. Each common cause either
// happens or not; given that, shares are independent and the structure function is exact. 2^causes
// conditions. Pure.
#pragma once

#include "core/plan/structure.h"

#include <functional>
#include <string>

namespace keyrite::plan {

// Probabilities for each share and each group of one design.
struct ShareState
{
    ShareProbabilities members;
    std::vector<double> groups;
};

// If it happens, the probabilities of these groups and shares become `becomes`: 0 for what is lost, 1 for
// what an attacker has.
struct CommonCause
{
    std::string name;
    double probability;
    double becomes;
    std::vector<std::size_t> groups;
    std::vector<SharePosition> shares;
};

inline constexpr std::size_t kMaxCommonCauses = 12;

// Visits each combination of causes that has a probability above 0: the state given it, its probability, and
// which causes happen in it. The probabilities sum to 1.
using ConditionVisitor =
    std::function<void(const ShareState& state, double probability, const std::vector<bool>& happened)>;
void forEachCondition(const std::vector<CommonCause>& causes, const ShareState& base,
                      const ConditionVisitor& visit);

} // namespace keyrite::plan
