// Loss of a delay: what a position loses because the key comes back only after a time T. One function for
// each kind of position; times in days unless the name says hours, volatility and rates per day, money in the
// currency of `value`. Pure; safe on any thread.
#pragma once

#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace keyrite::plan {

// V sigma sqrt(T / 2 pi): the mean adverse move of a position that cannot be touched for T days.
double linearLoss(double value, double sigmaPerDay, double days);

// k V sigma (sqrt(T + L/3) - sqrt(L/3)): what the delay adds to the expected shortfall of an unwind that is
// linear over L days.
double tailLoss(double value, double sigmaPerDay, double days, double unwindDays, double level);

// One row of the cascade: the expected shortfall over 10 days of the risks that need at least `horizonDays`.
struct HorizonShortfall
{
    double shortfall;
    double horizonDays;
};

// Basel MAR33.4: sqrt(sum_j (ES_j sqrt((LH_j - LH_(j-1)) / 10))^2). 10, 6, 3 at 10, 20, 40 days: 12.4097.
double cascadeShortfall(std::span<const HorizonShortfall> rows);

// Y sigma sqrt(Q / ADV), a fraction of the value: square-root law of market impact.
double impactFraction(double coefficient, double sigmaPerDay, double quantityOverVolume);

// 2 N(-m / (sigma sqrt T)), m = -ln(1 - drop): probability that the price falls by `drop` within T days
// (reflection principle). 10 %, 4 % a day, 2 days: .06253.
double barrierProbability(double drop, double sigmaPerDay, double days);

// The terms that make up a position's D(T).

struct Linear
{
    double value;
    double sigmaPerDay;
    double actionProbability = 1; // that an action was needed in that time
};
struct Tail
{
    double value;
    double sigmaPerDay;
    double unwindDays;
    double level = 0.975;
};
// The delay is held at the shortest horizon: every horizon moves back by T.
struct Cascade
{
    std::vector<HorizonShortfall> rows;
};
// Paid once, when the position must be traded out at once after so many hours.
struct Impact
{
    double value;
    double sigmaPerDay;
    double coefficient;
    double quantityOverVolume;
    double afterHours = 0;
};
// `loss` if the price falls by `drop` before the key is back: margin and penalty of a liquidation.
struct Barrier
{
    double loss;
    double drop;
    double sigmaPerDay;
};
// `loss` if the key is not back by the deadline: expiry, exercise, first notice.
struct Deadline
{
    double loss;
    double hours;
};
// N f T: `rate` of `value` for each interval that passes.
struct Funding
{
    double value;
    double rate;
    double intervalHours;
};
// Close-out cost over the margin period of risk, V sigma sqrt(MPOR / 2 pi), if call and grace pass
// unanswered.
struct CollateralCall
{
    double value;
    double sigmaPerDay;
    double callHours;
    double graceHours;
    double marginPeriodDays = 10;
};

using DelayLoss = std::variant<Linear, Tail, Cascade, Impact, Barrier, Deadline, Funding, CollateralCall>;

// D(T) of one term, T in hours, T >= 0.
double delayLoss(const DelayLoss& term, double hours);

} // namespace keyrite::plan
