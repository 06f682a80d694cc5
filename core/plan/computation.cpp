#include "core/plan/computation.h"

#include <limits>

namespace keyrite::plan {
namespace {

Candidate candidateOf(const PlanInput& input, const EvaluatedDesign& given)
{
    const Evaluation& e = given.evaluation;
    Candidate candidate;
    candidate.groupThreshold = static_cast<std::uint8_t>(given.design.policy().groupThreshold());
    candidate.unrecoverable = e.unrecoverable;
    candidate.compromise = e.compromise;
    candidate.q95Hours = e.q95Hours.value_or(std::numeric_limits<double>::infinity());
    candidate.loss = e.loss.total();
    candidate.cost = e.cost;
    candidate.broken = broken(input.limits, concentrationOf(input.model, given.design), e.unrecoverable,
                              e.compromise, e.cost);
    return candidate;
}

} // namespace

Design Computation::design(const PlanInput& input, std::size_t index) const
{
    return searched ? designOf(input.model, candidates[index]) : given[index].design;
}

Json Computation::designInput(const PlanInput& input, std::size_t index) const
{
    const Json& own = input.canonical;
    if (!searched) {
        const std::size_t listed = own.contains("designs") ? own["designs"].size() : 0;
        return index < listed ? own["designs"][index]
                              : Json{{"groups", own["groups"]}, {"groupThreshold", own["groupThreshold"]}};
    }
    const Design chosen = design(input, index);
    Json groups = Json::array();
    for (std::size_t g = 0; g < chosen.groups.size(); ++g) {
        const GroupPolicy& policy = chosen.policy().groups()[g];
        groups.push_back({{"site", input.model.sites[chosen.groups[g].site].name},
                          {"members", policy.count},
                          {"threshold", policy.threshold}});
    }
    return {{"groups", std::move(groups)}, {"groupThreshold", chosen.policy().groupThreshold()}};
}

Result<Computation> compute(const PlanInput& input, const Progress& progress)
{
    Computation result;
    for (const Design& design : input.designs) {
        auto evaluation = evaluate(input.model, design);
        if (!evaluation)
            return fail(std::move(evaluation.error()));
        result.given.push_back({design, std::move(*evaluation)});
    }
    if (input.search) {
        KEYRITE_TRY(result.candidates, enumerate(input.model, *input.search, input.limits, progress));
        result.searched = true;
    } else {
        for (const EvaluatedDesign& given : result.given)
            result.candidates.push_back(candidateOf(input, given));
    }
    result.choice = choose(result.candidates, input.model);
    return result;
}

} // namespace keyrite::plan
