// Modules: all PKCS#11 modules of a room, as one: a token is found by serial and label in whichever holds it.
// Thread rule as Module's.
#pragma once

#include "core/hsm/module.h"

namespace keyrite::hsm {

class Modules final
{
public:
    // The module that must be there, because the audit token is in it.
    explicit Modules(Module first);

    // One more. What cannot be loaded is remembered with its error and hides nothing else.
    void add(const std::filesystem::path& path, Result<Module> module);

    struct Status
    {
        std::filesystem::path path;
        std::optional<Error> error; // nothing: it is loaded
    };
    std::vector<Status> status() const;

    // As Module's. tokens() leaves out the tokens of a further module that fails; the others ask the module
    // that holds the token.
    [[nodiscard]] Result<std::vector<TokenInfo>> tokens() const;
    [[nodiscard]] Result<TokenInfo> find(const TokenId& id) const;
    [[nodiscard]] Result<TokenInfo> initialiseFresh(const TokenInfo& chosen, std::string_view label,
                                                    const SecretBytes& soPin, const SecretBytes& userPin);
    [[nodiscard]] Result<TokenInfo> initialiseFresh(std::string_view label, const SecretBytes& soPin,
                                                    const SecretBytes& userPin);
    [[nodiscard]] Result<TokenInfo> zeroise(const TokenId& id, const SecretBytes& soPin,
                                            const SecretBytes& userPin);
    [[nodiscard]] Result<Session> open(const TokenId& id, const SecretBytes& userPin);
    [[nodiscard]] Result<void> changeUserPin(const TokenId& id, const SecretBytes& old,
                                             const SecretBytes& fresh);
    [[nodiscard]] Result<void> changeOfficerPin(const TokenId& id, const SecretBytes& old,
                                                const SecretBytes& fresh);
    [[nodiscard]] Result<void> resetUserPin(const TokenId& id, const SecretBytes& officerPin,
                                            const SecretBytes& fresh);
    [[nodiscard]] Result<std::vector<VisibleObject>> visibleObjects(const TokenId& id) const;
    void finalise();

private:
    // Errors: TokenUnexpected where one module says so, else TokenAbsent.
    [[nodiscard]] Result<const Module*> holder(const TokenId& id) const;
    [[nodiscard]] Result<Module*> holder(const TokenId& id);

    struct Loaded
    {
        std::filesystem::path path;
        Result<Module> module;
    };
    std::vector<Loaded> m_modules; // the first one is always there
};

} // namespace keyrite::hsm
