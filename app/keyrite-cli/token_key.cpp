#include "app/keyrite-cli/token_key.h"

#include "app/keyrite-cli/secret_text.h"
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
    command.add_option("--pin-file", options->pinFile, "File that holds the user's PIN")->required();
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
    auto pin = readPassphraseFile(options.pinFile);
    if (!pin)
        return fail(pin.error());
    return TokenKey{std::move(*module), options.token, std::move(*keyId), std::move(*pin)};
}

} // namespace keyrite::cli
