// Cut sets: the ways in which a design fails, with their share of P_unrec. The ways exclude each other, so
// the shares sum to
// 1. Pure; safe on any thread.
#pragma once

#include "core/plan/evaluation.h"

namespace keyrite::plan {

struct FailureMode
{
    std::vector<std::string> causes; // shocks that happened, people of several sheets who never come
    int sitesLost;                   // groups whose site cannot be used
    int groupsShort;                 // groups whose site can be used, but with too few sheets and people
    bool commonFault;                // no sheet works, whatever the groups do
    double probability;
    int keysFailed = 0; // of a multisig: keys that cannot be brought back; groups are then not told apart
};

// The most probable first; those below 1e-4 of the sum are left out.
std::vector<FailureMode> failureModes(const Model& model, const Design& design);

// "Two sites are lost in the same year".
std::string inWords(const FailureMode& mode);

} // namespace keyrite::plan
