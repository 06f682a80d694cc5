// keyrite-cli cosign: a witness signs the last checkpoint of a log that was checked, with their own token.
#pragma once

namespace CLI {
class App;
}

namespace keyrite::cli {

// Exit codes: 0 signed; 1 not signed, because the log is not sound or the token refuses.
void addCosign(CLI::App& app, int& exitCode);

} // namespace keyrite::cli
