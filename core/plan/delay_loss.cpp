#include "core/plan/delay_loss.h"

#include "core/plan/normal.h"

#include <cmath>
#include <numbers>

namespace keyrite::plan {
namespace {

constexpr double kHoursPerDay = 24;
constexpr double kShortfallDays = 10; // MAR33 states each ES over a base horizon of 10 days

struct LossAt
{
    double hours;
    double days = hours / kHoursPerDay;

    double operator()(const Linear& t) const
    {
        return t.actionProbability * linearLoss(t.value, t.sigmaPerDay, days);
    }
    double operator()(const Tail& t) const
    {
        return tailLoss(t.value, t.sigmaPerDay, days, t.unwindDays, t.level);
    }
    double operator()(const Cascade& t) const
    {
        std::vector<HorizonShortfall> later = t.rows;
        for (HorizonShortfall& row : later)
            row.horizonDays += days;
        return cascadeShortfall(later) - cascadeShortfall(t.rows);
    }
    double operator()(const Impact& t) const
    {
        return hours > t.afterHours
                   ? t.value * impactFraction(t.coefficient, t.sigmaPerDay, t.quantityOverVolume)
                   : 0;
    }
    double operator()(const Barrier& t) const
    {
        return t.loss * barrierProbability(t.drop, t.sigmaPerDay, days);
    }
    double operator()(const Deadline& t) const { return hours > t.hours ? t.loss : 0; }
    double operator()(const Funding& t) const { return t.value * t.rate * hours / t.intervalHours; }
    double operator()(const CollateralCall& t) const
    {
        return hours > t.callHours + t.graceHours ? linearLoss(t.value, t.sigmaPerDay, t.marginPeriodDays)
                                                  : 0;
    }
};

} // namespace

double linearLoss(double value, double sigmaPerDay, double days)
{
    return value * sigmaPerDay * std::sqrt(days / (2 * std::numbers::pi));
}

double tailLoss(double value, double sigmaPerDay, double days, double unwindDays, double level)
{
    return expectedShortfallFactor(level) * value * sigmaPerDay *
           (std::sqrt(days + unwindDays / 3) - std::sqrt(unwindDays / 3));
}

double cascadeShortfall(std::span<const HorizonShortfall> rows)
{
    double sum = 0;
    double before = 0;
    for (const HorizonShortfall& row : rows) {
        sum += row.shortfall * row.shortfall * (row.horizonDays - before) / kShortfallDays;
        before = row.horizonDays;
    }
    return std::sqrt(sum);
}

double impactFraction(double coefficient, double sigmaPerDay, double quantityOverVolume)
{
    return coefficient * sigmaPerDay * std::sqrt(quantityOverVolume);
}

double barrierProbability(double drop, double sigmaPerDay, double days)
{
    const double distance = -std::log1p(-drop);
    const double spread = sigmaPerDay * std::sqrt(days);
    if (spread <= 0)
        return distance > 0 ? 0 : 1;
    return 2 * normalCdf(-distance / spread);
}

double delayLoss(const DelayLoss& term, double hours)
{
    return std::visit(LossAt{hours}, term);
}

} // namespace keyrite::plan
