#include "core/ceremony/rollback.h"

namespace keyrite::ceremony {
namespace {

// Whether the step that makes the keys was begun, and going back to `target` undoes it.
bool isGenerationUndone(const State& state, std::size_t target)
{
    const std::size_t begun = state.current + (state.started && !state.finished() ? 1 : 0);
    for (std::size_t i = target; i < begun; ++i)
        if (state.procedure->steps[state.runs[i].spec].kind == StepKind::HsmGenerate)
            return true;
    return false;
}

} // namespace

std::size_t resumePoint(const State& state)
{
    if (state.finished())
        return state.current;
    // A step under way may have made secrets that its effects do not show yet: its own world tells.
    std::size_t index = state.current;
    while (index > 0 && state.worlds[index].holdsSecrets())
        --index;
    return index;
}

Rollback rollbackTo(const State& state, std::size_t target)
{
    Rollback rollback;
    // Once the old set is retired the new sheets are the only backup: nothing voids them any more.
    for (const auto& [number, share] : state.shares)
        if (!state.retired && !share.voided && !share.fingerprint.empty() &&
            state.worlds[target].stage(number) <= ShareStage::InMemory)
            rollback.shares.push_back(number);
    if (!state.worlds[target].keysGeneratedHere())
        for (const auto& [id, key] : state.keys)
            if (key.present)
                rollback.keys.push_back(fromHex(id).value());
    return rollback;
}

std::set<std::string> tokensToClean(const State& state, std::size_t target)
{
    std::set<std::string> tokens;
    const bool underWay = !state.finished() && state.started;
    const bool restoring = underWay && state.spec().kind == StepKind::Restore;
    if (isGenerationUndone(state, target)) {
        tokens = state.world().restoredOn();
        tokens.insert("production");
        if (restoring)
            tokens.insert(state.spec().token);
    } else if (restoring && !state.effectCounts.contains(std::string(effectName(Effect::KeyRestored)))) {
        tokens.insert(state.spec().token);
    }
    std::erase_if(tokens, [&](const std::string& name) { return !state.tokens.contains(name); });
    return tokens;
}

bool mayLeaveOut(const State& state)
{
    if (state.finished() || state.run().share == 0 || state.spec().repeat != Repeat::Share ||
        state.procedure->has(StepKind::Split))
        return false;
    const ShareStage stage = state.world().stage(state.run().share);
    if (stage != ShareStage::Sealed && stage != ShareStage::HandedOver)
        return false;
    std::vector<PlannedShare> others;
    for (const PlannedShare& share : state.plan.shares)
        if (share.number != state.run().share && !state.leftOut.contains(share.number))
            others.push_back(share);
    return !state.procedure->has(StepKind::ShareEnter) || makesQuorum(state.plan.policy, others);
}

std::size_t failPoint(const State& state)
{
    const std::string& onFail = state.spec().onFail;
    if (onFail.empty())
        return state.current;
    std::size_t index = state.current;
    while (index > 0) {
        --index;
        const StepRun& run = state.runs[index];
        if (state.procedure->steps[run.spec].id == onFail &&
            (run.share == 0 || run.share == state.run().share))
            return index;
    }
    return state.current;
}

} // namespace keyrite::ceremony
