// The closed vocabulary of procedures: what kinds of step there are, and what a step can do to the world.
// A new procedure needs no new widget and no new trust, because nothing outside this list can happen.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace keyrite::ceremony {

enum class StepKind {
    Physical,      // a check-list that people do with their hands
    Confirm,       // hands are raised or a name is ticked
    Choose,        // one of several options
    Record,        // typed values with patterns
    Compare,       // a public value is read aloud and ticked by its listeners
    Preflight,     // the workstation's own checks
    HsmOpen,       // a token is identified, initialised where fresh, and logged in to
    FreshDevice,   // what is on a token, who can open it and what it is, before anything is put on it
    HsmGenerate,   // keys and KEK are made, keys are wrapped
    Split,         // the KEK becomes shares, all subsets are tried, the KEK is wiped
    ShareIssue,    // one share goes to paper for one custodian alone
    ShareProve,    // and is read back from that paper
    ShareAttest,   // a custodian reads their own sheet; nothing is reconstructed
    ShareEnter,    // a quorum comes from paper
    ShareRefute,   // a sheet of the old share set is shown to fail beside the new ones
    ShareDestroy,  // a sheet is shredded before two people
    Restore,       // one share less is refused; the KEK is rebuilt, keys unwrapped on a token, the KEK wiped
    Rewrap,        // keys are rebuilt inside an HSM as session objects and wrapped under a new KEK
    SignChallenge, // a restored key signs, and the stored public key verifies
    HsmLock,       // a key can never be exported again
    HsmZeroise,    // all keys of a token are destroyed
    KeyDestroy,    // the keys of the plan are destroyed on a token, others on it stay
    Retire,        // the old share set counts no more
    AuditKey,      // a new audit token signs the log from here
    Approve,       // a firm's own procedure may run from now on
    Declare,       // people state a fact that gets an entry of its own
    Print,         // public documents
    Seal,          // a bag number is recorded at closing
    Unseal,        // and checked at opening
    Break,         // the room is emptied
    SignOff,       // each participant's statement
};

// "hsm-generate" and so on, as in procedure files.
std::string_view stepKindName(StepKind kind);
std::optional<StepKind> stepKindFromName(std::string_view name);

// A change of the world. Each is logged as an entry whose kind is the effect's name.
enum class Effect {
    EnvironmentChecked,
    HsmChecked,
    HsmInspected,
    HsmZeroised,
    EntropyMixed, // the KEK exists
    KekDestroyed,
    KeyGenerated,
    KeyWrapped,
    KeyRewrapped, // under a new KEK; counts once the old share set is retired
    KeyRestored,
    KeyChallenged,
    KeyLocked,
    KeyDestroyed,
    ShareSetSplit,
    ShareIssued,
    ShareProven,
    ShareSealed,
    ShareUnsealed,
    ShareHandedOver,
    ShareAttested,
    ShareRefused,
    ShareDestroyed,
    ShareSetRetired,
    QuorumEntered,
    ShortQuorumRefused,
    PaperPrinted,
    AuditKeyReplaced,
    ProcedureApproved,
    ClockAttested,
    CompromiseRehearsed,
    CompromiseInvoked,
    DrillStarted,
    DrillResponded,
    DrillCompleted,
};

// "share.issued" and so on, as in procedure files and entry kinds.
std::string_view effectName(Effect effect);
std::optional<Effect> effectFromName(std::string_view name);

// Whether one entry a key or one entry a share shows the effect; otherwise one entry for the step.
enum class Subject { Ceremony, Key, Share };
Subject effectSubject(Effect effect);

// What a step of this kind does, no more and no less; a procedure that claims otherwise does not load.
// Confirm may also hand a share over; Declare does exactly one of declarableEffects().
const std::vector<Effect>& effectsOf(StepKind kind);
const std::vector<Effect>& declarableEffects();

// Whether such a step can never be undone, so that a script must mark it as a point of no return.
bool isIrreversible(StepKind kind);

} // namespace keyrite::ceremony
