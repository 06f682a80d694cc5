// Replay: every ceremony of a log through the same engine that ran it.
#pragma once

#include "core/ceremony/engine.h"
#include "core/log/verify.h"

namespace keyrite::ceremony {

// Finds the procedure with a SHA-256 (hex); null where the reader does not have it.
using ProcedureSource = std::function<std::shared_ptr<const Procedure>(std::string_view hash)>;

struct ReplayReport
{
    int ceremonies = 0;
    int closed = 0;
    int aborted = 0;
    int unfinished = 0;
    int signatures = 0; // challenge signatures that OpenSSL verified against the logged public keys
    std::vector<log::Finding> findings;
};

// Folds each ceremony and reports the first event that the engine refuses, each challenge signature that does
// not verify, and each ceremony whose procedure is unknown. `progress` is told now and then; false ends it.
// Errors: as Store::entries; Cancelled.
[[nodiscard]] Result<ReplayReport>
replay(const log::Store& store, const ProcedureSource& procedures,
       const std::function<bool(const log::VerifyProgress&)>& progress = {});

} // namespace keyrite::ceremony
