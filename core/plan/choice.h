// Choice: which designs may be made at all, which are worth a look (Pareto), which is recommended and why.
// Pure; safe on any thread.
#pragma once

#include "core/plan/evaluation.h"

#include <array>
#include <bitset>

namespace keyrite::plan {

// What a design must not break.
enum class Constraint {
    Jurisdiction,          // no jurisdiction can meet the policy alone
    SurviveAnySite,        // any one site may be lost
    NoSiteSufficient,      // no site can meet the policy alone
    NoCustodianSufficient, // no person can
    Compromise,            // P_comp
    Unrecoverable,         // P_unrec
    OutageLimit,           // q95 within the smallest outage that redundancy can meet
    Cost,                  // a year
};
inline constexpr std::array kConstraints{Constraint::Jurisdiction,     Constraint::SurviveAnySite,
                                         Constraint::NoSiteSufficient, Constraint::NoCustodianSufficient,
                                         Constraint::Compromise,       Constraint::Unrecoverable,
                                         Constraint::OutageLimit,      Constraint::Cost};

using ConstraintSet = std::bitset<kConstraints.size()>; // bit n: kConstraints[n]

struct Limits
{
    bool jurisdiction = false;
    bool surviveAnySite = true;
    bool noSiteSufficient = true;
    bool noCustodianSufficient = true;
    double maxCompromise = 1e-3;
    double maxUnrecoverable = 1e-3;
    double maxCost = 1e18;
};

// A design and what it measures, as much of it as the choice needs.
struct Candidate
{
    std::array<std::uint8_t, kMaxGroups>
        options{}; // by site: index of its group policy, 0 where the site is not used
    std::uint8_t groupThreshold = 0;
    ConstraintSet broken; // all but OutageLimit until choose() has set that
    double unrecoverable = 0;
    double compromise = 0;
    double q95Hours = 0; // infinity: never
    double loss = 0;     // a year
    double cost = 0;     // a year

    double total() const { return loss + cost; }
};

// How much of a design is in one place or one hand: of its groups, or of the keys of a multisig.
struct Concentration
{
    int all;
    int needed;
    int lostWithOneSite; // for the site that takes most
    int metAtOneSite;    // that this site can bring back alone
    int metInOneJurisdiction;
    int metInOneHand;
};
Concentration concentrationOf(const Model& model, const Design& design);

// The constraints that a design breaks, OutageLimit left out.
ConstraintSet broken(const Limits& limits, const Concentration& concentration, double unrecoverable,
                     double compromise, double cost);

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

struct Choice
{
    std::size_t recommended = kNone; // index of a candidate; kNone where every design breaks a constraint
    std::size_t runnerUp = kNone;
    std::vector<std::size_t> pareto; // indices, by cost; of the allowed ones, or of all where none is allowed
    std::size_t allowed = 0;         // how many break no constraint
    double outageLimitHours = 0;     // that the recommended one meets; infinity where no position has one
    std::vector<std::size_t>
        beyondRedundancy; // positions whose limit no design can meet: they need other controls

    // The constraint that costs most: without it `unbound` would be the best choice. Empty: none costs
    // anything.
    std::optional<Constraint> binding;
    std::size_t unbound = kNone;
};

// Sets OutageLimit in `candidates` and chooses. Recommends the least loss + cost; of equal ones the lower
// P_comp.
Choice choose(std::vector<Candidate>& candidates, const Model& model);

// "No site can meet the policy alone".
std::string inWords(Constraint constraint);

} // namespace keyrite::plan
