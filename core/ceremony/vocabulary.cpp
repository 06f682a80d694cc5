#include "core/ceremony/vocabulary.h"

#include <array>
#include <utility>

namespace keyrite::ceremony {
namespace {

constexpr std::array<std::pair<StepKind, std::string_view>, 21> kStepKinds{{
    {StepKind::Physical, "physical"},
    {StepKind::Confirm, "confirm"},
    {StepKind::Choose, "choose"},
    {StepKind::Record, "record"},
    {StepKind::Compare, "compare"},
    {StepKind::Preflight, "preflight"},
    {StepKind::HsmOpen, "hsm-open"},
    {StepKind::HsmGenerate, "hsm-generate"},
    {StepKind::Split, "split"},
    {StepKind::ShareIssue, "share-issue"},
    {StepKind::ShareProve, "share-prove"},
    {StepKind::ShareEnter, "share-enter"},
    {StepKind::Restore, "restore"},
    {StepKind::SignChallenge, "sign-challenge"},
    {StepKind::HsmLock, "hsm-lock"},
    {StepKind::HsmZeroise, "hsm-zeroise"},
    {StepKind::Print, "print"},
    {StepKind::Seal, "seal"},
    {StepKind::Unseal, "unseal"},
    {StepKind::Break, "break"},
    {StepKind::SignOff, "sign-off"},
}};

constexpr std::array<std::pair<Effect, std::string_view>, 19> kEffects{{
    {Effect::EnvironmentChecked, "environment.checked"},
    {Effect::HsmChecked, "hsm.checked"},
    {Effect::HsmZeroised, "hsm.zeroised"},
    {Effect::EntropyMixed, "entropy.mixed"},
    {Effect::KekDestroyed, "kek.destroyed"},
    {Effect::KeyGenerated, "key.generated"},
    {Effect::KeyWrapped, "key.wrapped"},
    {Effect::KeyRestored, "key.restored"},
    {Effect::KeyChallenged, "key.challenged"},
    {Effect::KeyLocked, "key.locked"},
    {Effect::ShareSetSplit, "shareset.split"},
    {Effect::ShareIssued, "share.issued"},
    {Effect::ShareProven, "share.proven"},
    {Effect::ShareSealed, "share.sealed"},
    {Effect::ShareUnsealed, "share.unsealed"},
    {Effect::ShareHandedOver, "share.handed-over"},
    {Effect::QuorumEntered, "quorum.entered"},
    {Effect::ShortQuorumRefused, "quorum.short-refused"},
    {Effect::PaperPrinted, "paper.printed"},
}};

template <typename Table, typename Value>
std::string_view nameIn(const Table& table, Value value)
{
    for (const auto& [entry, name] : table)
        if (entry == value)
            return name;
    return {};
}

template <typename Value, typename Table>
std::optional<Value> valueIn(const Table& table, std::string_view name)
{
    for (const auto& [value, entryName] : table)
        if (entryName == name)
            return value;
    return std::nullopt;
}

} // namespace

std::string_view stepKindName(StepKind kind)
{
    return nameIn(kStepKinds, kind);
}

std::optional<StepKind> stepKindFromName(std::string_view name)
{
    return valueIn<StepKind>(kStepKinds, name);
}

std::string_view effectName(Effect effect)
{
    return nameIn(kEffects, effect);
}

std::optional<Effect> effectFromName(std::string_view name)
{
    return valueIn<Effect>(kEffects, name);
}

Subject effectSubject(Effect effect)
{
    switch (effect) {
    case Effect::KeyGenerated:
    case Effect::KeyWrapped:
    case Effect::KeyRestored:
    case Effect::KeyChallenged:
    case Effect::KeyLocked:
        return Subject::Key;
    case Effect::ShareIssued:
    case Effect::ShareProven:
    case Effect::ShareSealed:
    case Effect::ShareUnsealed:
    case Effect::ShareHandedOver:
        return Subject::Share;
    case Effect::EnvironmentChecked:
    case Effect::HsmChecked:
    case Effect::HsmZeroised:
    case Effect::EntropyMixed:
    case Effect::KekDestroyed:
    case Effect::ShareSetSplit:
    case Effect::QuorumEntered:
    case Effect::ShortQuorumRefused:
    case Effect::PaperPrinted:
        return Subject::Ceremony;
    }
    return Subject::Ceremony;
}

const std::vector<Effect>& effectsOf(StepKind kind)
{
    using Effects = std::vector<Effect>;
    static const Effects none;
    static const Effects preflight{Effect::EnvironmentChecked};
    static const Effects open{Effect::HsmChecked};
    static const Effects generate{Effect::EntropyMixed, Effect::KeyGenerated, Effect::KeyWrapped};
    static const Effects split{Effect::ShareSetSplit, Effect::KekDestroyed};
    static const Effects issue{Effect::ShareIssued};
    static const Effects prove{Effect::ShareProven};
    static const Effects enter{Effect::QuorumEntered};
    static const Effects restore{Effect::ShortQuorumRefused, Effect::KeyRestored, Effect::KekDestroyed};
    static const Effects challenge{Effect::KeyChallenged};
    static const Effects lock{Effect::KeyLocked};
    static const Effects zeroise{Effect::HsmZeroised};
    static const Effects print{Effect::PaperPrinted};
    static const Effects seal{Effect::ShareSealed};
    static const Effects unseal{Effect::ShareUnsealed};
    switch (kind) {
    case StepKind::Physical:
    case StepKind::Confirm:
    case StepKind::Choose:
    case StepKind::Record:
    case StepKind::Compare:
    case StepKind::Break:
    case StepKind::SignOff:
        return none;
    case StepKind::Preflight:
        return preflight;
    case StepKind::HsmOpen:
        return open;
    case StepKind::HsmGenerate:
        return generate;
    case StepKind::Split:
        return split;
    case StepKind::ShareIssue:
        return issue;
    case StepKind::ShareProve:
        return prove;
    case StepKind::ShareEnter:
        return enter;
    case StepKind::Restore:
        return restore;
    case StepKind::SignChallenge:
        return challenge;
    case StepKind::HsmLock:
        return lock;
    case StepKind::HsmZeroise:
        return zeroise;
    case StepKind::Print:
        return print;
    case StepKind::Seal:
        return seal;
    case StepKind::Unseal:
        return unseal;
    }
    return none;
}

} // namespace keyrite::ceremony
