// Plan draft: the inputs of a plan as far as the log knows them: sites and people, keys with what they
// control. What the log does not know (hazards, costs, response times) is taken from `assumptions`. Pure;
// safe on any thread.
#pragma once

#include "core/registry/registry.h"

namespace keyrite::registry {

// `assumptions` is a whole input (keyrite-plan-input/1); its sites are replaced where the log knows two or
// more that are open, its positions where keys are described. Sites of one region share a shock of
// probability `regionalShock`.
Json draftPlan(const Registry& registry, Json assumptions, double regionalShock);

} // namespace keyrite::registry
