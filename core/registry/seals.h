// Seals on things other than sheets (a sheet's bag is the sheet's own): HSM bags, safes, a workstation's
// case.
#pragma once

#include "core/registry/entry_data.h"

#include <map>

namespace keyrite::registry {

enum class SealState { Applied, Intact, Broken, Missing, Removed };

std::string_view sealStateName(SealState state); // "applied", "intact", "broken", "missing", "removed"

struct Seal
{
    std::string number;
    std::string on; // in words: "HSM 4711 in its bag"
    SealState state = SealState::Applied;
    TimePoint changed; // last time somebody looked
    History history;
};

using Seals = std::map<std::string, Seal>; // by number

// seal.applied, checked, removed.
void applySeal(Seals& seals, const log::Entry& entry);

} // namespace keyrite::registry
