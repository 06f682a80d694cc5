// Drills as they were recorded: who was asked, who answered when, how it ended; what they found; and how
// often the room means to hold them. What follows from it (due dates, scores) is core/drill's.
#pragma once

#include "core/registry/entry_data.h"

#include <map>

namespace keyrite::registry {

enum class DrillType {
    Attestation, // custodians prove their own sheet; nothing is rebuilt
    Quorum,      // a quorum comes together; nothing is rebuilt
    Restore,     // in full, onto a drill token
    TableTop,    // talked through
};

std::string_view drillTypeName(DrillType type); // "attestation", "quorum", "restore", "table-top"

enum class DrillOutcome { Running, Passed, Failed, Abandoned };

// Who was asked by a drill, and what came of it. All times are those that the entry states.
struct Response
{
    std::string person;
    std::optional<Mark> answered;
    std::optional<Mark> arrived;
    std::optional<Mark> refused; // declined, or could not be reached
    bool unreachable = false;
};

struct Drill
{
    std::string id; // "dr-2026-0001"
    DrillType type = DrillType::Quorum;
    bool announced = true;
    std::string shareSet; // may be empty
    std::string ceremony; // may be empty: a table-top has none
    Mark started;         // everybody was asked then
    std::optional<Mark> completed;
    DrillOutcome outcome = DrillOutcome::Running;
    std::string note;
    std::vector<Response> responses; // in the order in which people were named
    History history;
};

struct Finding
{
    std::string id;
    std::string text;
    std::string owner;
    Day due;
    std::string drill; // may be empty
    Mark opened;
    std::optional<Mark> closed;
    std::string how; // it was closed
    History history;
};

inline constexpr int kMaxScheduleDays = 3660;

// How often, in days. The policy promises drillDays; the house means to keep targetDays.
struct SchedulePolicy
{
    int attestationDays = 90;
    int graceDays = 14;
    int drillDays = 365;
    int targetDays = 182;
    int tableTopDays = 91;
    std::optional<Mark> mark; // empty: nobody set it, these are the defaults
};

using Drills = std::map<std::string, Drill>;     // by id
using Findings = std::map<std::string, Finding>; // by id

// drill.started, responded, completed.
void applyDrill(Drills& drills, const log::Entry& entry);
// finding.opened, closed.
void applyFinding(Findings& findings, const log::Entry& entry);
// schedule.set.
void applySchedule(SchedulePolicy& policy, const log::Entry& entry);

} // namespace keyrite::registry
