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

// Groups that somebody or some place has, by key.
using GroupsByKey = std::vector<int>;

// What that brings back alone: groups, or keys of a multisig.
int met(const Design& design, const GroupsByKey& groups)
{
    if (!design.isMultisig())
        return groups.front();
    int keys = 0;
    for (std::size_t k = 0; k < groups.size(); ++k)
        keys += groups[k] >= design.keys[k].groupThreshold() ? 1 : 0;
    return keys;
}

// What is lost without it.
int lost(const Design& design, const GroupsByKey& groups)
{
    if (!design.isMultisig())
        return groups.front();
    int keys = 0;
    for (std::size_t k = 0; k < groups.size(); ++k) {
        const Policy& key = design.keys[k];
        keys += static_cast<int>(key.groups().size()) - groups[k] < key.groupThreshold() ? 1 : 0;
    }
    return keys;
}

template <typename Owner>
int most(const std::map<Owner, GroupsByKey>& owners, const Design& design,
         int (*count)(const Design&, const GroupsByKey&))
{
    int result = 0;
    for (const auto& [owner, groups] : owners)
        result = std::max(result, count(design, groups));
    return result;
}

// Who meets the threshold of the group alone; "" for somebody who holds only one sheet.
std::set<std::string> whoMeets(const DesignGroup& group, int threshold)
{
    std::map<std::string, int> sheets;
    std::set<std::string> people;
    for (const ShareRisk& share : group.shares)
        if (share.custodian.empty() ? threshold == 1 : ++sheets[share.custodian] >= threshold)
            people.insert(share.custodian);
    return people;
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
    const GroupsByKey none(design.keys.size());
    std::map<std::size_t, GroupsByKey> bySite;
    std::map<std::string, GroupsByKey> byJurisdiction;
    std::map<std::string, GroupsByKey> byPerson;
    int inOneHand = 0;
    std::size_t g = 0;
    for (std::size_t k = 0; k < design.keys.size(); ++k)
        for (const GroupPolicy& policy : design.keys[k].groups()) {
            const DesignGroup& group = design.groups[g++];
            ++bySite.try_emplace(group.site, none).first->second[k];
            if (const std::string& name = model.sites[group.site].jurisdiction; !name.empty())
                ++byJurisdiction.try_emplace(name, none).first->second[k];
            for (const std::string& person : whoMeets(group, policy.threshold)) {
                GroupsByKey alone = none;
                GroupsByKey& has = person.empty() ? alone : byPerson.try_emplace(person, none).first->second;
                ++has[k];
                inOneHand = std::max(inOneHand, met(design, has));
            }
        }
    return {design.isMultisig() ? static_cast<int>(design.keys.size())
                                : static_cast<int>(design.groups.size()),
            design.isMultisig() ? design.keyThreshold : design.policy().groupThreshold(),
            most(bySite, design, lost),
            most(bySite, design, met),
            most(byJurisdiction, design, met),
            inOneHand};
}

ConstraintSet broken(const Limits& limits, const Concentration& at, double unrecoverable, double compromise,
                     double cost)
{
    ConstraintSet set;
    set[bit(Constraint::Jurisdiction)] = limits.jurisdiction && at.metInOneJurisdiction >= at.needed;
    set[bit(Constraint::SurviveAnySite)] = limits.surviveAnySite && at.all - at.lostWithOneSite < at.needed;
    set[bit(Constraint::NoSiteSufficient)] = limits.noSiteSufficient && at.metAtOneSite >= at.needed;
    set[bit(Constraint::NoCustodianSufficient)] =
        limits.noCustodianSufficient && at.metInOneHand >= at.needed;
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
