#include "app/keyrite-cli/token_key.h"

#include "core/hsm/module.h"
#include "core/hsm/practice_store.h"

#include <CLI/CLI.hpp>

namespace keyrite::cli {
namespace {

Result<std::filesystem::path> modulePath(const TokenKeyOptions& options)
{
    if (options.module.empty() && options.practiceStore.empty())
        return fail(ErrorCode::InvalidArgument,
                    "Name the HSM's module with --module, or a practice HSM's store with "
                    "--practice-store.");
    if (options.practiceStore.empty())
        return std::filesystem::path(options.module);
    if (!std::filesystem::is_directory(options.practiceStore)) // it would be made, and be empty
        return fail(ErrorCode::NotFound,
                    "There is no practice HSM's store at " + options.practiceStore + ".");
    return hsm::preparePracticeStore(options.practiceStore);
}

// The token as it is before its PIN is asked. The module is ended again: the bridge to OpenSSL starts its
// own.
Result<hsm::TokenInfo> seenToken(const std::filesystem::path& path, const hsm::TokenId& id)
{
    const auto module = hsm::Module::load(path);
    return module ? module->find(id) : fail(module.error());
}

} // namespace

std::shared_ptr<TokenKeyOptions> addTokenKey(CLI::App& command)
{
    auto options = std::make_shared<TokenKeyOptions>();
    CLI::Option* module = command.add_option("--module", options->module, "Path of the HSM's PKCS#11 module");
    CLI::Option* store =
        command.add_option("--practice-store", options->practiceStore, "Folder of a practice HSM, instead");
    module->excludes(store);
    command.add_option("--token-serial", options->token.serial, "Serial of the token")->required();
    command.add_option("--token-label", options->token.label, "Label of the token")->required();
    command.add_option("--key-id", options->keyId, "ID of the key, in hex")->required();
    addPin(command, options->pin);
    return options;
}

Result<TokenKey> readTokenKey(const TokenKeyOptions& options)
{
    auto module = modulePath(options);
    if (!module)
        return fail(module.error());
    auto keyId = fromHex(options.keyId);
    if (!keyId)
        return fail(keyId.error());
    const auto token = seenToken(*module, options.token);
    if (!token)
        return fail(token.error());
    auto pin = readPin(options.pin, *token);
    if (!pin)
        return fail(pin.error());
    return TokenKey{std::move(*module), options.token, std::move(*keyId), std::move(*pin)};
}

} // namespace keyrite::cli
