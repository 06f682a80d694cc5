// keyrite-cli backtest: what a recovery policy would have cost over historical prices.
#pragma once

namespace CLI {
class App;
}

namespace keyrite::cli {

// Exit codes: 0; 1 where the backtest cannot be run. docs/formats/backtest.md.
void addBacktest(CLI::App& app, int& exitCode);

} // namespace keyrite::cli
