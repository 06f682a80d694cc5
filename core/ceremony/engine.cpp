#include "core/ceremony/engine.h"

#include "core/ceremony/fields.h"

#include <algorithm>
#include <regex>

namespace keyrite::ceremony {
namespace {

using log::Json;

tl::unexpected<Error> refuse(const Event& event, const std::string& why)
{
    return fail(ErrorCode::StepRefused, "The ceremony does not accept \"" + event.kind + "\"" +
                                            (event.step.empty() ? "" : " in step \"" + event.step + "\"") +
                                            ": " + why + ".");
}

std::string textOf(const Json& data, const char* name)
{
    return data.contains(name) && data[name].is_string() ? data[name].get<std::string>() : std::string();
}

int numberOf(const Json& data, const char* name)
{
    return data.contains(name) && data[name].is_number_integer() ? data[name].get<int>() : 0;
}

int subjectCount(const State& state, Effect effect)
{
    return effectSubject(effect) == Subject::Key ? static_cast<int>(state.plan.keys.size()) : 1;
}

// 200 bytes bound what a pattern of a procedure can cost; one that is too hard all the same matches nothing.
bool matches(const std::string& value, const std::string& pattern)
{
    try {
        return !value.empty() && value.size() <= 200 &&
               (pattern.empty() || std::regex_match(value, std::regex(pattern)));
    } catch (const std::regex_error&) {
        return false;
    }
}

// The people who initial a step: one for each role it names, in order, all different; the custodian of a
// share step is its holder.
Result<void> checkInitials(const State& state, const Event& event, const std::vector<std::string>& initials)
{
    const StepSpec& spec = state.spec();
    if (initials.size() != spec.roles.size())
        return fail(ErrorCode::SecondPersonMissing, "Step \"" + event.step + "\" needs the initials of " +
                                                        std::to_string(spec.roles.size()) + " people; " +
                                                        std::to_string(initials.size()) + " were given.");
    for (std::size_t i = 0; i < initials.size(); ++i) {
        const Person* person = state.plan.person(initials[i]);
        if (person == nullptr || person->role != spec.roles[i])
            return refuse(event, "\"" + initials[i] + "\" does not hold the role \"" + spec.roles[i] +
                                     "\" in this ceremony");
        if (person->role == "custodian" && state.run().share != 0 &&
            state.plan.holderOf(state.run().share) != initials[i])
            return refuse(event, initials[i] + " is not the custodian of share " +
                                     std::to_string(state.run().share));
        if (std::count(initials.begin(), initials.end(), initials[i]) != 1)
            return fail(ErrorCode::SecondPersonMissing,
                        "Step \"" + event.step + "\" needs different people.");
    }
    return {};
}

// Values and ticks that the step asks for.
Result<void> checkItems(const State& state, const Event& event)
{
    const StepSpec& spec = state.spec();
    const Json values = event.data.value("values", Json::object());
    if (spec.kind == StepKind::Choose) {
        const std::string choice = textOf(values, "choice");
        const bool known =
            std::ranges::any_of(spec.items, [&](const Field& item) { return item.id == choice; });
        return known ? Result<void>() : Result<void>(refuse(event, "none of its options was chosen"));
    }
    if (spec.kind == StepKind::SignOff) {
        for (const Person& person : state.plan.people)
            if (textOf(values, person.initials.c_str()).empty())
                return refuse(event, person.initials + " has not signed off");
        return {};
    }
    for (const Field& item : spec.items)
        if (!matches(textOf(values, item.id.c_str()), item.pattern))
            return refuse(event, "\"" + item.label.in("en") + "\" is missing or not of the expected form");
    return {};
}

// Seal and unseal: the bag number is typed twice, is nobody else's, and at opening is the one of the closing.
Result<void> recordBag(State& state, const Event& event, Effect effect)
{
    const std::string bag = textOf(event.data, "bag");
    ShareFacts& share = state.shares[state.run().share];
    if (!matches(bag, "[A-Za-z0-9-]{3,40}"))
        return refuse(event, "the bag number must have 3 to 40 letters, digits or hyphens");
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

// The facts that an effect entry leaves in the state.
Result<void> recordFacts(State& state, const Event& event, Effect effect)
{
    switch (effect) {
    case Effect::HsmChecked:
        state.tokens[state.spec().token] = {textOf(event.data, "serial"), textOf(event.data, "label")};
        return {};
    case Effect::EntropyMixed:
        state.kcv = textOf(event.data, "kcv");
        return {};
    case Effect::KeyGenerated:
        state.keys[textOf(event.data, "key")].present = true;
        return {};
    case Effect::KeyWrapped:
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
    case Effect::EnvironmentChecked:
    case Effect::HsmZeroised:
    case Effect::KekDestroyed:
    case Effect::KeyRestored:
    case Effect::KeyChallenged:
    case Effect::KeyLocked:
    case Effect::ShareHandedOver:
    case Effect::QuorumEntered:
    case Effect::ShortQuorumRefused:
    case Effect::PaperPrinted:
        return {};
    }
    return {};
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
    if (++state.effectCounts[event.kind] > subjectCount(state, effect))
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
    return {};
}

Result<void> onDone(State& state, const Event& event)
{
    if (!state.started)
        return refuse(event, "the step has not been started");
    for (const Effect effect : state.spec().effects) {
        const auto found = state.effectCounts.find(std::string(effectName(effect)));
        if (found == state.effectCounts.end() || found->second != subjectCount(state, effect))
            return refuse(event, std::string(effectName(effect)) + " has not happened, or not for every key");
    }
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
    ++state.current;
    state.started = false;
    return {};
}

// Back to an earlier step: sheets and keys made since then must have been voided and destroyed.
Result<void> goBack(State& state, const Event& event, std::size_t target)
{
    if (const Rollback left = rollbackTo(state, target); !left.shares.empty() || !left.keys.empty())
        return refuse(event, "sheets or keys of the steps to be repeated were not voided or destroyed first");
    for (const StepRun& run : state.runs)
        if (run.share != 0 && state.worlds[target].stage(run.share) <= ShareStage::InMemory)
            state.shares.erase(run.share);
    state.current = target;
    state.started = false;
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
                           textOf(event.data, "decision")};
    if (record.happened.empty() || state.plan.person(record.by) == nullptr)
        return refuse(event, "an exception needs what happened and who decided");
    const std::string decision = record.decision;
    state.exceptions.push_back(std::move(record));
    if (decision == "continue")
        return {};
    if (decision == "repeat")
        return goBack(state, event, failPoint(state));
    if (decision != "abort")
        return refuse(event, "the decision must be continue, repeat or abort");
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
    KEYRITE_CHECK(goBack(state, event, target));
    state.status = Status::Running;
    return Outcome{std::move(state), {Command::WipeSecrets}};
}

Result<Outcome> onPaused(State state, const Event& event)
{
    if (state.finished() || state.worlds[state.current].holdsSecrets() || state.started)
        return refuse(event,
                      "secrets are in memory or a step is under way; finish the act or raise an exception");
    state.status = Status::Paused;
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
    if (const auto effect = effectFromName(event.kind))
        return onEffect(state, event, *effect);
    return refuse(event, "it is not an event of a step");
}

} // namespace

Result<State> open(std::shared_ptr<const Procedure> procedure, const Event& opened)
{
    auto plan = Plan::fromJson(opened.data);
    if (!plan)
        return fail(plan.error());
    KEYRITE_CHECK(checkPlan(*plan, *procedure));
    std::vector<int> shares;
    for (const PlannedShare& share : plan->shares)
        shares.push_back(share.number);
    std::vector<StepRun> runs = expand(*procedure, shares);
    auto worlds = foldWorld(*procedure, runs, shares);
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
    if (event.kind == "share.voided" || event.kind == "key.destroyed") {
        KEYRITE_CHECK(event.kind == "share.voided" ? onVoided(state, event) : onKeyDestroyed(state, event));
        return Outcome{std::move(state), {}};
    }
    if (state.mustAbort)
        return refuse(event, "an exception decided to abort");
    if (state.status == Status::Paused && event.kind != "exception.raised")
        return refuse(event, "the ceremony is paused");
    if (event.kind == "ceremony.paused")
        return onPaused(std::move(state), event);
    if (event.kind == "ceremony.closed")
        return onClosed(std::move(state), event);
    KEYRITE_CHECK(onStepEvent(state, event));
    return Outcome{std::move(state), {}};
}

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
    for (const auto& [number, share] : state.shares)
        if (!share.voided && !share.fingerprint.empty() &&
            state.worlds[target].stage(number) <= ShareStage::InMemory)
            rollback.shares.push_back(number);
    if (!state.worlds[target].keysGeneratedHere())
        for (const auto& [id, key] : state.keys)
            if (key.present)
                rollback.keys.push_back(fromHex(id).value());
    return rollback;
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
