#include "core/ceremony/runner.h"

#include "core/ceremony/anchors.h"
#include "core/ceremony/approved.h"
#include "core/ceremony/fields.h"
#include "core/ceremony/rollback.h"

#include <algorithm>
#include <cstdio>

namespace keyrite::ceremony {

using log::Json;

namespace {

// KC-<year>-<running number>, from the log.
std::string nextCeremonyId(const registry::Registry& registry, TimePoint now)
{
    const std::string prefix = "KC-" + toIsoTime(now).substr(0, 4) + "-";
    int highest = 0;
    for (const auto& [id, ceremony] : registry.ceremonies)
        if (id.starts_with(prefix))
            highest = std::max(highest,
                               std::atoi(id.c_str() + prefix.size())); // NOLINT(cert-err34-c): our own text
    char number[16];
    std::snprintf(number, sizeof number, "%04d", highest + 1);
    return prefix + number;
}

// What is put up for approval must be able to work at all.
Result<void> checkCandidate(const std::string& text)
{
    const auto candidate = Procedure::parse(text);
    if (!candidate)
        return fail(candidate.error());
    KEYRITE_CHECK(checkProcedure(**candidate));
    const auto changes = differences(**candidate);
    return changes ? Result<void>() : Result<void>(fail(changes.error()));
}

} // namespace

Result<State> foldCeremony(const Room& room, const std::shared_ptr<const Procedure>& procedure,
                           const std::string& id)
{
    const auto entries = room.store().entries({.ceremony = id});
    if (!entries)
        return fail(entries.error());
    if (entries->empty())
        return fail(ErrorCode::NotFound, "There is no ceremony \"" + id + "\" in this log.");
    auto state = open(procedure, entries->front());
    for (std::size_t i = 1; state && i < entries->size(); ++i) {
        auto outcome = step(*state, (*entries)[i]);
        if (!outcome)
            return fail(outcome.error());
        state = std::move(outcome->state);
    }
    return state;
}

std::string_view sourceName(Source source)
{
    switch (source) {
    case Source::Camera:
        return "camera";
    case Source::Image:
        return "image";
    case Source::Wedge:
        return "wedge";
    case Source::Typed:
        return "typed";
    }
    return {};
}

Runner::Runner(Room& room, State state) : m_room(room), m_state(std::move(state)) {}

Result<Runner> Runner::open(Room& room, std::shared_ptr<const Procedure> procedure, Plan plan)
{
    if (const registry::Ceremony* other = room.registry().unfinished())
        return fail(ErrorCode::StepRefused,
                    "Ceremony " + other->id + " is not finished. Close or abort it before you open another.");
    if ((room.registry().room.mode == Mode::Practice) != (plan.mode == Mode::Practice))
        return fail(ErrorCode::InvalidArgument,
                    "Practice ceremonies run in practice rooms, live ceremonies and drills in live rooms.");
    KEYRITE_CHECK(checkApproved(room.registry(), *procedure, plan.mode));
    if (!plan.candidate.empty())
        KEYRITE_CHECK(checkCandidate(plan.candidate));
    Event opened{.time = room.now(),
                 .ceremony = nextCeremonyId(room.registry(), room.now()),
                 .kind = "ceremony.opened",
                 .data = plan.toJson()};
    const auto administrator =
        std::ranges::find_if(plan.people, [](const Person& one) { return one.role == "administrator"; });
    if (administrator != plan.people.end()) {
        opened.actor = administrator->name;
        opened.role = administrator->role;
    }
    auto state = ceremony::open(std::move(procedure), opened);
    if (!state)
        return fail(state.error());
    KEYRITE_CHECK(room.append({opened}));
    return Runner(room, std::move(*state));
}

Result<Runner> Runner::resume(Room& room, std::shared_ptr<const Procedure> procedure,
                              const std::string& ceremony, const SecretBytes& userPin, MissingHsm missing,
                              const std::vector<std::string>& bags)
{
    auto state = foldCeremony(room, procedure, ceremony);
    if (!state)
        return fail(state.error());
    Runner runner(room, std::move(*state));
    if (runner.m_state.ended() || runner.m_state.mustAbort)
        return runner;
    if (runner.m_state.status == Status::Paused && bags != runner.m_state.breakBags)
        return fail(
            ErrorCode::StepRefused,
            "The bag numbers are not those that were recorded when the room was left. Read them again; "
            "if they stay different, raise an exception: a bag may have been exchanged.");
    // A token that is not needed for the undoing may be missing now; its step asks for it again.
    for (const auto& [name, token] : runner.m_state.tokens)
        if (auto session = room.module().open(token, userPin))
            runner.m_sessions.insert_or_assign(name, std::move(*session));
    const std::size_t target = resumePoint(runner.m_state);
    if (missing == MissingHsm::Refuse && runner.m_state.procedure->has(StepKind::HsmGenerate) &&
        !runner.m_state.worlds[target].keysGeneratedHere() && runner.m_state.tokens.contains("production") &&
        !runner.m_sessions.contains("production"))
        return fail(ErrorCode::TokenAbsent, "The production HSM is needed to remove keys that the "
                                            "interrupted step may have left. Insert it, and enter its PIN.");
    auto events = runner.undo(target);
    if (!events)
        return fail(events.error());
    const std::string to = target < runner.m_state.runs.size() ? runner.m_state.runs[target].id : "";
    Event resumed = runner.event("ceremony.resumed", {{"to", to}, {"bags", bags}});
    resumed.step.clear();
    events->push_back(std::move(resumed));
    KEYRITE_CHECK(runner.commit(std::move(*events)));
    return runner;
}

Event Runner::event(std::string kind, Json data) const
{
    Event made{
        .time = m_room.now(), .ceremony = m_state.id, .kind = std::move(kind), .data = std::move(data)};
    if (!m_state.finished())
        made.step = m_state.run().id;
    const auto administrator = std::ranges::find_if(
        m_state.plan.people, [](const Person& one) { return one.role == "administrator"; });
    if (administrator != m_state.plan.people.end()) {
        made.actor = administrator->name;
        made.role = administrator->role;
    }
    return made;
}

Event Runner::event(Effect effect, Json data) const
{
    return event(std::string(effectName(effect)), std::move(data));
}

Result<void> Runner::commit(std::vector<Event> events)
{
    State next = m_state;
    std::vector<Command> commands;
    for (const Event& one : events) {
        auto outcome = step(next, one);
        if (!outcome)
            return fail(outcome.error());
        next = std::move(outcome->state);
        commands.insert(commands.end(), outcome->commands.begin(), outcome->commands.end());
    }
    KEYRITE_CHECK(m_room.append(std::move(events)));
    m_state = std::move(next);
    if (std::ranges::find(commands, Command::WipeSecrets) != commands.end())
        wipeSecrets();
    return {};
}

Result<void> Runner::expectKind(StepKind kind) const
{
    if (!m_state.ended() && !m_state.finished() && m_state.started && m_state.spec().kind == kind)
        return {};
    return fail(ErrorCode::StepRefused,
                "This is not what the current step asks for. Follow the script; nothing was changed.");
}

Result<void> Runner::begin()
{
    if (m_state.finished())
        return fail(ErrorCode::StepRefused, "All steps are done. Close the ceremony.");
    m_tries = 0;
    return commit({event("step.started")});
}

Result<void> Runner::done(const Signoff& signoff)
{
    Json values = Json::object();
    for (const auto& [name, value] : signoff.values)
        values[name] = value;
    Event finished = event("step.done", {{"initials", signoff.initials}, {"values", values}});
    if (const Person* actor =
            signoff.initials.empty() ? nullptr : m_state.plan.person(signoff.initials.front())) {
        finished.actor = actor->name;
        finished.role = actor->role;
    }
    std::vector<Event> events = signoffEffects(signoff.values);
    events.push_back(std::move(finished));
    return commit(std::move(events));
}

Result<std::vector<EnvironmentCheck>> Runner::preflight()
{
    KEYRITE_CHECK(expectKind(StepKind::Preflight));
    std::vector<EnvironmentCheck> checks = checkEnvironment(m_state.plan.mode, m_room.folder());
    if (!allPass(checks))
        return checks; // shown in red; nothing is logged until they are put right
    Json list = Json::array();
    for (const EnvironmentCheck& check : checks)
        list.push_back({{"id", check.id},
                        {"outcome", check.outcome == CheckOutcome::Good ? "good" : "warning"},
                        {"finding", check.finding}});
    KEYRITE_CHECK(commit({event(Effect::EnvironmentChecked, {{"checks", list}})}));
    return checks;
}

Result<std::vector<Event>> Runner::undo(std::size_t target)
{
    std::vector<Event> events;
    const Rollback rollback = rollbackTo(m_state, target);
    for (const int share : rollback.shares) {
        const ShareFacts& facts = m_state.shares.at(share);
        Event voided = event("share.voided", {{"set", m_state.shareSet},
                                              {"share", share},
                                              {"fingerprint", facts.fingerprint},
                                              {"bag", facts.bag}});
        events.push_back(std::move(voided));
    }
    destroyHalfRestored();
    // Also where the log names none: a crash between the HSM's work and the append leaves keys that nobody
    // recorded.
    std::string unseen;
    if (!m_state.worlds[target].keysGeneratedHere())
        unseen = destroyPlannedKeys();
    const std::string reason =
        unseen.empty() ? "the step that made it is repeated or the ceremony is aborted"
                       : "not confirmed: " + unseen +
                             " did not answer. Zeroise it before it is used again, or destroy it.";
    for (const Bytes& key : rollback.keys)
        events.push_back(
            event("key.destroyed", {{"key", toHex(key)}, {"reason", reason}, {"confirmed", unseen.empty()}}));
    return events;
}

// Answers which HSM did not confirm that it holds none of the keys any more; empty where all did.
std::string Runner::destroyPlannedKeys()
{
    const auto production = m_state.tokens.find("production");
    if (!m_state.procedure->has(StepKind::HsmGenerate) || production == m_state.tokens.end())
        return {};
    const auto named = [](const hsm::TokenId& id) { return "HSM \"" + id.label + "\", serial " + id.serial; };
    std::string unseen = m_sessions.contains("production") ? "" : named(production->second);
    for (auto& [name, session] : m_sessions)
        for (const PlannedKey& key : m_state.plan.keys)
            if (const auto gone = session.destroy(key.id);
                !gone && gone.error().code != ErrorCode::NotFound) // absent is as good as destroyed
                unseen = named(session.token().id);
    return unseen;
}

// A crash within a restore leaves keys on its token that nobody recorded.
void Runner::destroyHalfRestored()
{
    if (m_state.finished() || !m_state.started || m_state.spec().kind != StepKind::Restore ||
        m_state.effectCounts.contains(std::string(effectName(Effect::KeyRestored))))
        return;
    if (const auto token = m_sessions.find(m_state.spec().token); token != m_sessions.end())
        for (const PlannedKey& key : m_state.plan.keys)
            (void)token->second.destroy(key.id); // the restore begins with the same
}

Result<void> Runner::raise(const ExceptionText& exception, const char* decision, std::vector<Event> before)
{
    before.push_back(event("exception.raised", {{"expected", exception.expected},
                                                {"happened", exception.happened},
                                                {"decided", exception.decided},
                                                {"by", exception.by},
                                                {"starts", exception.starts},
                                                {"decision", decision}}));
    return commit(std::move(before));
}

Result<void> Runner::continueAfter(const ExceptionText& exception)
{
    return raise(exception, "continue", {});
}

Result<void> Runner::repeatAfter(const ExceptionText& exception)
{
    auto events = undo(failPoint(m_state));
    return events ? raise(exception, "repeat", std::move(*events)) : Result<void>(fail(events.error()));
}

Result<void> Runner::leaveOutAfter(const ExceptionText& exception)
{
    return raise(exception, "leave-out", {});
}

Result<std::string> Runner::abortAfter(const ExceptionText& exception)
{
    auto events = undo(0);
    if (!events)
        return fail(events.error());
    events->push_back(event("exception.raised", {{"expected", exception.expected},
                                                 {"happened", exception.happened},
                                                 {"decided", exception.decided},
                                                 {"by", exception.by},
                                                 {"starts", exception.starts},
                                                 {"decision", "abort"}}));
    events->push_back(event("ceremony.aborted"));
    KEYRITE_CHECK(commit(std::move(*events)));
    return anchorOn(m_room, "minutes", m_state.id);
}

Result<void> Runner::left(const std::string& initials)
{
    return commit({event("person.left", {{"initials", initials}})});
}

Result<void> Runner::arrived(const std::string& initials)
{
    return commit({event("person.arrived", {{"initials", initials}})});
}

Result<void> Runner::pause(const std::vector<std::string>& bags)
{
    Event paused = event("ceremony.paused", {{"bags", bags}});
    paused.step.clear();
    return commit({std::move(paused)});
}

Result<std::string> Runner::close()
{
    if (m_state.status != Status::Closed)
        KEYRITE_CHECK(commit({event("ceremony.closed", {{"exceptions", m_state.exceptions.size()}})}));
    m_sessions.clear(); // logs out of the HSMs; whatever a failing one kept in a session goes with it
    return anchorOn(m_room, "minutes", m_state.id);
}

void Runner::wipeSecrets()
{
    m_kek.wipe();
    m_issuing.clear();
    m_pool.clear();
    m_poolNumbers.clear();
}

} // namespace keyrite::ceremony
