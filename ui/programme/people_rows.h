// The tables of the page People and sites, a row a thing. Pure functions of the registry. GUI thread only
// (translations).
#pragma once

#include "core/registry/registry.h"
#include "ui/models/rows_model.h"

namespace keyrite::ui {

std::vector<TextRow> personRows(const registry::Registry& registry, Day today);
std::vector<TextRow> siteRows(const registry::Registry& registry);
std::vector<TextRow> sheetRows(const registry::Registry& registry); // by id "set/number"
std::vector<TextRow> hsmRows(const registry::Registry& registry);
std::vector<TextRow> deviceRows(const registry::Registry& registry);
std::vector<TextRow> sealRows(const registry::Registry& registry);

} // namespace keyrite::ui
