// A room with a programme behind it, for pictures and page tests.
#pragma once

#include "core/registry/registry.h"

namespace keyrite::ui::gallery {

// Two sites, six people, a share set, four drills. `longNames`: of people and sites.
registry::Registry sampleProgramme(bool longNames);

// The day on which it is looked at.
TimePoint sampleToday();

} // namespace keyrite::ui::gallery
