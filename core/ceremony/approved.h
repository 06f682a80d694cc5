// Approved: which procedure file runs in a room. A firm's own file that two people approved takes the place
// of the built-in one of its id; its hash is pinned, and no other runs live.
#pragma once

#include "core/ceremony/procedure.h"
#include "core/registry/registry.h"

namespace keyrite::ceremony {

// The approved one of this id, else the built-in one. Errors: NotFound.
[[nodiscard]] Result<std::shared_ptr<const Procedure>> procedureFor(const registry::Registry& registry,
                                                                    std::string_view id);

// The one that a ceremony of this log was opened with. Errors: NotFound.
[[nodiscard]] Result<std::shared_ptr<const Procedure>> procedureOf(const registry::Registry& registry,
                                                                   const registry::Ceremony& ceremony);

// Whether the procedure may run in the mode. Errors: ProcedureInvalid (live or drill, and not the one that
// procedureFor() answers).
[[nodiscard]] Result<void> checkApproved(const registry::Registry& registry, const Procedure& procedure,
                                         Mode mode);

// What a firm's own file does otherwise than the built-in one of its id: a sentence for each step that was
// added, left out, or changed in more than its words and minutes. Empty where only words differ.
[[nodiscard]] Result<std::vector<std::string>> differences(const Procedure& own);

} // namespace keyrite::ceremony
