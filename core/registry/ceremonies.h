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
    log::Json plan;                 // the data of ceremony.opened
    std::vector<Reading> readings;  // share.proven, share.attested and quorum.entered
    std::optional<Mark> tokenReady; // last hsm.checked
    std::optional<Mark> restored;   // last key.restored
    std::optional<Mark> challenged; // last key.challenged
};

using Ceremonies = std::map<std::string, Ceremony>; // by id

// ceremony.*, exception.raised, and the effects that are timed.
void applyCeremony(Ceremonies& ceremonies, const log::Entry& entry);

} // namespace keyrite::registry
