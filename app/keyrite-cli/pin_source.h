// Where the PIN of a token comes from: one file, or two that hold one half each; the token's own pad; or the
// terminal, where it is typed unseen, whole or in two halves by two people.
#pragma once

#include "core/hsm/token.h"
#include "core/secret_bytes.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace keyrite::cli {

// As typed.
struct PinOptions
{
    std::vector<std::string> files; // at most two
    bool pad = false;
    bool halves = false;
};

// Adds --pin-file (once, or twice for two halves), --pin-pad and --pin-halves, of which one is used at most.
// `options` outlives the parsing.
void addPin(CLI::App& command, PinOptions& options);

// The PIN of `token`, of whose flags standard error warns first; no bytes for its own pad, which is also used
// where the token has one and nothing else is said. Errors: IoFailed (a file; there is no terminal),
// InvalidArgument (more than two files), PinUnusable (an empty file), Cancelled (Ctrl+C).
[[nodiscard]] Result<SecretBytes> readPin(const PinOptions& options, const hsm::TokenInfo& token);

} // namespace keyrite::cli
