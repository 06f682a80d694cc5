#include "core/ceremony/world.h"

#include "core/ceremony/fields.h"

#include <algorithm>

namespace keyrite::ceremony {
namespace {

tl::unexpected<Error> impossible(const std::string& why)
{
    return fail(ErrorCode::ProcedureInvalid, why);
}

Result<void> need(bool condition, const char* why)
{
    return condition ? Result<void>() : Result<void>(impossible(why));
}

Result<void> move(ShareStage& stage, std::initializer_list<ShareStage> from, ShareStage to, const char* why)
{
    if (std::ranges::find(from, stage) == from.end())
        return impossible(why);
    stage = to;
    return {};
}

template <typename Stages, typename... Allowed>
bool allAre(const Stages& stages, Allowed... allowed)
{
    return std::ranges::all_of(stages, [&](const auto& held) { return ((held.second == allowed) || ...); });
}

// Old and new sheets have the same numbers: what happened to an old one is kept under the negative number.
int keyOf(const StepSpec& step, int share)
{
    return step.repeat == Repeat::OldShare ? -share : share;
}

} // namespace

std::vector<StepRun> expand(const Procedure& procedure, const std::vector<int>& shares,
                            const std::vector<int>& oldShares)
{
    std::vector<StepRun> runs;
    const auto& steps = procedure.steps;
    for (std::size_t i = 0; i < steps.size();) {
        if (steps[i].repeat == Repeat::Once) {
            runs.push_back({i, 0, steps[i].id});
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < steps.size() && steps[end].repeat == steps[i].repeat && steps[end].act == steps[i].act)
            ++end;
        for (const int share : steps[i].repeat == Repeat::Share ? shares : oldShares)
            for (std::size_t step = i; step < end; ++step)
                runs.push_back({step, share, steps[step].id + "-" + std::to_string(share)});
        i = end;
    }
    return runs;
}

World World::before(const Procedure& procedure, const std::vector<int>& shares,
                    const std::vector<int>& oldShares)
{
    World world;
    world.m_wrapped = !procedure.has(StepKind::HsmGenerate);
    for (const int share : shares)
        world.m_shares[share] = procedure.has(StepKind::Split) ? ShareStage::Absent : ShareStage::Sealed;
    for (const int share : oldShares)
        world.m_oldShares[share] = ShareStage::Sealed;
    return world;
}

Result<void> World::apply(const StepSpec& step, int share)
{
    const int key = keyOf(step, share);
    for (const Effect required : step.requires_)
        if (!m_happened.contains({required, effectSubject(required) == Subject::Share ? key : 0}))
            return impossible("it requires " + std::string(effectName(required)) +
                              ", which has not happened");
    for (const Effect effect : step.effects) {
        KEYRITE_CHECK(applyEffect(step, share, effect));
        m_happened.insert({effect, key});
        m_happened.insert({effect, 0});
    }
    return {};
}

Result<void> World::applyEffect(const StepSpec& step, int share, Effect effect)
{
    switch (effect) {
    case Effect::EnvironmentChecked:
        m_environmentChecked = true;
        return {};
    case Effect::HsmChecked:
        m_openTokens.insert(step.token);
        return need(m_environmentChecked, "a token is opened before the workstation was checked");
    case Effect::HsmInspected:
        return need(isOpen(step.token) && step.token != m_generatedOn && !m_restoredOn.contains(step.token),
                    "a device is looked at before it is open, or after keys were put on it");
    case Effect::HsmZeroised:
        return zeroise(step.token);
    case Effect::EntropyMixed:
        KEYRITE_CHECK(need(isOpen(step.token), "a KEK is made before the token is open"));
        KEYRITE_CHECK(need(!m_kekInMemory, "a KEK is made while another one is in memory"));
        m_kekInMemory = true;
        return {};
    case Effect::KekDestroyed:
        KEYRITE_CHECK(need(m_kekInMemory, "a KEK is destroyed that is not in memory"));
        m_kekInMemory = false;
        return {};
    case Effect::KeyGenerated:
        KEYRITE_CHECK(need(isOpen(step.token) && !m_generated,
                           "keys are generated twice, or on a token that is not open"));
        m_generated = true;
        m_generatedOn = step.token;
        return {};
    case Effect::KeyWrapped:
        m_wrapped = true;
        return need(m_generated && m_kekInMemory, "keys are wrapped without keys or without a KEK");
    case Effect::KeyRewrapped:
        KEYRITE_CHECK(
            need(!m_split && !m_rewrapped, "keys are wrapped anew twice, or after the KEK was split"));
        m_rewrapped = true;
        return need(m_kekInMemory && !m_oldShares.empty(),
                    "keys are wrapped anew without a KEK, or without an old share set");
    case Effect::KeyRestored:
        return restore(step.token);
    case Effect::KeyChallenged:
        m_challenged = true;
        return need(m_restoredOn.contains(step.token),
                    "a key is challenged on a token onto which nothing was restored");
    case Effect::KeyLocked:
        return need(isOpen(step.token) && m_challenged,
                    "keys are locked before a restored copy of them has signed");
    case Effect::KeyDestroyed:
        m_keysDestroyed = true;
        return need(isOpen(step.token) && !m_generated && m_restoredOn.empty(),
                    "keys are destroyed on a token that is not open, or that this ceremony brought");
    case Effect::ShareIssued:
    case Effect::ShareProven:
    case Effect::ShareSealed:
    case Effect::ShareUnsealed:
    case Effect::ShareHandedOver:
    case Effect::ShareAttested:
    case Effect::ShareRefused:
    case Effect::ShareDestroyed:
        return applyToShare(step.repeat == Repeat::OldShare ? m_oldShares[share] : m_shares[share], effect);
    case Effect::ShareSetSplit:
        return splitKek();
    case Effect::ShareSetRetired:
        return retire();
    case Effect::QuorumEntered:
        return enterQuorum();
    case Effect::ShortQuorumRefused:
        return need(m_kekInMemory, "a short quorum is tried before a quorum was entered");
    case Effect::AuditKeyReplaced:
        return need(m_environmentChecked, "the audit key is replaced before the workstation was checked");
    case Effect::PaperPrinted:
    case Effect::ProcedureApproved:
    case Effect::ClockAttested:
    case Effect::CompromiseRehearsed:
    case Effect::CompromiseInvoked:
    case Effect::DrillStarted:
    case Effect::DrillResponded:
    case Effect::DrillCompleted:
        return {};
    }
    return {};
}

Result<void> World::zeroise(const std::string& token)
{
    KEYRITE_CHECK(need(isOpen(token), "a token is zeroised that is not open"));
    KEYRITE_CHECK(need(token != m_generatedOn, "it zeroises the token that holds the new keys"));
    KEYRITE_CHECK(need(token != "replacement", "it zeroises the token that the keys were brought to"));
    KEYRITE_CHECK(need(token != "production" || m_keysDestroyed ||
                           (m_challenged && m_restoredOn.contains("replacement")),
                       "the production HSM is erased before a replacement has signed"));
    m_restoredOn.erase(token);
    return {};
}

Result<void> World::restore(const std::string& token)
{
    KEYRITE_CHECK(
        need(token != m_generatedOn, "keys are restored onto the token on which they were generated"));
    KEYRITE_CHECK(need(token != "production", "keys are restored onto the HSM that holds them"));
    m_restoredOn.insert(token);
    return need(isOpen(token) && m_kekInMemory && m_wrapped,
                "keys are restored without an open token, a KEK or a backup");
}

Result<void> World::applyToShare(ShareStage& stage, Effect effect) const
{
    if (effect == Effect::ShareIssued)
        return move(stage, {ShareStage::InMemory}, ShareStage::Issued,
                    "a share is issued that does not exist or was issued before");
    if (effect == Effect::ShareProven)
        return move(stage, {ShareStage::Issued}, ShareStage::Proven, "a share is proven before it is issued");
    if (effect == Effect::ShareSealed)
        return move(stage, {ShareStage::Proven, ShareStage::Unsealed}, ShareStage::Sealed,
                    "a share is sealed before it is proven");
    if (effect == Effect::ShareUnsealed)
        return move(stage, {ShareStage::Sealed, ShareStage::HandedOver}, ShareStage::Unsealed,
                    "a bag is opened that is not sealed");
    if (effect == Effect::ShareHandedOver)
        return move(stage, {ShareStage::Sealed}, ShareStage::HandedOver,
                    "a share is handed over before it is sealed");
    if (effect == Effect::ShareAttested)
        return need(stage == ShareStage::Unsealed && m_environmentChecked,
                    "a sheet is attested before its bag is open or the workstation was checked");
    if (effect == Effect::ShareRefused)
        return need(stage == ShareStage::Unsealed && m_split && m_kekInMemory,
                    "an old sheet is tried before a quorum of the new ones was entered");
    KEYRITE_CHECK(need(m_retired, "a sheet is destroyed before its share set was retired"));
    return move(stage, {ShareStage::Unsealed}, ShareStage::Destroyed,
                "a sheet is destroyed before its bag is open");
}

// The old quorum first, from its bags; then the new one, from sheets that were proven.
Result<void> World::enterQuorum()
{
    const bool old = !m_oldShares.empty() && !m_split;
    const bool onTheTable = allAre(old ? m_oldShares : m_shares, ShareStage::Proven, ShareStage::Unsealed);
    KEYRITE_CHECK(need(m_environmentChecked, "a quorum is entered before the workstation was checked"));
    KEYRITE_CHECK(need(onTheTable && !m_kekInMemory,
                       "a quorum is entered from sheets that are not proven or not unsealed"));
    m_kekInMemory = true;
    return {};
}

Result<void> World::splitKek()
{
    KEYRITE_CHECK(need(m_kekInMemory && m_wrapped && (m_oldShares.empty() || m_rewrapped),
                       "the KEK is split before a key was wrapped under it"));
    for (auto& [number, stage] : m_shares)
        KEYRITE_CHECK(move(stage, {ShareStage::Absent}, ShareStage::InMemory, "the KEK is split twice"));
    m_split = true;
    return {};
}

// What retires a share set cannot be taken back: the keys must be gone, or safe under the new one.
Result<void> World::retire()
{
    m_retired = true;
    const bool replaced = m_rewrapped && m_challenged &&
                          allAre(m_shares, ShareStage::Proven, ShareStage::Sealed, ShareStage::HandedOver);
    return need(m_keysDestroyed || replaced,
                "a share set is retired while its keys live and no new set was proven");
}

bool World::holdsSecrets() const
{
    return m_kekInMemory || std::ranges::any_of(m_shares, [](const auto& held) {
               return held.second == ShareStage::InMemory || held.second == ShareStage::Issued;
           });
}

ShareStage World::stage(int share) const
{
    const auto found = m_shares.find(share);
    return found == m_shares.end() ? ShareStage::Absent : found->second;
}

Result<void> World::checkEnd() const
{
    if (m_kekInMemory)
        return impossible("the KEK is still in memory at the end");
    for (const auto& [number, stage] : m_shares)
        if (stage != ShareStage::Sealed && stage != ShareStage::HandedOver && stage != ShareStage::Destroyed)
            return impossible("share " + std::to_string(number) + " is not sealed at the end");
    if ((m_generated || m_rewrapped || !m_restoredOn.empty()) && !m_challenged)
        return impossible("it ends before a restored key has signed a challenge");
    for (const std::string& token : m_restoredOn)
        if (token != "replacement")
            return impossible("the " + token + " HSM still holds copies of the keys at the end");
    if ((m_rewrapped || m_keysDestroyed) && !m_retired)
        return impossible("the old share set is not retired at the end");
    if (!allAre(m_oldShares, ShareStage::Destroyed))
        return impossible("an old sheet is not destroyed at the end");
    return {};
}

Result<std::vector<World>> foldWorld(const Procedure& procedure, const std::vector<StepRun>& runs,
                                     const std::vector<int>& shares, const std::vector<int>& oldShares)
{
    std::vector<World> worlds{World::before(procedure, shares, oldShares)};
    for (const StepRun& run : runs) {
        World next = worlds.back();
        if (auto applied = next.apply(procedure.steps[run.spec], run.share); !applied)
            return impossible("The procedure cannot work: in step \"" + run.id + "\", " +
                              applied.error().message + ".");
        worlds.push_back(std::move(next));
    }
    if (auto end = worlds.back().checkEnd(); !end)
        return impossible("The procedure cannot work: after the last step, \"" + runs.back().id + "\", " +
                          end.error().message + ".");
    return worlds;
}

Result<void> checkProcedure(const Procedure& procedure)
{
    const std::vector<int> shares = procedure.isAboutShares() ? std::vector{1, 2} : std::vector<int>{};
    const std::vector<int> old = procedure.replacesShares() ? std::vector{1, 2} : std::vector<int>{};
    const auto worlds = foldWorld(procedure, expand(procedure, shares, old), shares, old);
    return worlds ? Result<void>() : Result<void>(fail(worlds.error()));
}

} // namespace keyrite::ceremony
