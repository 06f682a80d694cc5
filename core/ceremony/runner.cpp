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

std::string named(const hsm::TokenId& token)
{
    return "HSM \"" + token.label + "\", serial " + token.serial;
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

Result<Runner> Runner::resume(Room& room, const std::shared_ptr<const Procedure>& procedure,
                              const std::string& ceremony, const PinOf& pinOf, MissingHsm missing,
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
    const std::size_t target = resumePoint(runner.m_state);
    KEYRITE_CHECK(runner.openToClean(target, pinOf));
    if (const auto closed = runner.closedTokensToClean(target);
        missing == MissingHsm::Refuse && !closed.empty())
        return fail(ErrorCode::TokenAbsent, named(closed.begin()->second) +
                                                " is needed: the interrupted step may have left keys on it, "
                                                "which are removed first. Insert it, and enter its PIN.");
    Undone undone = runner.undo(target);
    const std::string to = target < runner.m_state.runs.size() ? runner.m_state.runs[target].id : "";
    Json data{{"to", to}, {"bags", bags}};
    if (undone.unfinished > 0)
        data["unfinished"] = undone.unfinished;
    Event resumed = runner.event("ceremony.resumed", std::move(data));
    resumed.step.clear();
    undone.events.push_back(std::move(resumed));
    KEYRITE_CHECK(runner.commit(std::move(undone.events)));
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
    if (m_state.deviceFinding == DeviceFinding::Decided)
        events.push_back(event("hsm.accepted", {{"serial", m_state.stepEffects.back().data["serial"]},
                                                {"firmware", m_state.stepEffects.back().data["firmware"]}}));
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

std::map<std::string, hsm::TokenId> Runner::closedTokensToClean(std::size_t target) const
{
    std::map<std::string, hsm::TokenId> closed;
    for (const std::string& name : tokensToClean(m_state, target))
        if (!m_sessions.contains(name))
            closed.emplace(name, m_state.tokens.at(name));
    return closed;
}

// A token that is not there stays closed; a wrong PIN is somebody's to type again.
Result<void> Runner::openToClean(std::size_t target, const PinOf& pinOf)
{
    for (const auto& [name, token] : closedTokensToClean(target)) {
        const auto pin = pinOf ? pinOf(name) : std::nullopt;
        if (!pin)
            continue;
        auto opened = login(token, *pin);
        if (opened)
            m_sessions.insert_or_assign(name, std::move(*opened));
        else if (opened.error().code == ErrorCode::PinWrong || opened.error().code == ErrorCode::PinUnusable)
            return fail(opened.error());
    }
    return {};
}

Runner::Undone Runner::undo(std::size_t target)
{
    Undone undone;
    const Rollback rollback = rollbackTo(m_state, target);
    for (const int share : rollback.shares) {
        const ShareFacts& facts = m_state.shares.at(share);
        undone.events.push_back(event("share.voided", {{"set", m_state.shareSet},
                                                       {"share", share},
                                                       {"fingerprint", facts.fingerprint},
                                                       {"bag", facts.bag}}));
    }
    // Also where the log names none: a crash between the HSM's work and the append leaves keys that nobody
    // recorded.
    const std::string unseen = destroyPlannedKeys(target);
    undone.unfinished = sweep(target);
    const std::string reason =
        unseen.empty() ? "the step that made it is repeated or the ceremony is aborted"
                       : "not confirmed: " + unseen +
                             " did not answer. Zeroise it before it is used again, or destroy it.";
    for (const Bytes& key : rollback.keys)
        undone.events.push_back(
            event("key.destroyed", {{"key", toHex(key)}, {"reason", reason}, {"confirmed", unseen.empty()}}));
    return undone;
}

// Answers which HSM did not confirm that it holds none of the keys any more; empty where all did.
std::string Runner::destroyPlannedKeys(std::size_t target)
{
    std::string unseen;
    for (const std::string& name : tokensToClean(m_state, target)) {
        const auto session = m_sessions.find(name);
        if (session == m_sessions.end()) {
            unseen = named(m_state.tokens.at(name));
            continue;
        }
        for (const PlannedKey& key : m_state.plan.keys)
            if (const auto gone = session->second.destroy(key.id);
                !gone && gone.error().code != ErrorCode::NotFound) // absent is as good as destroyed
                unseen = named(session->second.token().id);
    }
    return unseen;
}

// What a crash left on the tokens and no ID finds. It holds no key, so that one which stays harms nobody.
int Runner::sweep(std::size_t target)
{
    int swept = 0;
    for (const std::string& name : tokensToClean(m_state, target))
        if (const auto session = m_sessions.find(name); session != m_sessions.end())
            swept += session->second.destroyUnfinished().value_or(0);
    return swept;
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

Result<void> Runner::repeatAfter(const ExceptionText& exception, const PinOf& pinOf)
{
    const std::size_t target = failPoint(m_state);
    KEYRITE_CHECK(openToClean(target, pinOf));
    return raise(exception, "repeat", undo(target).events);
}

Result<void> Runner::leaveOutAfter(const ExceptionText& exception)
{
    return raise(exception, "leave-out", {});
}

Result<std::string> Runner::abortAfter(const ExceptionText& exception, const PinOf& pinOf)
{
    KEYRITE_CHECK(openToClean(0, pinOf));
    Undone undone = undo(0);
    undone.events.push_back(event("exception.raised", {{"expected", exception.expected},
                                                       {"happened", exception.happened},
                                                       {"decided", exception.decided},
                                                       {"by", exception.by},
                                                       {"starts", exception.starts},
                                                       {"decision", "abort"}}));
    Event aborted = event("ceremony.aborted");
    if (undone.unfinished > 0)
        aborted.data["unfinished"] = undone.unfinished;
    undone.events.push_back(std::move(aborted));
    KEYRITE_CHECK(commit(std::move(undone.events)));
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
