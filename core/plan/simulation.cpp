#include "core/plan/simulation.h"

#include "core/plan/normal.h"

#include <cmath>
#include <random>

namespace keyrite::plan {
namespace {

// The latent value below which a share is usable; +-infinity for certainties.
double barrier(double probability)
{
    if (probability <= 0)
        return -HUGE_VAL;
    return probability >= 1 ? HUGE_VAL : normalQuantile(probability);
}

class World
{
public:
    World(const ShareState& state, double correlation, std::uint64_t seed)
        : m_state(state), m_common(std::sqrt(correlation)), m_own(std::sqrt(1 - correlation)), m_random(seed)
    {
        for (std::vector<double>& group : m_state.members)
            for (double& probability : group)
                probability = barrier(probability);
    }

    bool quorumMeets(const Policy& policy)
    {
        const double factor = m_common * m_normal(m_random);
        int up = 0;
        for (std::size_t g = 0; g < m_state.members.size(); ++g) {
            int present = 0;
            for (const double limit : m_state.members[g])
                present += factor + m_own * m_normal(m_random) < limit ? 1 : 0;
            const bool reachable = m_uniform(m_random) < m_state.groups[g];
            up += reachable && present >= policy.groups()[g].threshold ? 1 : 0;
        }
        return up >= policy.groupThreshold();
    }

private:
    ShareState m_state; // members hold barriers
    double m_common;
    double m_own;
    std::mt19937_64 m_random;
    std::normal_distribution<double> m_normal;
    std::uniform_real_distribution<double> m_uniform;
};

} // namespace

Estimate simulateQuorum(const Model& model, const Design& design, double hours, double correlation,
                        int samples, std::uint64_t seed)
{
    World world(usableAt(design, {hours, 1, std::nullopt}), correlation, seed);
    int met = 0;
    for (int i = 0; i < samples; ++i)
        met += world.quorumMeets(design.policy) ? 1 : 0;
    const double mean = static_cast<double>(met) / samples;
    const double working = 1 - model.commonFault;
    return {working * mean, working * std::sqrt(mean * (1 - mean) / samples)};
}

} // namespace keyrite::plan
