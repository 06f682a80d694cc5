// keyrite-cli bundle and collect: a log leaves its room, and the logs of many rooms come together.
#pragma once

namespace CLI {
class App;
}

namespace keyrite::cli {

void addBundle(CLI::App& app, int& exitCode);

// Exit codes: 0 all was taken; 1 a bundle was refused or one is missing; 2 a folder cannot be read.
void addCollect(CLI::App& app, int& exitCode);

} // namespace keyrite::cli
