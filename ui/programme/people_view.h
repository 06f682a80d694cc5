// What the page People and sites shows of a room. Pure functions of its registry. GUI thread only
// (translations).
#pragma once

#include "ui/pages/people_page.h"

namespace keyrite::ui {

PeopleView peopleViewOf(const registry::Registry& registry, TimePoint now);

} // namespace keyrite::ui
