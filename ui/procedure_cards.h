// Procedure cards: what can be started in a room, each with a sentence, and why not where it cannot. Pure
// functions of the registry. GUI thread (translations).
#pragma once

#include "core/registry/registry.h"
#include "ui/pages/ceremonies_page.h"

namespace keyrite::ui {

std::vector<ProcedureCard> procedureCardsOf(const registry::Registry& registry);

} // namespace keyrite::ui
