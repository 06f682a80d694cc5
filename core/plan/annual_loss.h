// Annual loss: EAL = sum over events e of nu_e (P_unrec|e V + E[D(T)|e]) + P_comp V P(response > d), from the
// distributions of the time to recover. Made once a plan; then each design costs a few multiplications.
// An immutable value; safe on any thread.
#pragma once

#include "core/plan/recovery_clock.h"

namespace keyrite::plan {

// Expected, in money a year, by what it comes from.
struct AnnualLoss
{
    double unrecoverable; // the key never comes back
    double delay;         // it comes back late
    double compromise;    // somebody else gets it

    double total() const { return unrecoverable + delay + compromise; }
};

class AnnualLossModel final
{
public:
    AnnualLossModel(const Model& model, const RecoveryClock& clock);

    // The sites that events take, in the order in which `recoveredBy` is given after the first, which is the
    // distribution when no site is lost.
    const std::vector<std::size_t>& lostSites() const { return m_lostSites; }

    // `recoveredBy` holds F(t) at clock.hours() for no lost site and then for each of lostSites().
    AnnualLoss annualLoss(std::span<const std::span<const double>> recoveredBy, double compromise) const;

private:
    struct Event
    {
        double perYear;
        std::size_t distribution; // index into recoveredBy
    };

    double m_value;
    std::vector<std::size_t> m_lostSites;
    std::vector<Event> m_events;
    std::vector<double> m_delayLosses; // D at clock.hours()
    std::size_t m_alarmStep;           // clock step by which an alarm must be answered: the delay once more
};

} // namespace keyrite::plan
