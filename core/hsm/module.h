// Module: one loaded PKCS#11 module. Thread rule: create, use and destroy it on one thread (hsm/worker.h).
#pragma once

#include "core/hsm/session.h"
#include "core/hsm/token.h"

#include <filesystem>
#include <memory>

namespace keyrite::hsm {

class Cryptoki; // the function list and its error handling, internal

class Module final
{
public:
    // Loads and initialises the module at `path`. A module that is already initialised in this process is
    // accepted. `initArgs` is handed to C_Initialize as it is; only a few modules (NSS) need one. Errors:
    // ModuleUnusable (not found, not a PKCS#11 2.x module, initialisation refused).
    [[nodiscard]] static Result<Module> load(const std::filesystem::path& path,
                                             std::string_view initArgs = {});

    Module(Module&&) noexcept;
    Module& operator=(Module&&) noexcept;
    ~Module(); // finalises, which closes all sessions: one that still lives answers ModuleUnusable after it

    // All tokens present now, initialised or not, in the module's order.
    [[nodiscard]] Result<std::vector<TokenInfo>> tokens() const;

    // The token with this serial and label. Errors: TokenAbsent, TokenUnexpected (same label, other serial).
    [[nodiscard]] Result<TokenInfo> find(const TokenId& id) const;

    // Initialises a token that is not initialised yet (the first one), sets both PINs and answers its new
    // identity. PINs: 8 to 255 bytes. Errors: TokenAbsent, PinUnusable, DeviceFull ...
    [[nodiscard]] Result<TokenInfo> initialiseFresh(std::string_view label, const SecretBytes& soPin,
                                                    const SecretBytes& userPin);

    // Zeroises: initialises `id` again, which destroys all keys on it. Errors: TokenAbsent, PinWrong.
    [[nodiscard]] Result<TokenInfo> zeroise(const TokenId& id, const SecretBytes& soPin,
                                            const SecretBytes& userPin);

    // A logged-in read/write session. Checks the token's flags before the login, so that no module hangs on a
    // token that is not initialised. Errors: TokenAbsent, TokenNotInitialised, PinWrong, PinLocked,
    // PinUnusable.
    [[nodiscard]] Result<Session> open(const TokenId& id, const SecretBytes& userPin);

    // Ends the module before its time, which closes all sessions. Afterwards everything answers
    // ModuleUnusable.
    void finalise();

    // False where the module was already initialised in this process by someone else, who also ends it.
    bool ownsInitialisation() const;

    // The path it was loaded from.
    const std::filesystem::path& path() const;

private:
    explicit Module(std::shared_ptr<Cryptoki> cryptoki);
    std::shared_ptr<Cryptoki> m_cryptoki;
};

} // namespace keyrite::hsm
