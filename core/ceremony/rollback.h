// Rollback: how far a ceremony goes back after a failure, and what must be voided and destroyed first. Pure.
#pragma once

#include "core/ceremony/engine.h"

namespace keyrite::ceremony {

// Where a ceremony goes on after its process was lost: the current step, or the start of the span in which
// the process held secrets that are gone.
std::size_t resumePoint(const State& state);

// Shares whose sheets must be voided, and keys that must be destroyed, before the ceremony may go back to
// `target` (an index into runs), or before it may be aborted (target 0).
struct Rollback
{
    std::vector<int> shares;
    std::vector<Bytes> keys;
};
Rollback rollbackTo(const State& state, std::size_t target);

// The tokens, by the procedure's names, which may hold keys that must be gone before the ceremony goes back
// to `target`: those that the log names, and those that a crash kept out of it.
std::set<std::string> tokensToClean(const State& state, std::size_t target);

// Whether the ceremony can go on without the sheet of the current step: nothing was split here, its bag is
// still sealed, and where a quorum is put together, the other sheets make one.
bool mayLeaveOut(const State& state);

// Index to go back to when the current step fails (StepSpec::onFail of the same share).
std::size_t failPoint(const State& state);

} // namespace keyrite::ceremony
