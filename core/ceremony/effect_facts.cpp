#include "core/ceremony/effect_facts.h"

#include "core/ceremony/fields.h"

#include <algorithm>

namespace keyrite::ceremony {

using log::Json;

namespace {

// Seal and unseal: the bag number is typed twice, is nobody else's, and at opening is the one of the closing.
Result<void> recordBag(State& state, const Event& event, Effect effect)
{
    const std::string bag = textOf(event.data, "bag");
    if (!matches(bag, "[A-Za-z0-9-]{3,40}"))
        return refuse(event, "the bag number must have 3 to 40 letters, digits or hyphens");
    if (state.onOldSet())
        return {}; // its bag holds nothing that stays
    ShareFacts& share = state.shares[state.run().share];
    if (effect == Effect::ShareUnsealed) {
        share.bag.clear();
        return {};
    }
    for (const auto& [number, other] : state.shares)
        if (number != state.run().share && other.bag == bag)
            return refuse(event, "bag " + bag + " already holds share " + std::to_string(number));
    share.bag = bag;
    return {};
}

// Of the device that the step means; with a finding it is for people to decide.
Result<void> recordInspection(State& state, const Event& event)
{
    const auto token = state.tokens.find(state.spec().token);
    if (token == state.tokens.end() || token->second.serial != textOf(event.data, "serial"))
        return refuse(event, "it is about another device than the one that was opened");
    const bool asExpected = event.data.value("asShipped", Json()) == Json(true);
    state.deviceFinding = asExpected ? DeviceFinding::None : DeviceFinding::Open;
    return {};
}

Result<void> recordBackup(State& state, const Event& event)
{
    const std::string id = textOf(event.data, "key");
    const auto planned =
        std::ranges::find_if(state.plan.keys, [&](const PlannedKey& key) { return toHex(key.id) == id; });
    const auto scheme = hsm::wrapSchemeFromName(textOf(event.data, "scheme"));
    const auto blob = fromBase64(textOf(event.data, "blob"));
    const auto spki = fromBase64(textOf(event.data, "spki"));
    if (planned == state.plan.keys.end() || !scheme || !blob || !spki)
        return refuse(event, "the wrapped key cannot be read");
    hsm::WrappedKey backup{planned->type, planned->label, planned->id, *spki, std::nullopt, *scheme, *blob};
    if (const auto kcv = fromHex(textOf(event.data, "keyKcv")); kcv && kcv->size() == 5) {
        backup.kcv.emplace();
        std::copy(kcv->begin(), kcv->end(), backup.kcv->begin());
    }
    state.keys[id].backup = std::move(backup);
    return {};
}

// Which of the planned shares read well here.
std::vector<PlannedShare> attestedShares(const State& state)
{
    std::vector<PlannedShare> shares;
    for (const PlannedShare& share : state.plan.shares)
        if (state.attested.contains(share.number))
            shares.push_back(share);
    return shares;
}

// A drill of the quorum has passed only where the sheets that were read would make one.
Result<void> checkDrill(const State& state, const Event& event)
{
    const bool passed = textOf(event.data, "outcome") == "passed";
    if (passed && state.procedure->has(StepKind::ShareAttest) &&
        !makesQuorum(state.plan.policy, attestedShares(state)))
        return refuse(event, "the sheets that were read would not make a quorum of " +
                                 state.plan.policy.text() + ", so the drill has not passed");
    return {};
}

Result<void> checkApproved(const State& state, const Event& event)
{
    if (toHex(crypto::sha256(asBytes(state.plan.candidate))) != textOf(event.data, "sha256"))
        return refuse(event, "it names another file than the one that was read");
    return {};
}

} // namespace

Result<void> recordFacts(State& state, const Event& event, Effect effect)
{
    switch (effect) {
    case Effect::HsmChecked:
        state.tokens[state.spec().token] = {textOf(event.data, "serial"), textOf(event.data, "label")};
        return {};
    case Effect::HsmInspected:
        return recordInspection(state, event);
    case Effect::EntropyMixed:
        state.kcv = textOf(event.data, "kcv");
        return {};
    case Effect::KeyGenerated:
        state.keys[textOf(event.data, "key")].present = true;
        return {};
    case Effect::KeyWrapped:
    case Effect::KeyRewrapped:
        return recordBackup(state, event);
    case Effect::ShareSetSplit:
        state.shareSet = textOf(event.data, "set");
        return {};
    case Effect::ShareIssued:
        state.shares[state.run().share] = {textOf(event.data, "fingerprint"), {}, false};
        return {};
    case Effect::ShareProven:
        if (textOf(event.data, "fingerprint") != state.shares[state.run().share].fingerprint)
            return refuse(event, "the fingerprint is not the one of the share that was issued");
        return {};
    case Effect::ShareSealed:
    case Effect::ShareUnsealed:
        return recordBag(state, event, effect);
    case Effect::ShareAttested:
        state.attested.insert(state.run().share);
        return {};
    case Effect::ShareSetRetired:
        state.retired = true;
        return {};
    case Effect::DrillCompleted:
        return checkDrill(state, event);
    case Effect::ProcedureApproved:
        return checkApproved(state, event);
    case Effect::KeyRestored:
        if (state.awaitsLockDecision() && state.lockIgnored.contains(textOf(event.data, "key")))
            return refuse(event, "the token hands the key out, and nobody decided to use it");
        return {};
    case Effect::EnvironmentChecked:
    case Effect::HsmZeroised:
    case Effect::KekDestroyed:
    case Effect::KeyChallenged:
    case Effect::KeyLocked:
    case Effect::KeyDestroyed:
    case Effect::ShareHandedOver:
    case Effect::ShareRefused:
    case Effect::ShareDestroyed:
    case Effect::QuorumEntered:
    case Effect::ShortQuorumRefused:
    case Effect::PaperPrinted:
    case Effect::AuditKeyReplaced:
    case Effect::ClockAttested:
    case Effect::CompromiseRehearsed:
    case Effect::CompromiseInvoked:
    case Effect::DrillStarted:
    case Effect::DrillResponded:
        return {};
    }
    return {};
}

} // namespace keyrite::ceremony
