// Module: one loaded PKCS#11 module. An empty PIN stands for a token's own PIN pad, and is refused where it
// has none. Thread rule: create, use and destroy it on one thread (hsm/worker.h).
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

    // Initialises the token that was chosen from tokens(), sets both PINs and answers its new identity. PINs:
    // 8 to 255 bytes, or none for a PIN pad. Errors: TokenAbsent, TokenUnexpected (in its slot there is
    // another one now, by serial, maker and model, or one that is initialised), PinUnusable, DeviceFull ...
    [[nodiscard]] Result<TokenInfo> initialiseFresh(const TokenInfo& chosen, std::string_view label,
                                                    const SecretBytes& soPin, const SecretBytes& userPin);

    // The same, where a single one is there that is not initialised. Errors: TokenUnexpected (there are more,
    // and it was not said which), the same.
    [[nodiscard]] Result<TokenInfo> initialiseFresh(std::string_view label, const SecretBytes& soPin,
                                                    const SecretBytes& userPin);

    // Zeroises: initialises `id` again, which destroys all keys on it. Errors: TokenAbsent, PinWrong.
    [[nodiscard]] Result<TokenInfo> zeroise(const TokenId& id, const SecretBytes& soPin,
                                            const SecretBytes& userPin);

    // Sets another PIN, and proves it by a login of its own before success is answered. `old` is asked by the
    // token. Close every session of the token first. Errors: PinWrong, PinLocked, PinUnusable, TokenAbsent;
    // MechanismUnsupported where PINs are the business of the maker's own tool.
    [[nodiscard]] Result<void> changeUserPin(const TokenId& id, const SecretBytes& old,
                                             const SecretBytes& fresh);
    [[nodiscard]] Result<void> changeOfficerPin(const TokenId& id, const SecretBytes& old,
                                                const SecretBytes& fresh);

    // The security officer sets the user's PIN anew: forgotten, locked, or not set yet. Errors: the same.
    [[nodiscard]] Result<void> resetUserPin(const TokenId& id, const SecretBytes& officerPin,
                                            const SecretBytes& fresh);

    // What is to be seen on the token, in a session of its own: before a login what anybody sees, after one
    // all. At most 1,000. Errors: TokenAbsent ...
    [[nodiscard]] Result<std::vector<VisibleObject>> visibleObjects(const TokenId& id) const;

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

// The one of `tokens` that is not initialised. Errors: TokenAbsent, TokenUnexpected (there are more).
[[nodiscard]] Result<TokenInfo> onlyFresh(const std::vector<TokenInfo>& tokens);

} // namespace keyrite::hsm
