// Practice plans: ceremonies with made-up people, for the rehearsal and for practising in the window.
#pragma once

#include "core/ceremony/plan.h"
#include "core/registry/registry.h"

namespace keyrite::app {

// Keys of these types under one share set of this design; one custodian for each share.
ceremony::Plan practiceGeneration(const ceremony::Procedure& procedure, const Policy& policy,
                                  const std::vector<hsm::KeyType>& keys);

// Any procedure about a share set that exists: its keys, with the custodians of `sheets`; where none is
// named, of its first quorum, or all of them where the procedure is about every sheet. Of a re-issue, the
// custodian of its first sheet leaves and another one comes. Errors: NotFound.
[[nodiscard]] Result<ceremony::Plan> practiceOnSet(const ceremony::Procedure& procedure,
                                                   const registry::Registry& registry,
                                                   const std::string& shareSet,
                                                   const std::vector<int>& sheets = {});

// A procedure about the room: nobody but administrator and witness.
ceremony::Plan practiceOnRoom(const ceremony::Procedure& procedure);

} // namespace keyrite::app
