// Step token: which HSM a step about a token means.
#pragma once

#include "core/ceremony/engine.h"
#include "core/registry/registry.h"

namespace keyrite::ceremony {

// The HSM on which the keys of the ceremony live, where the step means that one ("production" of a procedure
// that makes no keys); nothing where any other HSM may be taken.
std::optional<hsm::TokenId> expectedToken(const State& state, const registry::Registry& registry);

// The label of the token: of the expected one, else the one that it is set up with: "HSM A" for new keys,
// else the first of "HSM B", "HSM C" ... on which no key lives.
std::string stepTokenLabel(const State& state, const registry::Registry& registry);

} // namespace keyrite::ceremony
