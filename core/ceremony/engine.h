// Engine: the state of one ceremony as a pure fold over its entries. step(State, Event) -> Result<{State,
// Commands}>. The runner carries out what the state asks for and appends each event before it is shown;
// replay folds the same events again. An event is an entry of the log; there is nothing else to a ceremony.
#pragma once

#include "core/ceremony/event.h"
#include "core/ceremony/plan.h"
#include "core/ceremony/world.h"

namespace keyrite::ceremony {

enum class Status { Running, Paused, Closed, Aborted };

// What the log says of one share of this ceremony.
struct ShareFacts
{
    std::string fingerprint; // hex, as issued
    std::string bag;
    bool voided = false; // its sheet is to be destroyed
};

// What the log says of one key of this ceremony.
struct KeyFacts
{
    std::optional<hsm::WrappedKey> backup;
    bool present = false; // generated here and not destroyed since
};

struct ExceptionRecord
{
    TimePoint time;
    std::string step;
    std::string expected;
    std::string happened;
    std::string decided;
    std::string by;
    std::string decision; // "continue", "repeat", "leave-out", "abort"
    std::string starts;   // procedure that must follow: "compromise", or empty
};

// Somebody came late or left, or the room was emptied for a break; for the minutes.
struct Movement
{
    TimePoint time;
    std::string what; // "person.arrived", "person.left", "ceremony.paused", "ceremony.resumed"
    std::string who;  // initials; empty for a break
};

// One finished step, for the minutes.
struct StepRecord
{
    std::string id;
    TimePoint started;
    TimePoint ended;
    std::vector<std::string> initials;
    std::map<std::string, std::string> values;
};

enum class DeviceFinding { None, Open, Decided };

struct State
{
    std::string id; // "KC-2026-0001"
    Status status = Status::Running;
    std::shared_ptr<const Procedure> procedure;
    Plan plan;
    std::vector<StepRun> runs;
    std::vector<World> worlds; // worlds[i] is true before runs[i]
    std::size_t current = 0;   // index into runs; runs.size() when all are done
    bool started = false;      // step.started was logged for the current step
    TimePoint opened;
    TimePoint stepStarted;
    bool mustAbort = false;                  // an exception decided so; only ceremony.aborted may follow
    std::map<std::string, int> effectCounts; // of the current step, by kind
    std::vector<Event> stepEffects;          // of the current step
    // Keys of the current step that the token hands out although it was told not to, by hex id, and what it
    // answered; and whether people decided, by an exception, to go on all the same.
    std::map<std::string, std::string> lockIgnored;
    bool lockDecided = false;
    bool awaitsLockDecision() const { return !lockIgnored.empty() && !lockDecided; }
    // What the last look at the device of the current step found, and whether people decided, by an exception
    // after it, to use the device all the same.
    DeviceFinding deviceFinding = DeviceFinding::None;
    std::map<int, ShareFacts> shares;
    std::map<std::string, KeyFacts> keys;       // by hex id
    std::map<std::string, hsm::TokenId> tokens; // by the procedure's name: "production"
    std::string shareSet;                       // 4 hex digits, once split or in a recovery
    bool retired = false;                       // the old share set counts no more
    std::set<int> attested;                     // shares that read well here
    std::set<int> leftOut;                      // shares whose custodians did not come
    std::set<std::string> absent;               // initials of those who are not in the room
    std::vector<std::string> breakBags;         // bag numbers of the break that is under way
    std::vector<Movement> movements;
    std::string kcv; // hex
    std::vector<ExceptionRecord> exceptions;
    std::vector<StepRecord> records;           // in order of completion; a repeated step appears again
    std::map<std::string, std::string> values; // typed values of finished steps, "step.item"

    bool finished() const { return current == runs.size(); }
    const StepRun& run() const { return runs[current]; }
    const StepSpec& spec() const { return procedure->steps[run().spec]; }
    const World& world() const { return worlds[current]; }

    // The share set that the current step works on: of a re-issue the old one until the KEK is split, and
    // wherever a step repeats by old share.
    bool onOldSet() const;
    const std::string& setInHand() const { return onOldSet() ? plan.shareSet : shareSet; }
    const Policy& policyInHand() const { return onOldSet() ? *plan.oldPolicy : plan.policy; }
    // Initials of the custodian of a share of that set; empty where the share is not planned.
    const std::string& holderInHand(int share) const;
    bool ended() const { return status == Status::Closed || status == Status::Aborted; }
};

// What the runner has to do because of an event.
enum class Command { WipeSecrets, SignCheckpoint };

struct Outcome
{
    State state;
    std::vector<Command> commands;
};

// The state after ceremony.opened. Errors: ProcedureInvalid, InvalidArgument.
[[nodiscard]] Result<State> open(std::shared_ptr<const Procedure> procedure, const Event& opened);

// One event. Pure. Errors: StepRefused, SecondPersonMissing, with what is wrong and what is expected.
[[nodiscard]] Result<Outcome> step(const State& state, const Event& event);

} // namespace keyrite::ceremony
