// Learning: what drills and losses have taught, as posteriors (core/plan/posterior.h) with the entries that
// each was learnt from. Derived whenever it is asked for, never stored. Pure functions of the registry; safe
// on any thread.
#pragma once

#include "core/drill/score.h"
#include "core/plan/posterior.h"

namespace keyrite::drill {

// How soon people are there with their sheets. Buckets end at 4, 12, 48 and 240 hours; the prior is Dirichlet
// (5, 3, 1.5, .5).
struct ResponseLearning
{
    std::vector<int> answers; // in each bucket
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
    ResponseLearning announced;
    ResponseLearning unannounced;
    YesNoLearning sheetReads; // a sheet that was asked for reads from its paper
    RateLearning sheetLoss;   // a sheet is lost, or can no longer be reached, a year
};

// From all drills that are over, and all sheets as they are at `now`.
Learning learnFrom(const registry::Registry& registry, TimePoint now);

// Hours within which a quorum of `policy` is there with probability `level`, every holder answering on his
// own as `response` says and each sheet reading as `reads`; within a bucket answers are taken as evenly
// spread. Empty where no time is enough: the level is above what the policy can reach.
std::optional<double> hoursToQuorum(const Policy& policy, const plan::ResponsePosterior& response,
                                    const plan::BetaPosterior& reads, double level = .95);

// P(a quorum is there by `hours`), as above.
double quorumBy(double hours, const Policy& policy, const plan::ResponsePosterior& response,
                const plan::BetaPosterior& reads);

// How the drills of a kind moved what hoursToQuorum says.
struct Movement
{
    std::string drill; // empty: before any drill
    TimePoint time;
    std::optional<double> hours;
};

// First the prior, then after each completed drill that asked people to come, announced or not as `announced`
// says.
std::vector<Movement> movementOf(const registry::Registry& registry, const registry::ShareSet& set,
                                 bool announced, TimePoint now);

} // namespace keyrite::drill
