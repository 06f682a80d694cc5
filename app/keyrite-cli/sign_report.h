// keyrite-cli sign-report: a CMS signature over an exported report, by a key on a token.
#pragma once

namespace CLI {
class App;
}

namespace keyrite::cli {

// Adds the subcommand. Its callback writes the signature (DER) beside the report or to --out, says how it is
// checked, and sets `exitCode` to 1 where that does not succeed.
void addSignReport(CLI::App& app, int& exitCode);

} // namespace keyrite::cli
