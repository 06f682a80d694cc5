#include "core/registry/sites.h"

namespace keyrite::registry {
namespace {

void replaceIfNamed(std::string& field, const log::Json& data, const char* name)
{
    if (data.contains(name))
        field = textOf(data, name);
}

} // namespace

std::string_view siteStateName(SiteState state)
{
    switch (state) {
    case SiteState::Open:
        return "open";
    case SiteState::Closed:
        return "closed";
    case SiteState::Lost:
        return "lost";
    }
    return {};
}

void applySite(Sites& sites, const log::Entry& entry)
{
    const log::Json& data = entry.data;
    Site& site = sites[textOf(data, "site")];
    site.id = textOf(data, "site");
    site.changed = entry.time;
    site.history.push_back(entry.seq);
    replaceIfNamed(site.name, data, "name");
    replaceIfNamed(site.jurisdiction, data, "jurisdiction");
    replaceIfNamed(site.region, data, "region");
    if (data.contains("safes"))
        site.safes = textsOf(data, "safes");
    for (const SiteState state : {SiteState::Open, SiteState::Closed, SiteState::Lost})
        if (textOf(data, "state") == siteStateName(state))
            site.state = state;
}

} // namespace keyrite::registry
