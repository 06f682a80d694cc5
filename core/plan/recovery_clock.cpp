#include "core/plan/recovery_clock.h"

#include <algorithm>

namespace keyrite::plan {
namespace {

constexpr double kHourTolerance = 1e-9; // sums of hours in two orders
constexpr double kProbabilityTolerance = 1e-12;

std::size_t lastNotAfter(const std::vector<double>& hours, double t)
{
    return static_cast<std::size_t>(std::ranges::upper_bound(hours, t + kHourTolerance) - hours.begin());
}

void addHour(std::vector<double>& hours, double hour)
{
    const auto at = std::ranges::lower_bound(hours, hour - kHourTolerance);
    if (at == hours.end() || *at > hour + kHourTolerance)
        hours.insert(at, hour);
}

} // namespace

RecoveryClock::RecoveryClock(std::vector<double> quorumHours, const Provisioning& provisioning,
                             double vaultDelayHours)
    : m_quorumHours(std::move(quorumHours))
{
    std::vector<double> ready;
    for (const double quorum : m_quorumHours)
        for (const StepDistribution::Step& step : provisioning.time.steps()) {
            if (provisioning.order == ProvisioningOrder::Serial) {
                addHour(ready, quorum + step.hours);
            } else {
                addHour(ready, quorum);
                addHour(ready, step.hours);
            }
        }
    for (const double hour : ready)
        addRow(hour + vaultDelayHours, provisioning, hour);
}

void RecoveryClock::addRow(double hours, const Provisioning& provisioning, double ready)
{
    std::vector<Term> row;
    const auto add = [&](double quorum, double weight) {
        if (const std::size_t step = lastNotAfter(m_quorumHours, quorum); step > 0 && weight > 0)
            row.push_back({step - 1, weight});
    };
    if (provisioning.order == ProvisioningOrder::Parallel) {
        add(ready, provisioning.time.by(ready + kHourTolerance));
    } else {
        double before = 0;
        for (const StepDistribution::Step& step : provisioning.time.steps()) {
            add(ready - step.hours, step.probability - before);
            before = step.probability;
        }
    }
    m_hours.push_back(hours);
    m_rows.push_back(std::move(row));
}

void RecoveryClock::apply(std::span<const double> quorumBy, std::span<double> recoveredBy) const
{
    for (std::size_t j = 0; j < m_rows.size(); ++j) {
        double sum = 0;
        for (const Term& term : m_rows[j])
            sum += term.weight * quorumBy[term.quorumStep];
        recoveredBy[j] = sum;
    }
}

std::vector<double> RecoveryClock::apply(std::span<const double> quorumBy) const
{
    std::vector<double> recoveredBy(m_hours.size());
    apply(quorumBy, recoveredBy);
    return recoveredBy;
}

std::size_t RecoveryClock::stepAt(double hours) const
{
    return lastNotAfter(m_hours, hours);
}

std::optional<double> RecoveryClock::quantile(std::span<const double> recoveredBy, double level) const
{
    for (std::size_t j = 0; j < recoveredBy.size(); ++j)
        if (recoveredBy[j] >= level - kProbabilityTolerance)
            return m_hours[j];
    return std::nullopt;
}

} // namespace keyrite::plan
