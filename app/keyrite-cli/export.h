// keyrite-cli export: a log, or what a filter finds in it, as a file for other programs.
#pragma once

namespace CLI {
class App;
}

namespace keyrite::cli {

// Exit codes: 0 the file is written; 1 it is not; 2 the log cannot be read.
void addExport(CLI::App& app, int& exitCode);

} // namespace keyrite::cli
