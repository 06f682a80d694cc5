// Forms about people. GUI thread only.
#pragma once

#include "ui/fact_dialog.h"

namespace keyrite::ui {

FactForm personForm(const registry::Registry& registry, const registry::Person* known);
FactForm vettingForm(const std::string& person);
FactForm trainingForm(const std::string& person);
FactForm leaveForm(const std::string& person);
FactForm revokeForm(const std::string& person);

} // namespace keyrite::ui
