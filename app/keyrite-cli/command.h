// The subcommands of keyrite-cli. Each adds itself to the application (or to the subcommand it belongs under)
// with a callback that runs it and, where it does not succeed, sets `exitCode` to what report() answers.
// `exitCode` outlives the parsing.
#pragma once

#include "core/result.h"

namespace CLI {
class App;
}

namespace keyrite::cli {

inline constexpr int kFailed = 1;
inline constexpr int kWrongPin = 3; // a token refused the PIN, and counts it; so does whoever started this

// Prints the error's sentences on standard error; answers kFailed, or kWrongPin.
int report(const Error& error);

void addSharesCheck(CLI::App& shares, int& exitCode);
void addSharesCombine(CLI::App& shares, int& exitCode);
void addSharesSplit(CLI::App& shares, int& exitCode);

} // namespace keyrite::cli
