#include "core/plan/enumeration.h"

#include "core/plan/design_tables.h"

#include <algorithm>
#include <set>

namespace keyrite::plan {
namespace {

constexpr std::size_t kProgressEvery = 4096;
constexpr std::size_t kMaxSearchCauses = 6; // 64 conditions, each for every group of every site

tl::unexpected<Error> refuse(const std::string& why)
{
    return fail(ErrorCode::PlanInvalid, why);
}

// Walks the designs site by site, each site with each of its group policies or unused, and calls `design` at
// the end. Of sites that are alike, a later one never has a policy of a higher index: the designs would be
// the same.
template <typename Descend, typename Done>
class Walk
{
public:
    Walk(const DesignTables& tables, const Bounds& bounds, Descend descend, Done done)
        : m_tables(tables), m_bounds(bounds), m_descend(descend), m_done(done)
    {
    }

    // False where it was told to stop.
    bool run() { return from(0, 0, 0, 0); }

private:
    bool from(std::size_t site, int groups, int shares, double cost)
    {
        if (site == m_tables.siteCount())
            return groups < m_bounds.minSites || groups == 0 || m_done(m_candidate, groups, cost);
        const std::size_t highest = highestOption(site);
        for (std::size_t option = 0; option <= highest; ++option) {
            const int more = groupOptions()[option].count;
            const double dearer = option == 0 ? cost : cost + m_tables.costOf(site, option);
            if (!fits(site, option, groups, shares + more) || dearer > m_bounds.maxCost)
                continue;
            m_candidate.options[site] = static_cast<std::uint8_t>(option);
            if (option > 0)
                m_descend(site, option, groups);
            if (!from(site + 1, groups + (option > 0 ? 1 : 0), shares + more, dearer))
                return false;
        }
        m_candidate.options[site] = 0;
        return true;
    }

    bool fits(std::size_t site, std::size_t option, int groups, int shares) const
    {
        if (option == 0)
            return true;
        const GroupPolicy& policy = groupOptions()[option];
        if (groups >= m_bounds.maxSites || policy.count > m_bounds.maxMembers ||
            shares > m_bounds.maxShares || policy.count > m_tables.members(site))
            return false;
        const auto used = std::ranges::find_if(
            m_candidate.options.begin(), m_candidate.options.begin() + static_cast<std::ptrdiff_t>(site),
            [](std::uint8_t other) { return other != 0; });
        return !m_bounds.sameShape ||
               used == m_candidate.options.begin() + static_cast<std::ptrdiff_t>(site) || *used == option;
    }

    std::size_t highestOption(std::size_t site) const
    {
        return m_tables.likeTheOneBefore(site) ? m_candidate.options[site - 1] : m_tables.optionCount() - 1;
    }

