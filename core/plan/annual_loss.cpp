#include "core/plan/annual_loss.h"

#include <algorithm>

namespace keyrite::plan {

AnnualLossModel::AnnualLossModel(const Model& model, const RecoveryClock& clock)
    : m_value(model.value()), m_alarmStep(clock.stepAt(2 * model.vaultDelayHours))
{
    for (const InitiatingEvent& event : model.events) {
        std::size_t distribution = 0;
        if (event.site) {
            auto at = std::ranges::find(m_lostSites, *event.site);
            if (at == m_lostSites.end())
                at = m_lostSites.insert(m_lostSites.end(), *event.site);
            distribution = static_cast<std::size_t>(at - m_lostSites.begin()) + 1;
        }
        m_events.push_back({event.perYear, distribution});
    }
    for (const double hours : clock.hours())
        m_delayLosses.push_back(model.delayLoss(hours));
}

AnnualLoss AnnualLossModel::annualLoss(std::span<const std::span<const double>> recoveredBy,
                                       double compromise) const
{
    AnnualLoss loss{};
    for (const Event& event : m_events) {
        const std::span<const double> by = recoveredBy[event.distribution];
        double before = 0;
        for (std::size_t j = 0; j < by.size(); ++j) {
            loss.delay += event.perYear * (by[j] - before) * m_delayLosses[j];
            before = by[j];
        }
        loss.unrecoverable += event.perYear * (1 - before) * m_value;
    }
    // The owners answer an alarm with a quorum of their own; within the delay that stops the thief.
    const double answered = m_alarmStep == 0 ? 0 : recoveredBy.front()[m_alarmStep - 1];
    loss.compromise = compromise * m_value * (1 - answered);
    return loss;
}

} // namespace keyrite::plan
