// The subcommand registry: what a log says exists, what is due, what drills showed and taught.
#pragma once

namespace CLI {
class App;
}

namespace keyrite::cli {

void addRegistry(CLI::App& app, int& exitCode);

} // namespace keyrite::cli
