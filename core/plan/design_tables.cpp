#include "core/plan/design_tables.h"

#include "core/plan/enumeration.h"
#include "core/plan/quadrature.h"

#include <algorithm>
#include <limits>
#include <set>

namespace keyrite::plan {
namespace {

// Every hour at which somebody at some site may answer, rising.
std::vector<double> allHours(const Model& model)
{
    std::set<double> hours;
    for (const Site& site : model.sites)
        for (const ShareRisk& share : site.shares)
            for (const StepDistribution::Step& step : share.response.steps())
                hours.insert(step.hours);
    return {hours.begin(), hours.end()};
}

bool anyAges(const Model& model)
{
    return std::ranges::any_of(model.sites, [](const Site& site) {
        return std::ranges::any_of(site.shares, [](const ShareRisk& share) {
            return share.lossPerYear > 0 && share.attestedEveryDays > 0;
        });
    });
}

// Visits each subset of independent causes: which happen, and the probability of exactly these.
template <typename Causes, typename Visit>
void forEachSubset(const Causes& causes, Visit visit)
{
    for (std::size_t subset = 0; subset < std::size_t{1} << causes.size(); ++subset) {
        double probability = 1;
        for (std::size_t i = 0; i < causes.size(); ++i)
            probability *= (subset >> i & 1U) != 0 ? causes[i].probability : 1 - causes[i].probability;
        if (probability > 0)
            visit(subset, probability);
    }
}

std::size_t optionsUpTo(int maxMembers)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        groupOptions(), [&](const GroupPolicy& policy) { return policy.count <= maxMembers; }));
}

} // namespace

DesignTables::DesignTables(const Model& model, int maxMembers)
    : m_model(model), m_clock(allHours(model), model.provisioning, model.vaultDelayHours),
      m_losses(model, m_clock), m_optionCount(optionsUpTo(maxMembers)), m_hours(m_clock.quorumHours().size())
{
    m_axis.lostSites.emplace_back(std::nullopt);
    for (const std::size_t site : m_losses.lostSites())
        m_axis.lostSites.emplace_back(site);
    forEachSubset(model.shocks, [&](std::size_t subset, double probability) {
        std::vector<bool> down(model.sites.size());
        for (std::size_t i = 0; i < model.shocks.size(); ++i)
            for (const std::size_t site : model.shocks[i].sites)
                down[site] = down[site] || (subset >> i & 1U) != 0;
        m_axis.shocks.emplace_back(std::move(down), probability);
    });
    if (anyAges(model))
        for (const QuadraturePoint& point : gaussLegendre())
            m_axis.ages.emplace_back(point.x, point.weight);
    else
        m_axis.ages.emplace_back(1, 1);
    forEachSubset(model.cliques, [&](std::size_t subset, double probability) {
        std::vector<std::string> corrupted;
        for (std::size_t i = 0; i < model.cliques.size(); ++i)
            if ((subset >> i & 1U) != 0)
                corrupted.insert(corrupted.end(), model.cliques[i].custodians.begin(),
                                 model.cliques[i].custodians.end());
        m_cliques.emplace_back(std::move(corrupted), probability);
    });
    m_availability = m_axis.lostSites.size() * m_axis.shocks.size() * m_axis.ages.size() * m_hours;
    m_width = m_availability + m_cliques.size();
    m_levelSize = (model.sites.size() + 1) * m_width;
    m_rows.resize(model.sites.size() * m_optionCount * m_width);
    m_path.resize((model.sites.size() + 1) * m_levelSize);
    std::fill_n(m_path.begin(), m_width, 1.0); // no groups: none is up, for sure
    for (std::size_t site = 0; site < model.sites.size(); ++site) {
        fillAvailability(site);
        fillCompromise(site);
    }
    findLikes();
    m_up.resize((model.sites.size() + 1) * m_axis.lostSites.size() * m_hours);
    m_fallen.resize(model.sites.size() + 1);
    m_quorumBy.resize(m_hours);
    m_recoveredBy.assign(m_axis.lostSites.size(), std::vector<double>(m_clock.hours().size()));
    m_views.assign(m_recoveredBy.begin(), m_recoveredBy.end());
}

double DesignTables::costOf(std::size_t site, std::size_t option) const
{
    return m_model.sites[site].costPerYear + groupOptions()[option].count * m_model.costPerShare;
}

void DesignTables::fillAvailability(std::size_t site)
{
    const std::vector<ShareRisk>& shares = m_model.sites[site].shares;
    std::size_t condition = 0;
    std::vector<double> usable(shares.size());
    for (const auto& lost : m_axis.lostSites)
        for (const auto& [down, probability] : m_axis.shocks)
            for (const auto& [age, weight] : m_axis.ages)
                for (const double hours : m_clock.quorumHours()) {
                    const double reachable =
                        lost == site || down[site] ? 0 : 1 - m_model.sites[site].unreachable;
                    for (std::size_t i = 0; i < shares.size(); ++i)
                        usable[i] = (1 - lostAt(shares[i], age)) * shares[i].response.by(hours);
                    for (std::size_t option = 1; option < m_optionCount; ++option)
                        if (const auto count = static_cast<std::size_t>(groupOptions()[option].count);
                            count <= shares.size())
                            m_rows[(site * m_optionCount + option) * m_width + condition] =
                                reachable *
                                atLeast(groupOptions()[option].threshold, std::span(usable).first(count));
                    ++condition;
                }
}

