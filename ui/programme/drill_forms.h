// Forms about what keys control, how often drills are due, and what they found. GUI thread only.
#pragma once

#include "ui/fact_dialog.h"

namespace keyrite::ui {

FactForm keyForm(const registry::Key& key);
FactForm scheduleForm(const registry::SchedulePolicy& policy);
FactForm openFindingForm(const registry::Registry& registry, const std::string& drill, TimePoint now);
FactForm closeFindingForm(const std::string& finding);

} // namespace keyrite::ui
