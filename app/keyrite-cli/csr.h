// keyrite-cli csr: a certificate request for a key on a token.
#pragma once

namespace CLI {
class App;
}

namespace keyrite::cli {

// Adds the subcommand. Its callback prints the request (PEM) to standard output or into --out, and sets
// `exitCode` to 1 where that does not succeed.
void addCsr(CLI::App& app, int& exitCode);

} // namespace keyrite::cli
