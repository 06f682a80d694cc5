// Schedule: what is due and when, with the people and sites it needs. A pure function of the registry:
// nothing is stored, so a drill that was held moves its own due date. Safe on any thread.
#pragma once

#include "core/drill/reissue.h"

namespace keyrite::drill {

enum class DueKind {
    Attestation, // a sheet is to be read from its paper by its holder
    Drill,       // a quorum is to come together
    TableTop,    // the plan is to be talked through
    Reissue,     // a share set needs new sheets
    Term,        // a custodian's term ends: renew it, or re-issue the sheet
    Vetting,     // runs out
    Training,    // runs out
    Leave,       // begins: who stands in?
    Finding,     // is to be closed by its owner
    Deadline,    // of what a key controls
};

std::string_view dueKindName(DueKind kind); // "attestation", "drill", "table-top", ...

struct Due
{
    DueKind kind = DueKind::Attestation;
    Day due;                                 // from here on it is asked for
    Day latest;                              // after this day it is overdue
    std::string shareSet = {};               // of Attestation, Drill and Reissue
    int share = 0;                           // of Attestation
    std::string subject = {};                // Finding: its id; Deadline: the key's id; Training: its subject
    std::string what = {};                   // Finding and Deadline: in the words of the entry
    std::vector<ReissueReason> reasons = {}; // of Reissue
    std::vector<std::string> people;         // names of those it needs
    std::vector<std::string> sites;          // ids of those it needs
    bool announced = true;                   // of Drill and TableTop: every other one comes as a surprise
    std::vector<std::uint64_t> from;         // numbers of the entries that it follows from
};

enum class DueStatus { Later, Due, Overdue };

DueStatus statusOn(const Due& due, Day today);

// All that is due at any time, soonest first. People who are away on `today` are not asked for.
std::vector<Due> scheduleOf(const registry::Registry& registry, Day today);

// One English sentence: "Sheet 2 of set 3A5F is to be read from its paper by Ben Sato."
std::string sentenceOf(const Due& due);

} // namespace keyrite::drill