    const DesignTables& m_tables;
    const Bounds& m_bounds;
    Descend m_descend;
    Done m_done;
    Candidate m_candidate;
};

// How many designs there are, or one more than kMaxDesigns.
std::size_t countDesigns(const DesignTables& tables, const Bounds& bounds)
{
    std::size_t count = 0;
    Walk(
        tables, bounds, [](std::size_t, std::size_t, int) {},
        [&](const Candidate&, int groups, double) {
            count += static_cast<std::size_t>(groups);
            return count <= kMaxDesigns;
        })
        .run();
    return count;
}

int mostInOneJurisdiction(const Model& model, const Candidate& candidate)
{
    int most = 0;
    for (std::size_t i = 0; i < model.sites.size(); ++i) {
        const std::string& jurisdiction = model.sites[i].jurisdiction;
        int groups = 0;
        for (std::size_t j = 0; j < model.sites.size() && !jurisdiction.empty(); ++j)
            groups += candidate.options[j] != 0 && model.sites[j].jurisdiction == jurisdiction ? 1 : 0;
        most = std::max(most, groups);
    }
    return most;
}

// A person sits at one site, so alone they meet one group at most: one of a single member.
int inOneHand(const Candidate& candidate)
{
    return std::ranges::any_of(candidate.options,
                               [](std::uint8_t option) { return groupOptions()[option].threshold == 1; })
               ? 1
               : 0;
}

Result<void> checkSites(const Model& model)
{
    std::set<std::string> people;
    for (const Site& site : model.sites)
        for (const ShareRisk& share : site.shares)
            if (!share.custodian.empty() && !people.insert(share.custodian).second)
                return refuse(
                    "\"" + share.custodian +
                    "\" is named twice among the people at the sites. When all designs are searched a person "
                    "holds one sheet at one site.");
    if (model.shocks.size() > kMaxSearchCauses || model.cliques.size() > kMaxSearchCauses)
        return refuse("A search of all designs takes at most 6 shocks and 6 cliques.");
    if (model.sites.empty() || model.sites.size() > kMaxGroups)
        return refuse("A search of all designs needs 1 to 16 sites.");
    if (std::ranges::none_of(model.sites, [](const Site& site) { return !site.shares.empty(); }))
        return refuse("A search of all designs needs people at the sites who could hold sheets.");
    return {};
}

} // namespace

Result<std::vector<Candidate>> enumerate(const Model& model, const Bounds& bounds, const Limits& limits,
                                         const Progress& progress)
{
    if (auto checked = checkSites(model); !checked)
        return fail(std::move(checked.error()));
    DesignTables tables(model, bounds.maxMembers);
    const std::size_t all = countDesigns(tables, bounds);
    if (all == 0)
        return fail(ErrorCode::PlanInvalid,
                    "No design lies within the bounds. Allow more sites, members or cost.");
    if (all > kMaxDesigns)
        return fail(
            ErrorCode::PlanInvalid,
            "More than 1,500,000 designs lie within the bounds. Allow fewer sites, members or sheets, or let "
            "every site have the same group.");
    std::vector<Candidate> candidates;
    candidates.reserve(all);
    const auto finish = [&](const Candidate& options, int groups, double cost) {
        const int jurisdiction = limits.jurisdiction ? mostInOneJurisdiction(model, options) : 0;
        const int hand = inOneHand(options);
        tables.collect(groups);
        for (int threshold = 1; threshold <= groups; ++threshold) {
            Candidate candidate = options;
            candidate.groupThreshold = static_cast<std::uint8_t>(threshold);
            candidate.cost = cost;
            tables.measure(candidate, groups);
            candidate.broken = broken(limits, {groups, threshold, 1, 1, jurisdiction, hand},
                                      candidate.unrecoverable, candidate.compromise, cost);
            candidates.push_back(candidate);
        }
        return candidates.size() % kProgressEvery >= static_cast<std::size_t>(groups) ||
               progress(candidates.size(), all);
    };
    const bool ended =
        Walk(
            tables, bounds,
            [&](std::size_t site, std::size_t option, int groups) { tables.descend(site, option, groups); },
            finish)
            .run();
    if (!ended)
        return fail(ErrorCode::Cancelled, "The search of all designs was stopped.");
    return candidates;
}

const std::vector<GroupPolicy>& groupOptions()
{
    static const std::vector<GroupPolicy> options = [] {
        std::vector<GroupPolicy> list{{0, 0}, {1, 1}};
        for (int count = 2; count <= kMaxMembers; ++count)
            for (int threshold = 2; threshold <= count; ++threshold)
                list.push_back({threshold, count});
        return list;
    }();
    return options;
}

Design designOf(const Model& model, const Candidate& candidate)
{
    std::vector<GroupPolicy> policies;
    std::vector<DesignGroup> groups;
    std::string sites;
    for (std::size_t i = 0; i < model.sites.size(); ++i) {
        if (candidate.options[i] == 0)
            continue;
        const GroupPolicy policy = groupOptions()[candidate.options[i]];
        const Site& site = model.sites[i];
        policies.push_back(policy);
        groups.push_back(
            {i, site.unreachable, site.breached, {site.shares.begin(), site.shares.begin() + policy.count}});
        sites.append(sites.empty() ? "" : ", ").append(site.name);
    }
    const Policy policy = Policy::create(candidate.groupThreshold, std::move(policies)).value();
    return {policy.text() + " at " + sites, {policy}, std::move(groups)};
}

} // namespace keyrite::plan
