#include "core/ceremony/vocabulary.h"

#include <array>
#include <utility>

namespace keyrite::ceremony {
namespace {

constexpr std::array<std::pair<StepKind, std::string_view>, 31> kStepKinds{{
    {StepKind::Physical, "physical"},
    {StepKind::Confirm, "confirm"},
    {StepKind::Choose, "choose"},
    {StepKind::Record, "record"},
    {StepKind::Compare, "compare"},
    {StepKind::Preflight, "preflight"},
    {StepKind::HsmOpen, "hsm-open"},
    {StepKind::FreshDevice, "fresh-device"},
    {StepKind::HsmGenerate, "hsm-generate"},
    {StepKind::Split, "split"},
    {StepKind::ShareIssue, "share-issue"},
    {StepKind::ShareProve, "share-prove"},
    {StepKind::ShareAttest, "share-attest"},
    {StepKind::ShareEnter, "share-enter"},
    {StepKind::ShareRefute, "share-refute"},
    {StepKind::ShareDestroy, "share-destroy"},
    {StepKind::Restore, "restore"},
    {StepKind::Rewrap, "rewrap"},
    {StepKind::SignChallenge, "sign-challenge"},
    {StepKind::HsmLock, "hsm-lock"},
    {StepKind::HsmZeroise, "hsm-zeroise"},
    {StepKind::KeyDestroy, "key-destroy"},
    {StepKind::Retire, "retire"},
    {StepKind::AuditKey, "audit-key"},
    {StepKind::Approve, "approve"},
    {StepKind::Declare, "declare"},
    {StepKind::Print, "print"},
    {StepKind::Seal, "seal"},
    {StepKind::Unseal, "unseal"},
    {StepKind::Break, "break"},
    {StepKind::SignOff, "sign-off"},
}};

constexpr std::array<std::pair<Effect, std::string_view>, 34> kEffects{{
    {Effect::EnvironmentChecked, "environment.checked"},
    {Effect::HsmChecked, "hsm.checked"},
    {Effect::HsmInspected, "hsm.inspected"},
    {Effect::HsmZeroised, "hsm.zeroised"},
    {Effect::EntropyMixed, "entropy.mixed"},
    {Effect::KekDestroyed, "kek.destroyed"},
    {Effect::KeyGenerated, "key.generated"},
    {Effect::KeyWrapped, "key.wrapped"},
    {Effect::KeyRewrapped, "key.rewrapped"},
    {Effect::KeyRestored, "key.restored"},
    {Effect::KeyChallenged, "key.challenged"},
    {Effect::KeyLocked, "key.locked"},
    {Effect::KeyDestroyed, "key.destroyed"},
    {Effect::ShareSetSplit, "shareset.split"},
    {Effect::ShareIssued, "share.issued"},
    {Effect::ShareProven, "share.proven"},
    {Effect::ShareSealed, "share.sealed"},
    {Effect::ShareUnsealed, "share.unsealed"},
    {Effect::ShareHandedOver, "share.handed-over"},
    {Effect::ShareAttested, "share.attested"},
    {Effect::ShareRefused, "share.refused"},
    {Effect::ShareDestroyed, "share.destroyed"},
    {Effect::ShareSetRetired, "shareset.retired"},
    {Effect::QuorumEntered, "quorum.entered"},
    {Effect::ShortQuorumRefused, "quorum.short-refused"},
    {Effect::PaperPrinted, "paper.printed"},
    {Effect::AuditKeyReplaced, "audit.key-replaced"},
    {Effect::ProcedureApproved, "procedure.approved"},
    {Effect::ClockAttested, "clock.attested"},
    {Effect::CompromiseRehearsed, "compromise.rehearsed"},
    {Effect::CompromiseInvoked, "compromise.invoked"},
    {Effect::DrillStarted, "drill.started"},
    {Effect::DrillResponded, "drill.responded"},
    {Effect::DrillCompleted, "drill.completed"},
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
    case Effect::KeyRewrapped:
    case Effect::KeyRestored:
    case Effect::KeyChallenged:
    case Effect::KeyLocked:
    case Effect::KeyDestroyed:
        return Subject::Key;
    case Effect::ShareIssued:
    case Effect::ShareProven:
    case Effect::ShareSealed:
    case Effect::ShareUnsealed:
    case Effect::ShareHandedOver:
    case Effect::ShareAttested:
    case Effect::ShareRefused:
    case Effect::ShareDestroyed:
    case Effect::DrillResponded:
        return Subject::Share;
    case Effect::EnvironmentChecked:
    case Effect::HsmChecked:
    case Effect::HsmInspected:
    case Effect::HsmZeroised:
    case Effect::EntropyMixed:
    case Effect::KekDestroyed:
    case Effect::ShareSetSplit:
    case Effect::QuorumEntered:
    case Effect::ShortQuorumRefused:
    case Effect::PaperPrinted:
    case Effect::ShareSetRetired:
    case Effect::AuditKeyReplaced:
    case Effect::ProcedureApproved:
    case Effect::ClockAttested:
    case Effect::CompromiseRehearsed:
    case Effect::CompromiseInvoked:
    case Effect::DrillStarted:
    case Effect::DrillCompleted:
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
    static const Effects inspect{Effect::HsmInspected};
    static const Effects generate{Effect::EntropyMixed, Effect::KeyGenerated, Effect::KeyWrapped};
    static const Effects split{Effect::ShareSetSplit, Effect::KekDestroyed};
    static const Effects issue{Effect::ShareIssued};
    static const Effects prove{Effect::ShareProven};
    static const Effects attest{Effect::ShareAttested};
    static const Effects enter{Effect::QuorumEntered};
    static const Effects refute{Effect::ShareRefused};
    static const Effects destroyShare{Effect::ShareDestroyed};
    static const Effects rewrap{Effect::ShortQuorumRefused, Effect::KekDestroyed, Effect::EntropyMixed,
                                Effect::KeyRewrapped};
    static const Effects destroyKey{Effect::KeyDestroyed};
    static const Effects retire{Effect::ShareSetRetired};
    static const Effects auditKey{Effect::AuditKeyReplaced};
    static const Effects approve{Effect::ProcedureApproved};
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
    case StepKind::Declare:
        return none;
    case StepKind::Preflight:
        return preflight;
    case StepKind::HsmOpen:
        return open;
    case StepKind::FreshDevice:
        return inspect;
    case StepKind::HsmGenerate:
        return generate;
    case StepKind::Split:
        return split;
    case StepKind::ShareIssue:
        return issue;
    case StepKind::ShareProve:
        return prove;
    case StepKind::ShareAttest:
        return attest;
    case StepKind::ShareEnter:
        return enter;
    case StepKind::ShareRefute:
        return refute;
    case StepKind::ShareDestroy:
        return destroyShare;
    case StepKind::Rewrap:
        return rewrap;
    case StepKind::KeyDestroy:
        return destroyKey;
    case StepKind::Retire:
        return retire;
    case StepKind::AuditKey:
        return auditKey;
    case StepKind::Approve:
        return approve;
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

const std::vector<Effect>& declarableEffects()
{
    static const std::vector<Effect> effects{
        Effect::ClockAttested, Effect::CompromiseRehearsed, Effect::CompromiseInvoked,
        Effect::DrillStarted,  Effect::DrillResponded,      Effect::DrillCompleted,
    };
    return effects;
}

bool isIrreversible(StepKind kind)
{
    return kind == StepKind::HsmLock || kind == StepKind::HsmZeroise || kind == StepKind::KeyDestroy ||
           kind == StepKind::ShareDestroy || kind == StepKind::Retire || kind == StepKind::AuditKey ||
           kind == StepKind::Approve;
}

} // namespace keyrite::ceremony
