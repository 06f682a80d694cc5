// keyrite-cli verify: is this log what was recorded and signed? For somebody who trusts nobody.
#pragma once

namespace CLI {
class App;
}

namespace keyrite::cli {

// Exit codes: 0 the log is sound; 1 it is not; 2 it, or a file given with it, cannot be read.
void addVerify(CLI::App& app, int& exitCode);

} // namespace keyrite::cli
