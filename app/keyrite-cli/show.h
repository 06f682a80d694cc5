// keyrite-cli show: the entries of a log, a line each.
#pragma once

namespace CLI {
class App;
}

namespace keyrite::cli {

// Exit codes: 0; 1 some entries are not valid ones (they are shown all the same); 2 the log cannot be read.
void addShow(CLI::App& app, int& exitCode);

} // namespace keyrite::cli
