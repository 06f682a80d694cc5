// Forms about places and what is kept there: sites, HSMs, devices, seals, sheets. GUI thread only.
#pragma once

#include "ui/fact_dialog.h"

namespace keyrite::ui {

FactForm addSiteForm();
FactForm changeSiteForm(const registry::Site& site);
FactForm registerHsmForm(const registry::Registry& registry, const std::string& serial);
FactForm retireHsmForm(const std::string& serial);
FactForm registerDeviceForm(const registry::Registry& registry);
FactForm retireDeviceForm(const std::string& device);
FactForm applySealForm();
FactForm checkSealForm(const std::string& seal);
FactForm removeSealForm(const std::string& seal);
FactForm placeSheetForm(const registry::Registry& registry, const std::string& set, int share);
FactForm loseSheetForm(const std::string& set, int share);

} // namespace keyrite::ui
