// keyrite-cli prove and check-proof: one entry shown to somebody who does not have the log.
#pragma once

namespace CLI {
class App;
}

namespace keyrite::cli {

void addProve(CLI::App& app, int& exitCode);

// Exit codes: 0 it is proven; 1 it is not; 2 a file cannot be read.
void addCheckProof(CLI::App& app, int& exitCode);

} // namespace keyrite::cli
