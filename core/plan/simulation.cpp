#include "core/plan/simulation.h"

#include "core/plan/normal.h"
#include "core/plan/quadrature.h"

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

struct Age
{
    ShareState barriers; // of members; groups hold probabilities
    double weight;
};

std::vector<Age> agesOf(const Design& design, double hours)
{
    std::vector<Age> ages;
    const auto add = [&](double age, double weight) {
        ages.push_back({usableAt(design, {hours, age, std::nullopt}), weight});
        for (std::vector<double>& group : ages.back().barriers.members)
            for (double& probability : group)
                probability = barrier(probability);
    };
    if (!agesBetweenAttestations(design))
        add(1, 1);
    else
        for (const QuadraturePoint& point : gaussLegendre())
            add(point.x, point.weight);
    return ages;
}

class World
{
public:
    World(const Model& model, const Design& design, double hours, double correlation, std::uint64_t seed)
        : m_keys(design.keySet()), m_ages(agesOf(design, hours)),
          m_causes(causesOfLoss(model, design, hours)), m_common(std::sqrt(correlation)),
          m_own(std::sqrt(1 - correlation)), m_random(seed)
    {
    }

    bool quorumMeets()
    {
        const ShareState& state = drawState();
        const double factor = m_common * m_normal(m_random);
        int signing = 0;
        std::size_t group = 0;
        for (const Policy& key : m_keys.keys) {
            int up = 0;
            for (const GroupPolicy& one : key.groups())
                up += groupMeets(state, group++, one.threshold, factor) ? 1 : 0;
            signing += up >= key.groupThreshold() ? 1 : 0;
        }
        return signing >= m_keys.threshold;
    }

private:
    // The barriers at some time between attestations, given the causes that happen.
    const ShareState& drawState()
    {
        double u = m_uniform(m_random);
        std::size_t age = 0;
        while (age + 1 < m_ages.size() && u >= m_ages[age].weight)
            u -= m_ages[age++].weight;
        const ShareState* state = &m_ages[age].barriers;
        for (const CommonCause& cause : m_causes) {
            if (m_uniform(m_random) >= cause.probability)
                continue;
            if (state != &m_given)
                m_given = *state;
            state = &m_given;
            for (const std::size_t group : cause.groups)
                m_given.groups[group] = 0;
            for (const SharePosition& share : cause.shares)
                m_given
                    .members[static_cast<std::size_t>(share.group)][static_cast<std::size_t>(share.member)] =
                    -HUGE_VAL;
        }
        return *state;
    }

    bool groupMeets(const ShareState& state, std::size_t group, int threshold, double factor)
    {
        int present = 0;
        for (const double limit : state.members[group])
            present += factor + m_own * m_normal(m_random) < limit ? 1 : 0;
        return m_uniform(m_random) < state.groups[group] && present >= threshold;
    }

    KeySet m_keys;
    std::vector<Age> m_ages;
    std::vector<CommonCause> m_causes;
    ShareState m_given; // the state of one draw in which some cause happened
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
    World world(model, design, hours, correlation, seed);
    int met = 0;
    for (int i = 0; i < samples; ++i)
        met += world.quorumMeets() ? 1 : 0;
    const double mean = static_cast<double>(met) / samples;
    const double working = 1 - model.commonFault;
    return {working * mean, working * std::sqrt(mean * (1 - mean) / samples)};
}

std::vector<Simulated> simulate(const Model& model, const Design& design, double correlation)
{
    constexpr std::uint64_t kSeed = 1;
    std::vector<Simulated> results;
    for (const double hours : model.hours)
        results.push_back({hours, simulateQuorum(model, design, hours, correlation, kSimulatedSamples, kSeed),
                           simulateQuorum(model, design, hours, 0, kSimulatedSamples, kSeed),
                           quorumBy(model, design, hours, std::nullopt)});
    return results;
}

} // namespace keyrite::plan
