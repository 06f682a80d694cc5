#include "core/registry/ceremonies.h"

namespace keyrite::registry {
namespace {

using log::Entry;
using log::Json;

Ceremony opened(const Entry& entry)
{
    const auto procedure = entry.data.find("procedure");
    return {.id = entry.ceremony,
            .procedure = procedure != entry.data.end() ? textOf(*procedure, "id") : std::string(),
            .title = textOf(entry.data, "title"),
            .mode = modeFromName(textOf(entry.data, "mode")).value_or(Mode::Practice),
            .opened = entry.time,
            .firstEntry = entry.seq,
            .plan = entry.data};
}

void read(Ceremony& ceremony, const Entry& entry)
{
    const std::string set = textOf(entry.data, "set");
    const int tries = numberOf(entry.data, "tries").value_or(0);
    if (entry.kind != "quorum.entered") {
        ceremony.readings.push_back({set, numberOf(entry.data, "share").value_or(0), tries, markOf(entry)});
        return;
    }
    for (const Json& share : listOf(entry.data, "shares"))
        if (share.is_number_integer())
            ceremony.readings.push_back({set, share.get<int>(), tries, markOf(entry)});
}

} // namespace

void applyCeremony(Ceremonies& ceremonies, const Entry& entry)
{
    if (entry.kind == "ceremony.opened")
        ceremonies[entry.ceremony] = opened(entry);
    const auto found = ceremonies.find(entry.ceremony);
    if (found == ceremonies.end())
        return;
    Ceremony& ceremony = found->second;
    if (entry.kind == "exception.raised")
        ++ceremony.exceptions;
    else if (entry.kind == "ceremony.paused") {
        ceremony.status = CeremonyStatus::Paused;
        ceremony.bags = textsOf(entry.data, "bags");
    } else if (entry.kind == "ceremony.resumed")
        ceremony.status = CeremonyStatus::Running;
    else if (entry.kind == "ceremony.closed" || entry.kind == "ceremony.aborted") {
        ceremony.status = entry.kind == "ceremony.closed" ? CeremonyStatus::Closed : CeremonyStatus::Aborted;
        ceremony.ended = entry.time;
    } else if (entry.kind == "share.proven" || entry.kind == "share.attested" ||
               entry.kind == "quorum.entered")
        read(ceremony, entry);
    else if (entry.kind == "hsm.checked")
        ceremony.tokenReady = markOf(entry);
    else if (entry.kind == "key.restored")
        ceremony.restored = markOf(entry);
    else if (entry.kind == "key.challenged")
        ceremony.challenged = markOf(entry);
}

void applyApproved(Procedures& procedures, const Ceremonies& ceremonies, const Entry& entry)
{
    const auto ceremony = ceremonies.find(entry.ceremony);
    if (ceremony != ceremonies.end())
        procedures[textOf(entry.data, "id")] = {numberOf(entry.data, "version").value_or(0),
                                                textOf(entry.data, "sha256"),
                                                textOf(ceremony->second.plan, "candidate"), entry.time};
}

} // namespace keyrite::registry
