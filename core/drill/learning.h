// Learning: what drills and losses have taught, as posteriors (core/plan/posterior.h) with the entries that
// each was learnt from. Derived whenever it is asked for, never stored. Pure functions of the registry; safe
// on any thread.
#pragma once

#include "core/drill/score.h"
#include "core/plan/posterior.h"

namespace keyrite::drill {

// How long something takes, in four buckets; the prior is Dirichlet (5, 3, 1.5, .5).
struct TimeLearning
{
    std::vector<int> answers; // in each bucket; what took longer counts in the last
    int silent = 0;           // of whom only "not by t" is known
    plan::ResponsePosterior posterior;
    std::vector<std::uint64_t> from;
};

// Yes or no: prior Beta(9, 1).
struct YesNoLearning
{
    int yes = 0;
    int no = 0;
    plan::BetaPosterior posterior{9, 1};
    std::vector<std::uint64_t> from;
};

// Events in share-years: prior Gamma(1, 50).
struct RateLearning
{
    int events = 0;
    double years = 0;
    plan::GammaPosterior posterior{1, 50};
    std::vector<std::uint64_t> from;
};

struct Learning
{
    TimeLearning announced;    // people, until they are there: buckets end at 4, 12, 48 and 240 hours
    TimeLearning unannounced;  // the same
    TimeLearning handOver;     // from arriving to the sheet that is read: 15 and 30 minutes, 1 and 4 hours
    TimeLearning provisioning; // from opening the ceremony to the HSM that is ready: 1, 4, 24 and 120 hours
    TimeLearning restoring;    // from the quorum to the signed challenge: as handOver
    YesNoLearning sheetReads;  // a sheet that was asked for reads from its paper
    RateLearning sheetLoss;    // a sheet is lost, or can no longer be reached, a year
};

// Drills that asked people to come and are over, in the order of asking. An abandoned one counts: who came,
// came.
std::vector<DrillScore> teachingDrills(const registry::Registry& registry);

// From these drills, and all sheets as they are at `now`.
Learning learnFrom(const registry::Registry& registry, const std::vector<DrillScore>& drills, TimePoint now);

// From all of them.
Learning learnFrom(const registry::Registry& registry, TimePoint now);

} // namespace keyrite::drill
