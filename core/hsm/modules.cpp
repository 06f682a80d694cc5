#include "core/hsm/modules.h"

#include <algorithm>

namespace keyrite::hsm {
namespace {

// Of a token that was chosen from another module's slots.
bool isElsewhere(ErrorCode code)
{
    return code == ErrorCode::TokenUnexpected || code == ErrorCode::TokenAbsent;
}

} // namespace

Modules::Modules(Module first)
{
    std::filesystem::path path = first.path();
    m_modules.push_back({std::move(path), std::move(first)});
}

void Modules::add(const std::filesystem::path& path, Result<Module> module)
{
    m_modules.push_back({path, std::move(module)});
}

std::vector<Modules::Status> Modules::status() const
{
    std::vector<Status> all;
    for (const Loaded& one : m_modules)
        all.push_back({one.path, one.module ? std::nullopt : std::optional(one.module.error())});
    return all;
}

Result<std::vector<TokenInfo>> Modules::tokens() const
{
    auto all = m_modules.front().module->tokens();
    if (!all)
        return all;
    for (std::size_t i = 1; i < m_modules.size(); ++i)
        if (m_modules[i].module)
            if (const auto more = m_modules[i].module->tokens())
                all->insert(all->end(), more->begin(), more->end());
    return all;
}

Result<const Module*> Modules::holder(const TokenId& id) const
{
    std::optional<Error> refusal;
    for (const Loaded& one : m_modules) {
        if (!one.module)
            continue;
        const auto found = one.module->find(id);
        if (found)
            return &*one.module;
        if (!refusal || found.error().code == ErrorCode::TokenUnexpected)
            refusal = found.error();
    }
    return fail(std::move(*refusal)); // the first module is always asked
}

Result<Module*> Modules::holder(const TokenId& id)
{
    return std::as_const(*this).holder(id).map(
        [](const Module* module) { return const_cast<Module*>(module); });
}

Result<TokenInfo> Modules::find(const TokenId& id) const
{
    return holder(id).and_then([&](const Module* module) { return module->find(id); });
}

Result<TokenInfo> Modules::initialiseFresh(const TokenInfo& chosen, std::string_view label,
                                           const SecretBytes& soPin, const SecretBytes& userPin)
{
    // Each module counts its slots by itself; the one that has not what was chosen changes nothing.
    auto outcome = m_modules.front().module->initialiseFresh(chosen, label, soPin, userPin);
    for (std::size_t i = 1; i < m_modules.size(); ++i)
        if (!outcome && isElsewhere(outcome.error().code) && m_modules[i].module)
            outcome = m_modules[i].module->initialiseFresh(chosen, label, soPin, userPin);
    return outcome;
}

Result<TokenInfo> Modules::initialiseFresh(std::string_view label, const SecretBytes& soPin,
                                           const SecretBytes& userPin)
{
    return tokens().and_then(&onlyFresh).and_then([&](const TokenInfo& one) {
        return initialiseFresh(one, label, soPin, userPin);
    });
}

Result<TokenInfo> Modules::zeroise(const TokenId& id, const SecretBytes& soPin, const SecretBytes& userPin)
{
    return holder(id).and_then([&](Module* module) { return module->zeroise(id, soPin, userPin); });
}

Result<Session> Modules::open(const TokenId& id, const SecretBytes& userPin)
{
    return holder(id).and_then([&](Module* module) { return module->open(id, userPin); });
}

Result<void> Modules::changeUserPin(const TokenId& id, const SecretBytes& old, const SecretBytes& fresh)
{
    return holder(id).and_then([&](Module* module) { return module->changeUserPin(id, old, fresh); });
}

Result<void> Modules::changeOfficerPin(const TokenId& id, const SecretBytes& old, const SecretBytes& fresh)
{
    return holder(id).and_then([&](Module* module) { return module->changeOfficerPin(id, old, fresh); });
}

Result<void> Modules::resetUserPin(const TokenId& id, const SecretBytes& officerPin, const SecretBytes& fresh)
{
    return holder(id).and_then([&](Module* module) { return module->resetUserPin(id, officerPin, fresh); });
}

Result<std::vector<VisibleObject>> Modules::visibleObjects(const TokenId& id) const
{
    return holder(id).and_then([&](const Module* module) { return module->visibleObjects(id); });
}

void Modules::finalise()
{
    for (Loaded& one : m_modules)
        if (one.module)
            one.module->finalise();
}

} // namespace keyrite::hsm
