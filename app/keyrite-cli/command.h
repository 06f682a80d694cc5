// The subcommands of keyrite-cli. Each adds itself to the application (or to the subcommand it belongs under)
// with a callback that runs it and, where it does not succeed, sets `exitCode` to kFailed. `exitCode`
// outlives the parsing.
#pragma once

#include "core/result.h"

namespace CLI {
class App;
}

namespace keyrite::cli {

inline constexpr int kFailed = 1;

// Prints the error's sentences on standard error; answers kFailed.
int report(const Error& error);

void addSharesCheck(CLI::App& shares, int& exitCode);
void addSharesCombine(CLI::App& shares, int& exitCode);
void addSharesSplit(CLI::App& shares, int& exitCode);

} // namespace keyrite::cli
