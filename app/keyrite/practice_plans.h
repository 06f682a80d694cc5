// Practice plans: ceremonies with made-up people, for the rehearsal and for practising in the window.
#pragma once

#include "core/ceremony/plan.h"
#include "core/registry/registry.h"

namespace keyrite::app {

// Keys of these types under one share set of this design; one custodian for each share.
ceremony::Plan practiceGeneration(const ceremony::Procedure& procedure, const Policy& policy,
                                  const std::vector<hsm::KeyType>& keys);

// The keys of `shareSet`, with the custodians of `sheets`, or of its first quorum where none is named.
// Errors: NotFound.
[[nodiscard]] Result<ceremony::Plan> practiceRecovery(const ceremony::Procedure& procedure,
                                                      const registry::Registry& registry,
                                                      const std::string& shareSet,
                                                      const std::vector<int>& sheets = {});

} // namespace keyrite::app
