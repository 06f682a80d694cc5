// keyrite-cli plan: probabilities, times, losses and costs of designs, and the best within bounds.
#pragma once

namespace CLI {
class App;
}

namespace keyrite::cli {

// Exit codes: 0; 1 the input cannot be used (a sentence says where and why).
void addPlan(CLI::App& app, int& exitCode);

} // namespace keyrite::cli
