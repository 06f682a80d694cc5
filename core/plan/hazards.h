// Hazards of one design under a model: the state of its shares and what they have in common, at a time after
// the call and a time since the last attestation. Pure; safe on any thread.
#pragma once

#include "core/plan/dependence.h"
#include "core/plan/model.h"

namespace keyrite::plan {

// When the question is asked.
struct Moment
{
    double hours;              // since people were called; infinity: all who will come have come
    double attestationAge = 1; // part of the interval since the last attestation that has passed, 0 to 1
    std::optional<std::size_t> lost; // a site that the initiating event has taken
};

// Probabilities that shares are there and groups can be reached. Shares of a person who holds several leave
// that person's arrival to `causesOfLoss`.
ShareState usableAt(const Design& design, const Moment& moment);

// Regional shocks, sites with several groups, and people who hold several shares and are not there by then.
std::vector<CommonCause> causesOfLoss(const Model& model, const Design& design, double hours);

// Probabilities in one year that an attacker has each share and each whole site.
ShareState compromised(const Design& design);

// Cliques, sites with several groups, and people who hold several shares.
std::vector<CommonCause> causesOfCompromise(const Model& model, const Design& design);

// Whether some share is attested at intervals, so that probabilities differ between attestations.
bool agesBetweenAttestations(const Design& design);

// Probability that a share is lost when `age` of its attestation interval has passed: 1 - exp(-lambda tau
// age) on top of what is lost anyway.
double lostAt(const ShareRisk& share, double age);

} // namespace keyrite::plan
