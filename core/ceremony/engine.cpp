#include "core/ceremony/engine.h"

#include "core/ceremony/effect_facts.h"
#include "core/ceremony/event.h"
#include "core/ceremony/fields.h"
#include "core/ceremony/rollback.h"
#include "core/ceremony/signoff_check.h"

#include <algorithm>

namespace keyrite::ceremony {
namespace {

using log::Json;

int subjectCount(const State& state, Effect effect)
{
    return effectSubject(effect) == Subject::Key ? static_cast<int>(state.plan.keys.size()) : 1;
}

Result<void> onEffect(State& state, const Event& event, Effect effect)
{
    const StepSpec& spec = state.spec();
    if (!state.started)
        return refuse(event, "the step has not been started");
    if (std::ranges::find(spec.effects, effect) == spec.effects.end())
        return refuse(event, "a step of kind " + std::string(stepKindName(spec.kind)) + " does not do this");
    if (effectSubject(effect) == Subject::Share && numberOf(event.data, "share") != state.run().share)
        return refuse(event, "it is about another share");
    if (effectSubject(effect) == Subject::Key) {
        const std::string id = textOf(event.data, "key");
        if (std::ranges::none_of(state.plan.keys, [&](const PlannedKey& key) { return toHex(key.id) == id; }))
            return refuse(event, "it names a key that is not in the plan");
    }
    int& count = state.effectCounts[event.kind];
    if (effect == Effect::HsmInspected)
        count = 0; // a device may be looked at again: the last look counts
    if (++count > subjectCount(state, effect))
        return refuse(event, "it happened before in this step");
    state.stepEffects.push_back(event);
    return recordFacts(state, event, effect);
}

Result<void> onStarted(State& state, const Event& event)
{
    if (state.started)
        return refuse(event, "the step was started before");
    state.started = true;
    state.stepStarted = event.time;
    state.effectCounts.clear();
    state.stepEffects.clear();
    state.lockIgnored.clear();
    state.lockDecided = false;
    state.deviceFinding = DeviceFinding::None;
    return {};
}

// To the next step whose sheet is not left out.
void advance(State& state)
{
    do
        ++state.current;
    while (!state.finished() && state.leftOut.contains(state.run().share));
    state.started = false;
}

Result<void> onDone(State& state, const Event& event)
{
    if (!state.started)
        return refuse(event, "the step has not been started");
    for (const Effect effect : state.spec().effects) {
        const auto found = state.effectCounts.find(std::string(effectName(effect)));
        const int count = found == state.effectCounts.end() ? 0 : found->second;
        const int accepted =
            effect == Effect::KeyLocked && state.lockDecided ? static_cast<int>(state.lockIgnored.size()) : 0;
        if (count + accepted != subjectCount(state, effect))
            return refuse(event, std::string(effectName(effect)) + " has not happened, or not for every key");
    }
    if (state.deviceFinding == DeviceFinding::Open)
        return refuse(event,
                      "the device is not as it should be, and no exception after that decided to use it");
    StepRecord record{event.step, state.stepStarted, event.time, {}, {}};
    for (const Json& one : event.data.value("initials", Json::array()))
        record.initials.push_back(one.is_string() ? one.get<std::string>() : std::string());
    KEYRITE_CHECK(checkInitials(state, event, record.initials));
    KEYRITE_CHECK(checkItems(state, event));
    const Json values = event.data.value("values", Json::object());
    for (const auto& [name, value] : values.items())
        if (value.is_string())
            record.values[name] = state.values[event.step + "." + name] = value.get<std::string>();
    state.records.push_back(std::move(record));
    advance(state);
    return {};
}

// Back to an earlier step: sheets and keys made since then must have been voided and destroyed.
Result<void> goBack(State& state, const Event& event, std::size_t target)
{
    if (const Rollback left = rollbackTo(state, target); !left.shares.empty() || !left.keys.empty())
        return refuse(event, "sheets or keys of the steps to be repeated were not voided or destroyed first");
    for (const StepRun& run : state.runs)
        if (run.share != 0 && state.procedure->steps[run.spec].repeat == Repeat::Share &&
            state.worlds[target].stage(run.share) <= ShareStage::InMemory)
            state.shares.erase(run.share);
    if (!state.worlds[target].wasSplit())
        state.shareSet = state.plan.shareSet;
    if (state.procedure->replacesShares() && !state.worlds[target].wasRewrapped())
        for (auto& [id, key] : state.keys)
            key.backup.reset(); // under a KEK that is gone; the old backup still counts
    state.current = target;
    state.started = false;
    return {};
}

// A custodian did not come: their sheet is left out, bag unopened, where the ceremony can do without it.
Result<void> leaveOut(State& state, const Event& event)
{
    if (!mayLeaveOut(state))
        return refuse(event, "the ceremony cannot do without this sheet, or its bag is open already");
    state.leftOut.insert(state.run().share);
    advance(state);
    return {};
}

Result<void> onException(State& state, const Event& event)
{
    ExceptionRecord record{event.time,
                           event.step,
                           textOf(event.data, "expected"),
                           textOf(event.data, "happened"),
                           textOf(event.data, "decided"),
                           textOf(event.data, "by"),
                           textOf(event.data, "decision"),
                           textOf(event.data, "starts")};
    if (record.happened.empty() || state.plan.person(record.by) == nullptr)
        return refuse(event, "an exception needs what happened and who decided");
    const std::string decision = record.decision;
    state.exceptions.push_back(std::move(record));
    if (decision == "continue") {
        state.lockDecided = !state.lockIgnored.empty();
        if (state.deviceFinding == DeviceFinding::Open)
            state.deviceFinding = DeviceFinding::Decided;
        return {};
    }
    if (decision == "repeat")
        return goBack(state, event, failPoint(state));
    if (decision == "leave-out")
        return leaveOut(state, event);
    if (decision != "abort")
        return refuse(event, "the decision must be continue, repeat, leave-out or abort");
    state.mustAbort = true;
    return {};
}

Result<void> onVoided(State& state, const Event& event)
{
    const auto share = state.shares.find(numberOf(event.data, "share"));
    if (share == state.shares.end())
        return refuse(event, "no sheet of this share was issued");
    share->second.voided = true;
    return {};
}

Result<void> onKeyDestroyed(State& state, const Event& event)
{
    const auto key = state.keys.find(textOf(event.data, "key"));
    if (key != state.keys.end())
        key->second = {};
    return {};
}

Result<Outcome> onResumed(State state, const Event& event)
{
    const std::size_t target = resumePoint(state);
    if (target < state.runs.size() && textOf(event.data, "to") != state.runs[target].id)
        return refuse(event, "the ceremony goes on at step \"" + state.runs[target].id + "\"");
    // After a break every bag is there again, with the number under which it was left.
    if (state.status == Status::Paused && textsOf(event.data, "bags") != state.breakBags)
        return refuse(event, "the bag numbers are not those of the break");
    KEYRITE_CHECK(goBack(state, event, target));
    state.status = Status::Running;
    state.breakBags.clear();
    state.movements.push_back({event.time, event.kind, {}});
    return Outcome{std::move(state), {Command::WipeSecrets}};
}

Result<Outcome> onPaused(State state, const Event& event)
{
    // A step that was begun and did nothing yet begins again after the break.
    const bool underWay = state.started && !state.stepEffects.empty();
    if (state.finished() || state.worlds[state.current].holdsSecrets() || underWay)
        return refuse(event,
                      "secrets are in memory or a step is under way; finish the act or raise an exception");
    state.status = Status::Paused;
    state.breakBags = textsOf(event.data, "bags");
    state.movements.push_back({event.time, event.kind, {}});
    return Outcome{std::move(state), {}};
}

Result<Outcome> onAborted(State state, const Event& event)
{
    if (!state.mustAbort)
        return refuse(event, "no exception decided to abort");
    if (const Rollback left = rollbackTo(state, 0); !left.shares.empty() || !left.keys.empty())
        return refuse(event, "sheets or keys were not voided or destroyed first");
    state.status = Status::Aborted;
    return Outcome{std::move(state), {Command::WipeSecrets, Command::SignCheckpoint}};
}

Result<Outcome> onClosed(State state, const Event& event)
{
    if (!state.finished())
        return refuse(event, "steps are missing, the next is \"" + state.run().id + "\"");
    state.status = Status::Closed;
    return Outcome{std::move(state), {Command::WipeSecrets, Command::SignCheckpoint}};
}

Result<void> onMovement(State& state, const Event& event)
{
    const std::string who = textOf(event.data, "initials");
    const bool leaves = event.kind == "person.left";
    if (state.plan.person(who) == nullptr || state.absent.contains(who) == leaves)
        return refuse(event, "\"" + who + (leaves ? "\" is not in the room" : "\" is not awaited"));
    if (leaves)
        state.absent.insert(who);
    else
        state.absent.erase(who);
    state.movements.push_back({event.time, event.kind, who});
    return {};
}

// The token did not do as it was told. Until an exception decides to go on, the step is not done.
Result<void> onLockIgnored(State& state, const Event& event)
{
    const std::string key = textOf(event.data, "key");
    const auto& planned = state.plan.keys;
    const bool isAsked = state.spec().kind == StepKind::HsmLock || state.spec().kind == StepKind::Restore;
    if (!isAsked || !state.started ||
        std::ranges::none_of(planned, [&](const PlannedKey& one) { return toHex(one.id) == key; }))
        return refuse(event, "no key of this ceremony is being locked or restored");
    if (!state.lockIgnored.emplace(key, textOf(event.data, "answers")).second)
        return refuse(event, "it was recorded before");
    state.lockDecided = false;
    return {};
}

// People take the device as it is: from here on its firmware is the expected one.
Result<void> onDeviceAccepted(const State& state, const Event& event)
{
    const auto token = state.tokens.find(state.spec().token);
    if (state.deviceFinding != DeviceFinding::Decided || token == state.tokens.end() ||
        token->second.serial != textOf(event.data, "serial"))
        return refuse(event, "nobody decided to use this device");
    return {};
}

// Events of the current step.
Result<void> onStepEvent(State& state, const Event& event)
{
    if (state.finished())
        return refuse(event, "all steps are done");
    if (event.step != state.run().id)
        return refuse(event, "the current step is \"" + state.run().id + "\"");
    if (event.kind == "step.started")
        return onStarted(state, event);
    if (event.kind == "step.done")
        return onDone(state, event);
    if (event.kind == "exception.raised")
        return onException(state, event);
    if (event.kind == "key.lock-ignored")
        return onLockIgnored(state, event);
    if (event.kind == "hsm.accepted")
        return onDeviceAccepted(state, event);
    if (event.kind == "finding.opened" && state.started && state.procedure->has(Effect::DrillCompleted))
        return {}; // what a drill found; its entry says all
    if (const auto effect = effectFromName(event.kind))
        return onEffect(state, event, *effect);
    return refuse(event, "it is not an event of a step");
}

// A key is also destroyed to undo a step; where the step itself destroys it, it is an effect like others.
bool isStepEffect(const State& state, const Event& event)
{
    const auto effect = effectFromName(event.kind);
    return effect && !state.finished() && state.started && event.step == state.run().id &&
           std::ranges::find(state.spec().effects, *effect) != state.spec().effects.end();
}

} // namespace

bool State::onOldSet() const
{
    return plan.oldPolicy &&
           (shareSet == plan.shareSet || (!finished() && spec().repeat == Repeat::OldShare));
}

const std::string& State::holderInHand(int share) const
{
    return onOldSet() ? plan.oldHolderOf(share) : plan.holderOf(share);
}

Result<State> open(std::shared_ptr<const Procedure> procedure, const Event& opened)
{
    auto plan = Plan::fromJson(opened.data);
    if (!plan)
        return fail(plan.error());
    KEYRITE_CHECK(checkPlan(*plan, *procedure));
    std::vector<int> shares;
    std::vector<int> oldShares;
    for (const PlannedShare& share : plan->shares)
        shares.push_back(share.number);
    for (const PlannedShare& share : plan->oldShares)
        oldShares.push_back(share.number);
    std::vector<StepRun> runs = expand(*procedure, shares, oldShares);
    auto worlds = foldWorld(*procedure, runs, shares, oldShares);
    if (!worlds)
        return fail(worlds.error());
    State state{.id = opened.ceremony,
                .procedure = std::move(procedure),
                .plan = std::move(*plan),
                .runs = std::move(runs),
                .worlds = std::move(*worlds),
                .opened = opened.time};
    state.shareSet = state.plan.shareSet;
    return state;
}

Result<Outcome> step(const State& before, const Event& event)
{
    State state = before;
    if (state.ended())
        return refuse(event, "the ceremony has ended");
    if (event.kind == "ceremony.resumed")
        return onResumed(std::move(state), event);
    if (event.kind == "ceremony.aborted")
        return onAborted(std::move(state), event);
    if (event.kind == "share.voided" || (event.kind == "key.destroyed" && !isStepEffect(state, event))) {
        KEYRITE_CHECK(event.kind == "share.voided" ? onVoided(state, event) : onKeyDestroyed(state, event));
        return Outcome{std::move(state), {}};
    }
    if (event.kind == "hsm.pin-failed" || event.kind == "hsm.pin-accepted" || event.kind == "hsm.probed" ||
        event.kind == "hsm.pin-set" || (event.kind == "hsm.inspected" && !isStepEffect(state, event)))
        return Outcome{std::move(state), {}}; // of the token, not of the script
    if (state.mustAbort)
        return refuse(event, "an exception decided to abort");
    if (state.status == Status::Paused && event.kind != "exception.raised")
        return refuse(event, "the ceremony is paused");
    if (event.kind == "ceremony.paused")
        return onPaused(std::move(state), event);
    if (event.kind == "ceremony.closed")
        return onClosed(std::move(state), event);
    if (event.kind == "person.arrived" || event.kind == "person.left") {
        KEYRITE_CHECK(onMovement(state, event));
        return Outcome{std::move(state), {}};
    }
    KEYRITE_CHECK(onStepEvent(state, event));
    return Outcome{std::move(state), {}};
}

} // namespace keyrite::ceremony
