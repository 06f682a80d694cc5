#include "core/ceremony/world.h"

#include "core/ceremony/fields.h"

#include <algorithm>

namespace keyrite::ceremony {
namespace {

tl::unexpected<Error> impossible(const std::string& why)
{
    return fail(ErrorCode::ProcedureInvalid, why);
}

bool splitsKek(const Procedure& procedure)
{
    return std::ranges::any_of(procedure.steps,
                               [](const StepSpec& step) { return step.kind == StepKind::Split; });
}

} // namespace

std::vector<StepRun> expand(const Procedure& procedure, const std::vector<int>& shares)
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
        while (end < steps.size() && steps[end].repeat == Repeat::Share && steps[end].act == steps[i].act)
            ++end;
        for (const int share : shares)
            for (std::size_t step = i; step < end; ++step)
                runs.push_back({step, share, steps[step].id + "-" + std::to_string(share)});
        i = end;
    }
    return runs;
}

World World::before(const Procedure& procedure, const std::vector<int>& shares)
{
    World world;
    const bool fresh = splitsKek(procedure);
    world.m_wrapped = !fresh;
    for (const int share : shares)
        world.m_shares[share] = fresh ? ShareStage::Absent : ShareStage::Sealed;
    return world;
}

Result<void> World::apply(const StepSpec& step, int share)
{
    for (const Effect required : step.requires_)
        if (!m_happened.contains({required, effectSubject(required) == Subject::Share ? share : 0}))
            return impossible("it requires " + std::string(effectName(required)) +
                              ", which has not happened");
    for (const Effect effect : step.effects) {
        KEYRITE_CHECK(applyEffect(step, share, effect));
        m_happened.insert({effect, share});
        m_happened.insert({effect, 0});
    }
    return {};
}

Result<void> World::applyEffect(const StepSpec& step, int share, Effect effect)
{
    const auto need = [](bool condition, const char* why) -> Result<void> {
        return condition ? Result<void>() : Result<void>(impossible(why));
    };
    const auto move = [&](std::initializer_list<ShareStage> from, ShareStage to,
                          const char* why) -> Result<void> {
        ShareStage& stage = m_shares[share];
        if (std::ranges::find(from, stage) == from.end())
            return impossible(why);
        stage = to;
        return {};
    };
    const bool open = isOpen(step.token);
    switch (effect) {
    case Effect::EnvironmentChecked:
        m_environmentChecked = true;
        return {};
    case Effect::HsmChecked:
        m_openTokens.insert(step.token);
        return need(m_environmentChecked, "a token is opened before the workstation was checked");
    case Effect::HsmZeroised:
        KEYRITE_CHECK(need(open, "a token is zeroised that is not open"));
        KEYRITE_CHECK(need(step.token != m_generatedOn, "it zeroises the token that holds the new keys"));
        m_restoredOn.erase(step.token);
        return {};
    case Effect::EntropyMixed:
        KEYRITE_CHECK(need(open, "a KEK is made before the token is open"));
        KEYRITE_CHECK(need(!m_kekInMemory, "a KEK is made while another one is in memory"));
        m_kekInMemory = true;
        return {};
    case Effect::KekDestroyed:
        KEYRITE_CHECK(need(m_kekInMemory, "a KEK is destroyed that is not in memory"));
        m_kekInMemory = false;
        return {};
    case Effect::KeyGenerated:
        KEYRITE_CHECK(need(open && !m_generated, "keys are generated twice, or on a token that is not open"));
        m_generated = true;
        m_generatedOn = step.token;
        return {};
    case Effect::KeyWrapped:
        m_wrapped = true;
        return need(m_generated && m_kekInMemory, "keys are wrapped without keys or without a KEK");
    case Effect::KeyRestored:
        m_restoredOn.insert(step.token);
        KEYRITE_CHECK(need(step.token != m_generatedOn,
                           "keys are restored onto the token on which they were generated"));
        return need(open && m_kekInMemory && m_wrapped,
                    "keys are restored without an open token, a KEK or a backup");
    case Effect::KeyChallenged:
        m_challenged = true;
        return need(m_restoredOn.contains(step.token),
                    "a key is challenged on a token onto which nothing was restored");
    case Effect::KeyLocked:
        return need(open && m_challenged, "keys are locked before a restored copy of them has signed");
    case Effect::ShareSetSplit:
        KEYRITE_CHECK(need(m_kekInMemory && m_wrapped, "the KEK is split before a key was wrapped under it"));
        for (auto& [number, stage] : m_shares) {
            KEYRITE_CHECK(need(stage == ShareStage::Absent, "the KEK is split twice"));
            stage = ShareStage::InMemory;
        }
        return {};
    case Effect::ShareIssued:
        return move({ShareStage::InMemory}, ShareStage::Issued,
                    "a share is issued that does not exist or was issued before");
    case Effect::ShareProven:
        return move({ShareStage::Issued}, ShareStage::Proven, "a share is proven before it is issued");
    case Effect::ShareSealed:
        return move({ShareStage::Proven, ShareStage::Unsealed}, ShareStage::Sealed,
                    "a share is sealed before it is proven");
    case Effect::ShareUnsealed:
        return move({ShareStage::Sealed, ShareStage::HandedOver}, ShareStage::Unsealed,
                    "a bag is opened that is not sealed");
    case Effect::ShareHandedOver:
        return move({ShareStage::Sealed}, ShareStage::HandedOver,
                    "a share is handed over before it is sealed");
    case Effect::QuorumEntered: {
        const bool onTheTable = std::ranges::all_of(m_shares, [](const auto& held) {
            return held.second == ShareStage::Proven || held.second == ShareStage::Unsealed;
        });
        KEYRITE_CHECK(need(onTheTable && !m_kekInMemory,
                           "a quorum is entered from sheets that are not proven or not unsealed"));
        m_kekInMemory = true;
        return {};
    }
    case Effect::ShortQuorumRefused:
        return need(m_kekInMemory, "a short quorum is tried before a quorum was entered");
    case Effect::PaperPrinted:
        return {};
    }
    return {};
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
        if (stage != ShareStage::Sealed && stage != ShareStage::HandedOver)
            return impossible("share " + std::to_string(number) + " is not sealed at the end");
    if ((m_generated || !m_restoredOn.empty()) && !m_challenged)
        return impossible("it ends before a restored key has signed a challenge");
    return {};
}

Result<std::vector<World>> foldWorld(const Procedure& procedure, const std::vector<StepRun>& runs,
                                     const std::vector<int>& shares)
{
    std::vector<World> worlds{World::before(procedure, shares)};
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

} // namespace keyrite::ceremony
