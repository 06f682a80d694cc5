// What the witnesses of a log signed (cosignature.h), on its stored checkpoints, on those from outside and in
// its entries. Internal to core/log, used by verify().
#pragma once

#include "core/log/verify_tree.h"

namespace keyrite::log {

// Fills in `witnesses` and `otherCosignatures` of the report, with a finding where a witness signed nothing.
void checkWitnesses(const std::vector<StoredCheckpoint>& stored, const VerifyOptions& options,
                    const TreeWalk& walk, VerifyReport& report);

} // namespace keyrite::log
