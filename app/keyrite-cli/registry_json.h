// The registry of a log, its schedule, scores, coverage and what was learnt, as one JSON object for
// outsiders. docs/formats/registry.md.
#pragma once

#include "core/registry/registry.h"

namespace keyrite::cli {

// As it is at `now`; `entries`: how many the log has.
log::Json registryJson(const registry::Registry& registry, std::uint64_t entries, TimePoint now);

} // namespace keyrite::cli
