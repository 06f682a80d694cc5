#include "core/registry/seals.h"

namespace keyrite::registry {

std::string_view sealStateName(SealState state)
{
    switch (state) {
    case SealState::Applied:
        return "applied";
    case SealState::Intact:
        return "intact";
    case SealState::Broken:
        return "broken";
    case SealState::Missing:
        return "missing";
    case SealState::Removed:
        return "removed";
    }
    return {};
}

void applySeal(Seals& seals, const log::Entry& entry)
{
    Seal& seal = seals[textOf(entry.data, "seal")];
    seal.number = textOf(entry.data, "seal");
    seal.changed = entry.time;
    seal.history.push_back(entry.seq);
    if (entry.kind == "seal.applied") {
        seal.on = textOf(entry.data, "on");
        seal.state = SealState::Applied;
    } else if (entry.kind == "seal.removed")
        seal.state = SealState::Removed;
    for (const SealState state : {SealState::Intact, SealState::Broken, SealState::Missing})
        if (entry.kind == "seal.checked" && textOf(entry.data, "found") == sealStateName(state))
            seal.state = state;
}

} // namespace keyrite::registry
