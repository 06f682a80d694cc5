#include "core/plan/choice.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>

namespace keyrite::plan {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

std::size_t bit(Constraint constraint)
{
    return static_cast<std::size_t>(std::ranges::find(kConstraints, constraint) - kConstraints.begin());
}

template <typename Map>
int most(const Map& counts)
{
    int result = 0;
    for (const auto& [key, count] : counts)
        result = std::max(result, count);
    return result;
}

// Groups whose threshold one person meets alone, for the person who meets most.
int inOneHand(const Design& design)
{
    std::map<std::string, int> groups;
    int anonymous = 0; // somebody who holds only one sheet
    for (const DesignGroup& group : design.groups) {
        const int threshold =
            design.policy.groups()[static_cast<std::size_t>(&group - design.groups.data())].threshold;
        std::map<std::string, int> sheets;
        for (const ShareRisk& share : group.shares)
            if (share.custodian.empty())
                anonymous = threshold == 1 ? 1 : anonymous;
            else
                ++sheets[share.custodian];
        for (const auto& [name, count] : sheets)
            groups[name] += count >= threshold ? 1 : 0;
    }
    return std::max(anonymous, most(groups));
}

// The smallest limit among the positions that some otherwise allowed design meets.
void setOutageLimit(Choice& choice, const std::vector<Candidate>& candidates, const Model& model)
{
    double fastest = kNever;
    double fastestOfAll = kNever;
    for (const Candidate& candidate : candidates) {
        fastestOfAll = std::min(fastestOfAll, candidate.q95Hours);
        if (candidate.broken.none())
            fastest = std::min(fastest, candidate.q95Hours);
    }
    if (fastest == kNever)
        fastest = fastestOfAll;
    choice.outageLimitHours = kNever;
    for (std::size_t i = 0; i < model.positions.size(); ++i)
        if (model.positions[i].outageLimitHours < fastest)
            choice.beyondRedundancy.push_back(i);
        else
            choice.outageLimitHours = std::min(choice.outageLimitHours, model.positions[i].outageLimitHours);
}

bool sameMeasures(const Candidate& a, const Candidate& b)
{
    return a.cost == b.cost && a.loss == b.loss && a.compromise == b.compromise && a.q95Hours == b.q95Hours;
}

bool better(const Candidate& a, const Candidate& b)
{
    return std::tuple(a.total(), a.compromise, a.q95Hours) < std::tuple(b.total(), b.compromise, b.q95Hours);
}

// Indices of the best and the second best of those that break nothing outside `ignored`.
std::pair<std::size_t, std::size_t> bestTwo(const std::vector<Candidate>& candidates, ConstraintSet ignored)
{
    std::size_t best = kNone;
    std::size_t second = kNone;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if ((candidates[i].broken & ~ignored).any())
            continue;
        if (best == kNone || better(candidates[i], candidates[best]))
            second = std::exchange(best, i);
        else if (!sameMeasures(candidates[i], candidates[best]) &&
                 (second == kNone || better(candidates[i], candidates[second])))
            second = i;
    }
    return {best, second};
}

// (loss, compromise) of designs that are not worse in cost and time; loss rises, compromise falls.
class Staircase
{
public:
    bool dominates(double loss, double compromise) const
    {
        const auto after = m_steps.upper_bound(loss);
        return after != m_steps.begin() && std::prev(after)->second <= compromise;
    }
    void add(double loss, double compromise)
    {
        auto at = m_steps.insert_or_assign(loss, compromise).first;
        for (++at; at != m_steps.end() && at->second >= compromise;)
            at = m_steps.erase(at);
    }

private:
    std::map<double, double> m_steps;
};

// The candidates of `among` that no other beats in cost, loss, compromise and time alike; by cost.
std::vector<std::size_t> paretoOf(const std::vector<Candidate>& candidates, std::vector<std::size_t> among)
{
    const auto key = [&](std::size_t i) {
        const Candidate& c = candidates[i];
        return std::tuple(c.cost, c.q95Hours, c.loss, c.compromise);
    };
    std::ranges::sort(among, {}, key);
    std::map<double, Staircase> byTime; // few different times
    std::vector<std::size_t> front;
    for (const std::size_t i : among) {
        const Candidate& c = candidates[i];
        bool dominated = false;
        for (auto it = byTime.begin(); it != byTime.end() && it->first <= c.q95Hours && !dominated; ++it)
            dominated = it->second.dominates(c.loss, c.compromise);
        if (dominated)
            continue;
        byTime[c.q95Hours].add(c.loss, c.compromise);
        front.push_back(i);
    }
    return front;
}

