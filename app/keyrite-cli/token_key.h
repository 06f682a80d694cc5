// The options that name a key on a token, and the PIN that opens it: shared by the subcommands that sign.
#pragma once

#include "app/keyrite-cli/pin_source.h"
#include "core/hsm/token.h"

#include <filesystem>
#include <memory>

namespace CLI {
class App;
}

namespace keyrite::cli {

// As typed.
struct TokenKeyOptions
{
    std::string module;
    std::string practiceStore;
    hsm::TokenId token;
    std::string keyId; // hex
    PinOptions pin;
};

// Adds --module or --practice-store, --token-serial, --token-label, --key-id and those of the PIN.
std::shared_ptr<TokenKeyOptions> addTokenKey(CLI::App& command);

// The same, looked up and read.
struct TokenKey
{
    std::filesystem::path module;
    hsm::TokenId token;
    Bytes keyId;
    SecretBytes pin;
};

// Errors: InvalidArgument (neither module nor store), NotFound (no such store), BadEncoding, those of
// Module::find and readPin.
[[nodiscard]] Result<TokenKey> readTokenKey(const TokenKeyOptions& options);

} // namespace keyrite::cli
