// Sites: where sheets and devices are kept, under which law, in which hazard region, in which safes.
#pragma once

#include "core/registry/entry_data.h"

#include <map>

namespace keyrite::registry {

enum class SiteState {
    Open,
    Closed, // nothing may be there any more
    Lost,   // what is there cannot be reached: fire, flood, seizure
};

std::string_view siteStateName(SiteState state); // "open", "closed", "lost", as in entries

struct Site
{
    std::string id; // "zrh-1"
    std::string name;
    std::string jurisdiction; // ISO 3166-1 alpha-2
    std::string region;       // of one hazard: a flood plain, an earthquake zone, a power grid
    std::vector<std::string> safes;
    SiteState state = SiteState::Open;
    TimePoint changed;
    History history;
};

using Sites = std::map<std::string, Site>; // by id

// site.added, site.changed (only the fields that it names).
void applySite(Sites& sites, const log::Entry& entry);

} // namespace keyrite::registry
