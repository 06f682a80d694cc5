#include "core/plan/hazards.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace keyrite::plan {
namespace {

constexpr double kDaysPerYear = 365.25;

using Holdings = std::map<std::string, std::vector<SharePosition>>;

// The people who hold more than one share.
Holdings sharedCustodians(const Design& design)
{
    Holdings holdings;
    for (std::size_t g = 0; g < design.groups.size(); ++g)
        for (std::size_t m = 0; m < design.groups[g].shares.size(); ++m)
            if (const std::string& name = design.groups[g].shares[m].custodian; !name.empty())
                holdings[name].push_back({static_cast<int>(g), static_cast<int>(m)});
    std::erase_if(holdings, [](const auto& holding) { return holding.second.size() < 2; });
    return holdings;
}

// Groups at one site lose it together. The common part of what each of them states is a cause of its own; a
// group that states more keeps the rest.
using SharedSites = std::map<std::size_t, std::vector<std::size_t>>;

SharedSites sharedSites(const Design& design)
{
    SharedSites sites;
    for (std::size_t g = 0; g < design.groups.size(); ++g)
        if (std::ranges::count(design.groups, design.groups[g].site, &DesignGroup::site) > 1)
            sites[design.groups[g].site].push_back(g);
    return sites;
}

double commonPart(const Design& design, const std::vector<std::size_t>& groups, double DesignGroup::*hazard)
{
    double least = 1;
    for (const std::size_t group : groups)
        least = std::min(least, design.groups[group].*hazard);
    return least;
}

// The hazard of one group beside what its site has in common: 1 - (1 - all) / (1 - common).
double ownPart(const Design& design, const SharedSites& shared, const DesignGroup& group,
               double DesignGroup::*hazard)
{
    const auto site = shared.find(group.site);
    if (site == shared.end())
        return group.*hazard;
    const double common = commonPart(design, site->second, hazard);
    return common >= 1 ? 1 : 1 - (1 - group.*hazard) / (1 - common);
}

void addSharedSites(std::vector<CommonCause>& causes, const Model& model, const Design& design,
                    double DesignGroup::*hazard, const char* what, double becomes)
{
    for (const auto& [site, groups] : sharedSites(design))
        if (const double common = commonPart(design, groups, hazard); common > 0)
            causes.push_back({model.sites[site].name + what, common, becomes, groups, {}});
}

const ShareRisk& shareAt(const Design& design, const SharePosition& at)
{
    return design.groups[static_cast<std::size_t>(at.group)].shares[static_cast<std::size_t>(at.member)];
}

template <typename Share, typename Group>
ShareState stateOf(const Design& design, Share share, Group group)
{
    ShareState state;
    for (const DesignGroup& one : design.groups) {
        state.groups.push_back(group(one));
        std::vector<double>& members = state.members.emplace_back();
        for (const ShareRisk& risk : one.shares)
            members.push_back(share(risk));
    }
    return state;
}

} // namespace

double lostAt(const ShareRisk& share, double age)
{
    return 1 - (1 - share.lost) * std::exp(-share.lossPerYear * share.attestedEveryDays / kDaysPerYear * age);
}

bool agesBetweenAttestations(const Design& design)
{
    return std::ranges::any_of(design.groups, [](const DesignGroup& group) {
        return std::ranges::any_of(group.shares, [](const ShareRisk& share) {
            return share.lossPerYear > 0 && share.attestedEveryDays > 0;
        });
    });
}

ShareState usableAt(const Design& design, const Moment& moment)
{
    const Holdings shared = sharedCustodians(design);
    const SharedSites sites = sharedSites(design);
    return stateOf(
        design,
        [&](const ShareRisk& share) {
            const double arrived = shared.contains(share.custodian) ? 1 : share.response.by(moment.hours);
            return (1 - lostAt(share, moment.attestationAge)) * arrived;
        },
        [&](const DesignGroup& group) {
            return moment.lost == group.site ? 0
                                             : 1 - ownPart(design, sites, group, &DesignGroup::unreachable);
        });
}

std::vector<CommonCause> causesOfLoss(const Model& model, const Design& design, double hours)
{
    std::vector<CommonCause> causes;
    for (const Shock& shock : model.shocks) {
        CommonCause cause{shock.name, shock.probability, 0, {}, {}};
        for (std::size_t g = 0; g < design.groups.size(); ++g)
            if (std::ranges::find(shock.sites, design.groups[g].site) != shock.sites.end())
                cause.groups.push_back(g);
        if (!cause.groups.empty())
            causes.push_back(std::move(cause));
    }
    addSharedSites(causes, model, design, &DesignGroup::unreachable, " is out of reach", 0);
    for (const auto& [name, shares] : sharedCustodians(design))
        causes.push_back({name, 1 - shareAt(design, shares.front()).response.by(hours), 0, {}, shares});
    return causes;
}

ShareState compromised(const Design& design)
{
    const Holdings shared = sharedCustodians(design);
    const SharedSites sites = sharedSites(design);
    return stateOf(
        design,
        [&](const ShareRisk& share) { return shared.contains(share.custodian) ? 0 : share.compromised; },
        [&](const DesignGroup& group) { return ownPart(design, sites, group, &DesignGroup::breached); });
}

std::vector<CommonCause> causesOfCompromise(const Model& model, const Design& design)
{
    std::vector<CommonCause> causes;
    for (const Clique& clique : model.cliques) {
        CommonCause cause{clique.name, clique.probability, 1, {}, {}};
        for (std::size_t g = 0; g < design.groups.size(); ++g)
            for (std::size_t m = 0; m < design.groups[g].shares.size(); ++m)
                if (std::ranges::find(clique.custodians, design.groups[g].shares[m].custodian) !=
                    clique.custodians.end())
                    cause.shares.push_back({static_cast<int>(g), static_cast<int>(m)});
        if (!cause.shares.empty())
            causes.push_back(std::move(cause));
    }
    addSharedSites(causes, model, design, &DesignGroup::breached, " is breached", 1);
    for (const auto& [name, shares] : sharedCustodians(design))
        causes.push_back({name, shareAt(design, shares.front()).compromised, 1, {}, shares});
    return causes;
}

} // namespace keyrite::plan
