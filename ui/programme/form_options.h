// What can be chosen in the programme's forms. GUI thread only (translations).
#pragma once

#include "ui/fact_dialog.h"

namespace keyrite::ui {

using FormOptions = std::vector<FormOption>;

FormOptions roleOptions();
FormOptions assetOptions();
FormOptions hsmUseOptions();
FormOptions hsmCauseOptions();
FormOptions deviceTypeOptions();

// With "not known" first. Closed and lost sites are left out.
FormOptions siteOptions(const registry::Registry& registry);
// "zrh-1/s1", with "no safe" first.
FormOptions safeOptions(const registry::Registry& registry);
// Those who serve on that day.
FormOptions peopleOptions(const registry::Registry& registry, Day day);

} // namespace keyrite::ui
