#include "core/ceremony/step_token.h"

#include <algorithm>

namespace keyrite::ceremony {
namespace {

bool isHome(const registry::Registry& registry, const std::string& label)
{
    return std::ranges::any_of(registry.keys, [&](const auto& one) {
        return one.second.token.label == label && one.second.state != registry::KeyState::Destroyed;
    });
}

} // namespace

std::optional<hsm::TokenId> expectedToken(const State& state, const registry::Registry& registry)
{
    if (state.spec().token != "production" || state.procedure->has(StepKind::HsmGenerate) ||
        state.plan.keys.empty())
        return std::nullopt;
    const auto key = registry.keys.find(toHex(state.plan.keys.front().id));
    return key == registry.keys.end() ? std::nullopt : std::optional(key->second.token);
}

std::string stepTokenLabel(const State& state, const registry::Registry& registry)
{
    if (const auto known = state.tokens.find(state.spec().token); known != state.tokens.end())
        return known->second.label; // opened before in this ceremony
    if (const auto expected = expectedToken(state, registry))
        return expected->label;
    if (state.spec().token == "production")
        return "HSM A";
    char letter = 'B';
    while (letter < 'Z' && isHome(registry, std::string("HSM ") + letter))
        ++letter;
    return std::string("HSM ") + letter;
}

} // namespace keyrite::ceremony
