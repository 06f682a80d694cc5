// Recovery time: how long it takes until a quorum is there, and until the key signs again, by what drills and
// readings have taught (core/drill/learning.h). Every holder answers on his own, all alike; within a bucket
// times are taken as evenly spread. Pure; safe on any thread.
#pragma once

#include "core/drill/learning.h"

namespace keyrite::drill {

// P(a quorum of `policy` is there by `hours`), each sheet reading as `reads`.
double quorumBy(double hours, const Policy& policy, const plan::ResponsePosterior& response,
                const plan::BetaPosterior& reads);

// Hours within which a quorum is there with probability `level`; empty where no time is enough: the level is
// above what the policy can reach.
std::optional<double> hoursToQuorum(const Policy& policy, const plan::ResponsePosterior& response,
                                    const plan::BetaPosterior& reads, double level = .95);

// Hours within which the key signs again with probability `level`: people come while an HSM is made ready
// (the later one counts), then the sheets are handed over and read, then the key is restored and proven. To a
// few minutes. Empty as above.
std::optional<double> hoursToRecover(const Policy& policy, const plan::ResponsePosterior& response,
                                     const Learning& learning, double level = .95);

// How one more drill moved these.
struct Movement
{
    std::string drill; // empty: before any drill
    TimePoint time;
    std::optional<double> quorumHours;
    std::optional<double> recoveryHours;
};

// First before any drill, then after each that asked people to come, announced or not as `announced` says.
// What is known of the sheets themselves is that of `now` throughout.
std::vector<Movement> movementOf(const registry::Registry& registry, const registry::ShareSet& set,
                                 bool announced, TimePoint now);

// The entries that the last of these follows from, in order.
std::vector<std::uint64_t> entriesBehind(const Learning& learning, bool announced);

} // namespace keyrite::drill
