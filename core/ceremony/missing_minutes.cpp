#include "core/ceremony/missing_minutes.h"

#include "core/ceremony/anchors.h"
#include "core/ceremony/approved.h"
#include "core/ceremony/fields.h"
#include "core/ceremony/papers.h"

namespace keyrite::ceremony {
namespace {

bool hasEnded(const registry::Ceremony& one)
{
    return one.status == registry::CeremonyStatus::Closed || one.status == registry::CeremonyStatus::Aborted;
}

Result<void> printMinutes(Room& room, const registry::Ceremony& one, const std::string& name,
                          const PrintDocument& print)
{
    const auto procedure = procedureOf(room.registry(), one);
    if (!procedure)
        return {}; // of another program: it printed them, or its own script is needed
    const auto state = foldCeremony(room, *procedure, one.id);
    const auto note = anchorOn(room, "minutes", one.id);
    if (!state || !note)
        return fail(state ? note.error() : state.error());
    const auto minutes = minutesOf(*state, room.registry().room, *note, room.now());
    return minutes ? print(*minutes, name) : Result<void>(fail(minutes.error()));
}

} // namespace

Result<void> printMissingMinutes(Room& room, const MinutesName& nameOf, const IsPrinted& isPrinted,
                                 const PrintDocument& print)
{
    for (const auto& [id, one] : room.registry().ceremonies)
        if (const std::string name = nameOf(one); hasEnded(one) && !isPrinted(name))
            KEYRITE_CHECK(printMinutes(room, one, name, print));
    return {};
}

} // namespace keyrite::ceremony
