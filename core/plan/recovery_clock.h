// RecoveryClock: from the time at which a quorum is together to the time at which the key works again: a new
// HSM is provisioned meanwhile (the distributions multiply) or afterwards (they convolve), then the vault's
// delay passes. Both are linear in the quorum's distribution, so this is one sparse matrix, made once a plan.
// An immutable value; safe on any thread.
#pragma once

#include "core/plan/model.h"

#include <span>

namespace keyrite::plan {

class RecoveryClock final
{
public:
    // `quorumHours` rise strictly: where the quorum's distribution may step.
    RecoveryClock(std::vector<double> quorumHours, const Provisioning& provisioning, double vaultDelayHours);

    const std::vector<double>& quorumHours() const { return m_quorumHours; }
    const std::vector<double>& hours() const { return m_hours; } // where the result may step

    // F(t) at hours(), of the key, from F(t) at quorumHours(), of the quorum.
    void apply(std::span<const double> quorumBy, std::span<double> recoveredBy) const;
    std::vector<double> apply(std::span<const double> quorumBy) const;

    // The last of hours() that is not after t, counted from 1; 0 before the first.
    std::size_t stepAt(double hours) const;

    // The first hour by which `level` is reached; empty if never.
    std::optional<double> quantile(std::span<const double> recoveredBy, double level) const;

private:
    struct Term
    {
        std::size_t quorumStep;
        double weight;
    };

    void addRow(double hours, const Provisioning& provisioning, double ready);

    std::vector<double> m_quorumHours;
    std::vector<double> m_hours;
    std::vector<std::vector<Term>> m_rows;
};

} // namespace keyrite::plan
