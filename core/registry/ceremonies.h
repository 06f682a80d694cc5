// Ceremonies: what was opened, of which procedure, how it ended, and when its people and papers did what.
#pragma once

#include "core/mode.h"
#include "core/registry/entry_data.h"

#include <map>

namespace keyrite::registry {

enum class CeremonyStatus { Running, Paused, Closed, Aborted };

// One reading of a sheet from its paper.
struct Reading
{
    std::string set;
    int share = 0;
    int tries = 0;
    Mark mark;
};

struct Ceremony
{
    std::string id;
    std::string procedure;
    std::string title;
    Mode mode = Mode::Practice;
    CeremonyStatus status = CeremonyStatus::Running;
    TimePoint opened;
    TimePoint ended;
    std::uint64_t firstEntry = 0;
    int exceptions = 0;
    std::vector<std::string> bags;  // that were left in the room over the break under way
    log::Json plan;                 // the data of ceremony.opened
    std::vector<Reading> readings;  // share.proven, share.attested and quorum.entered
    std::optional<Mark> tokenReady; // last hsm.checked
    std::optional<Mark> restored;   // last key.restored
    std::optional<Mark> challenged; // last key.challenged
};

using Ceremonies = std::map<std::string, Ceremony>; // by id

// A firm's own procedure that two people approved.
struct ApprovedProcedure
{
    int version = 0;
    std::string hash; // hex
    std::string text; // the file
    TimePoint approved;
};

using Procedures = std::map<std::string, ApprovedProcedure>; // by procedure id; the last approval counts

// procedure.approved, of a ceremony that was opened with the file.
void applyApproved(Procedures& procedures, const Ceremonies& ceremonies, const log::Entry& entry);

// ceremony.*, exception.raised, and the effects that are timed.
void applyCeremony(Ceremonies& ceremonies, const log::Entry& entry);

} // namespace keyrite::registry
