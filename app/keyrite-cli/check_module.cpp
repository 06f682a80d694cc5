#include "app/keyrite-cli/check_module.h"

#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/printable_text.h"
#include "core/hsm/module.h"
#include "core/hsm/module_check.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <sys/resource.h>

namespace keyrite::cli {
namespace {

// The module is ended again before anything is said: one that crashes there crashes here.
Result<std::vector<hsm::TokenInfo>> tokensOf(const std::string& path)
{
    auto module = hsm::Module::load(path);
    return module ? module->tokens() : Result<std::vector<hsm::TokenInfo>>(fail(module.error()));
}

void run(const std::string& path, int& exitCode)
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none); // a crash is an answer, not something to keep
    const auto tokens = tokensOf(path);
    if (!tokens) {
        exitCode = report(tokens.error());
        return;
    }
    std::cout << hsm::kModuleAnswers << "\n";
    for (const hsm::TokenInfo& token : *tokens)
        if (token.initialised)
            std::cout << "  " << printable(token.id.label) << ", serial " << printable(token.id.serial)
                      << "\n";
        else
            std::cout << "  a token that is not initialised\n";
    std::cout << std::flush;
}

} // namespace

void addCheckModule(CLI::App& app, int& exitCode)
{
    auto path = std::make_shared<std::string>();
    CLI::App& check = *app.add_subcommand("check-module", "Try whether an HSM's PKCS#11 module can be used");
    check.add_option("module", *path, "Path of the module")->required();
    check.callback([path, &exitCode] { run(*path, exitCode); });
}

} // namespace keyrite::cli
