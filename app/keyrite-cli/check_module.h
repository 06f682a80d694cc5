// keyrite-cli check-module: whether a PKCS#11 module loads, starts and lists its tokens. The window runs it
// before it loads a module itself: this process may crash, that one may not.
#pragma once

namespace CLI {
class App;
}

namespace keyrite::cli {

void addCheckModule(CLI::App& app, int& exitCode);

} // namespace keyrite::cli