void DesignTables::fillCompromise(std::size_t site)
{
    const std::vector<ShareRisk>& shares = m_model.sites[site].shares;
    const double breached = m_model.sites[site].breached;
    std::size_t condition = m_availability;
    std::vector<double> fallen(shares.size());
    for (const auto& [corrupted, probability] : m_cliques) {
        for (std::size_t i = 0; i < shares.size(); ++i)
            fallen[i] = std::ranges::find(corrupted, shares[i].custodian) != corrupted.end()
                            ? 1
                            : shares[i].compromised;
        for (std::size_t option = 1; option < m_optionCount; ++option)
            if (const auto count = static_cast<std::size_t>(groupOptions()[option].count);
                count <= shares.size())
                m_rows[(site * m_optionCount + option) * m_width + condition] =
                    breached + (1 - breached) *
                                   atLeast(groupOptions()[option].threshold, std::span(fallen).first(count));
        ++condition;
    }
}

// Sites are alike if all their numbers are, and no shock, event or clique names either.
void DesignTables::findLikes()
{
    std::set<std::size_t> named;
    for (const Shock& shock : m_model.shocks)
        named.insert(shock.sites.begin(), shock.sites.end());
    named.insert(m_losses.lostSites().begin(), m_losses.lostSites().end());
    const auto alike = [&](std::size_t a, std::size_t b) {
        const Site& one = m_model.sites[a];
        const Site& other = m_model.sites[b];
        const auto sameRisk = [](ShareRisk x, const ShareRisk& y) {
            x.custodian = y.custodian;
            return x == y;
        };
        return !named.contains(a) && !named.contains(b) && m_model.cliques.empty() &&
               one.jurisdiction == other.jurisdiction && one.unreachable == other.unreachable &&
               one.breached == other.breached && one.costPerYear == other.costPerYear &&
               std::ranges::equal(one.shares, other.shares, sameRisk);
    };
    for (std::size_t site = 0; site < siteCount(); ++site)
        m_like.push_back(site > 0 && alike(site, site - 1));
}

void DesignTables::descend(std::size_t site, std::size_t option, int groups)
{
    const double* group = row(site, option);
    const double* from = level(groups);
    double* to = level(groups + 1);
    const auto count = static_cast<std::size_t>(groups);
    for (std::size_t up = 0; up <= count + 1; ++up)
        for (std::size_t c = 0; c < m_width; ++c) {
            const double stays = up <= count ? from[up * m_width + c] * (1 - group[c]) : 0;
            const double rises = up > 0 ? from[(up - 1) * m_width + c] * group[c] : 0;
            to[up * m_width + c] = stays + rises;
        }
}

void DesignTables::collect(int groups)
{
    const std::size_t rowSize = m_axis.lostSites.size() * m_hours;
    for (std::size_t up = 0; up <= static_cast<std::size_t>(groups); ++up) {
        const double* condition = level(groups) + up * m_width;
        double* sums = m_up.data() + up * rowSize;
        std::fill_n(sums, rowSize, 0.0);
        for (std::size_t lost = 0; lost < m_axis.lostSites.size(); ++lost)
            for (const auto& [down, probability] : m_axis.shocks)
                for (const auto& [age, weight] : m_axis.ages)
                    for (std::size_t hour = 0; hour < m_hours; ++hour)
                        sums[lost * m_hours + hour] += probability * weight * *condition++;
        m_fallen[up] = 0;
        for (const auto& [corrupted, probability] : m_cliques)
            m_fallen[up] += probability * *condition++;
    }
}

void DesignTables::measure(Candidate& candidate, int groups)
{
    const std::size_t rowSize = m_axis.lostSites.size() * m_hours;
    const auto threshold = static_cast<std::size_t>(candidate.groupThreshold);
    const auto last = static_cast<std::size_t>(groups);
    for (std::size_t lost = 0; lost < m_axis.lostSites.size(); ++lost) {
        for (std::size_t hour = 0; hour < m_hours; ++hour) {
            double sum = 0;
            for (std::size_t up = threshold; up <= last; ++up)
                sum += m_up[up * rowSize + lost * m_hours + hour];
            m_quorumBy[hour] = (1 - m_model.commonFault) * sum;
        }
        m_clock.apply(m_quorumBy, m_recoveredBy[lost]);
    }
    candidate.compromise = 0;
    for (std::size_t up = threshold; up <= last; ++up)
        candidate.compromise += m_fallen[up];
    double noQuorum = 0; // from its own small terms
    for (std::size_t up = 0; up < threshold; ++up)
        noQuorum += m_up[up * rowSize + m_hours - 1];
    const double hsm = m_model.provisioning.time.ever();
    candidate.unrecoverable = (1 - hsm) + hsm * (m_model.commonFault + (1 - m_model.commonFault) * noQuorum);
    candidate.q95Hours = m_clock.quantile(m_recoveredBy.front(), kRecoveryLevel)
                             .value_or(std::numeric_limits<double>::infinity());
    candidate.loss = m_losses.annualLoss(m_views, candidate.compromise).total();
}

} // namespace keyrite::plan
