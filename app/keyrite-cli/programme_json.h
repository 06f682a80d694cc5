// What follows from the registry: schedule, scores, findings, coverage, learning. A part of registryJson().
#pragma once

#include "core/registry/registry.h"

namespace keyrite::cli {

log::Json programmeJson(const registry::Registry& registry, TimePoint now);

} // namespace keyrite::cli
