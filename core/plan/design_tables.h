// DesignTables: the numbers behind enumerate(): for each site and group policy its probability in each
// condition, and the distribution of groups that are up along the current path. Internal to core/plan; used
// by one thread.
#pragma once

#include "core/plan/choice.h"

namespace keyrite::plan {

class DesignTables final
{
public:
    DesignTables(const DesignTables&) = delete; // views into itself
    DesignTables& operator=(const DesignTables&) = delete;

    // Borrows the model. Policies of up to `maxMembers` members are tabled.
    DesignTables(const Model& model, int maxMembers);

    std::size_t siteCount() const { return m_model.sites.size(); }
    std::size_t optionCount() const { return m_optionCount; } // of groupOptions()
    int members(std::size_t site) const { return static_cast<int>(m_model.sites[site].shares.size()); }
    double costOf(std::size_t site, std::size_t option) const;
    bool likeTheOneBefore(std::size_t site) const { return m_like[site]; }

    // Adds the site's group to the `groups` that are on the path.
    void descend(std::size_t site, std::size_t option, int groups);

    // Sums the conditions of the path's `groups` groups up, for all thresholds.
    void collect(int groups);

    // Measures the collected design with the candidate's threshold.
    void measure(Candidate& candidate, int groups);

private:
    // One row of conditions: which site is lost, shocks, age since attestation, hour; the hour runs fastest.
    struct Axis
    {
        std::vector<std::optional<std::size_t>> lostSites;
        std::vector<std::pair<std::vector<bool>, double>> shocks; // sites that are down, probability
        std::vector<std::pair<double, double>> ages;              // age, weight
    };

    void fillAvailability(std::size_t site);
    void fillCompromise(std::size_t site);
    double* level(int groups) { return m_path.data() + static_cast<std::size_t>(groups) * m_levelSize; }
    const double* row(std::size_t site, std::size_t option) const
    {
        return m_rows.data() + (site * m_optionCount + option) * m_width;
    }
    void findLikes();

    const Model& m_model;
    RecoveryClock m_clock;
    AnnualLossModel m_losses;
    Axis m_axis;
    std::vector<std::pair<std::vector<std::string>, double>>
        m_cliques; // who is corrupted together, probability
    std::size_t m_optionCount;
    std::size_t m_hours;        // of the quorum
    std::size_t m_availability; // conditions of availability; those of compromise follow
    std::size_t m_width;        // all conditions
    std::size_t m_levelSize;    // (groups + 1) rows
    std::vector<bool> m_like;
    std::vector<double> m_rows; // [site][option][condition]: probability that the group is up, or falls
    std::vector<double> m_path; // [groups on the path][groups up][condition]

    // Of the collected design, by groups up: [up][lost site][hour], and compromise [up].
    std::vector<double> m_up;
    std::vector<double> m_fallen;
    std::vector<double> m_quorumBy;
    std::vector<std::vector<double>> m_recoveredBy;
    std::vector<std::span<const double>> m_views; // of m_recoveredBy
};

} // namespace keyrite::plan
