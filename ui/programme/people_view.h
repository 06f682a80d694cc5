// What the page People and sites shows of a room. Pure functions of its registry. GUI thread only
// (translations).
#pragma once

#include "ui/pages/people_page.h"

namespace keyrite::ui {

PeopleView peopleViewOf(const registry::Registry& registry, TimePoint now);

// The entries that a thing comes from; empty for one that is not there.
registry::History historyOf(const registry::Registry& registry, Thing thing, const QString& id);

} // namespace keyrite::ui