void setBinding(Choice& choice, const std::vector<Candidate>& candidates)
{
    double least = choice.recommended == kNone ? kNever : candidates[choice.recommended].total();
    for (std::size_t n = 0; n < kConstraints.size(); ++n) {
        const std::size_t best = bestTwo(candidates, ConstraintSet().set(n)).first;
        if (best == kNone || candidates[best].total() >= least)
            continue;
        least = candidates[best].total();
        choice.binding = kConstraints[n];
        choice.unbound = best;
    }
}

} // namespace

Concentration concentrationOf(const Model& model, const Design& design)
{
    std::map<std::size_t, int> bySite;
    std::map<std::string, int> byJurisdiction;
    for (const DesignGroup& group : design.groups) {
        ++bySite[group.site];
        if (const std::string& jurisdiction = model.sites[group.site].jurisdiction; !jurisdiction.empty())
            ++byJurisdiction[jurisdiction];
    }
    return {static_cast<int>(design.groups.size()), design.policy.groupThreshold(), most(bySite),
            most(byJurisdiction), inOneHand(design)};
}

ConstraintSet broken(const Limits& limits, const Concentration& at, double unrecoverable, double compromise,
                     double cost)
{
    ConstraintSet set;
    set[bit(Constraint::Jurisdiction)] = limits.jurisdiction && at.inOneJurisdiction >= at.groupThreshold;
    set[bit(Constraint::SurviveAnySite)] =
        limits.surviveAnySite && at.groups - at.atOneSite < at.groupThreshold;
    set[bit(Constraint::NoSiteSufficient)] = limits.noSiteSufficient && at.atOneSite >= at.groupThreshold;
    set[bit(Constraint::NoCustodianSufficient)] =
        limits.noCustodianSufficient && at.inOneHand >= at.groupThreshold;
    set[bit(Constraint::Compromise)] = compromise > limits.maxCompromise;
    set[bit(Constraint::Unrecoverable)] = unrecoverable > limits.maxUnrecoverable;
    set[bit(Constraint::Cost)] = cost > limits.maxCost;
    return set;
}

Choice choose(std::vector<Candidate>& candidates, const Model& model)
{
    Choice choice;
    setOutageLimit(choice, candidates, model);
    std::vector<std::size_t> allowed;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        candidates[i].broken[bit(Constraint::OutageLimit)] = candidates[i].q95Hours > choice.outageLimitHours;
        if (candidates[i].broken.none())
            allowed.push_back(i);
    }
    choice.allowed = allowed.size();
    std::tie(choice.recommended, choice.runnerUp) = bestTwo(candidates, {});
    setBinding(choice, candidates);
    if (allowed.empty()) {
        allowed.resize(candidates.size());
        std::iota(allowed.begin(), allowed.end(), 0U);
    }
    choice.pareto = paretoOf(candidates, std::move(allowed));
    return choice;
}

std::string inWords(Constraint constraint)
{
    switch (constraint) {
    case Constraint::Jurisdiction:
        return "no jurisdiction may be able to bring the key back alone";
    case Constraint::SurviveAnySite:
        return "any one site may be lost";
    case Constraint::NoSiteSufficient:
        return "no site may be able to bring the key back alone";
    case Constraint::NoCustodianSufficient:
        return "no person may be able to bring the key back alone";
    case Constraint::Compromise:
        return "the probability of a compromise stays below its limit";
    case Constraint::Unrecoverable:
        return "the probability to lose the key stays below its limit";
    case Constraint::OutageLimit:
        return "the key is back in time for every position that paper can serve";
    case Constraint::Cost:
        return "the cost stays below its limit";
    }
    return {};
}

} // namespace keyrite::plan
