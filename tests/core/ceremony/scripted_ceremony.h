// The events of a whole ceremony as they would be logged, without an HSM: what the engine's tests fold.
#pragma once

#include "core/ceremony/builtin.h"
#include "core/ceremony/engine.h"
#include "core/ceremony/practice_values.h"

namespace keyrite::test {

using namespace keyrite::ceremony;
using log::Json;

inline constexpr TimePoint kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 25};

inline Plan samplePlan(const Procedure& procedure, const char* policyText = "2of3")
{
    Plan plan{.policy = Policy::parse(policyText).value()};
    plan.procedureId = procedure.id;
    plan.procedureVersion = procedure.version;
    plan.procedureHash = toHex(procedure.hash);
    plan.title = "Root key 2026";
    plan.keys = {{Bytes(16, 1), hsm::KeyType::P256, "Signing key"},
                 {Bytes(16, 2), hsm::KeyType::Secp256k1, "Vault key"}};
    plan.people = {{"AA", "Ada", "administrator"}, {"WW", "Walt", "witness"}};
    if (!procedure.isAboutKeys())
        plan.keys.clear();
    if (procedure.has(StepKind::Approve))
        plan.candidate = builtinProcedureText("attest");
    if (!procedure.isAboutShares())
        return plan;
    if (!procedure.has(StepKind::HsmGenerate))
        plan.shareSet = "1a1a";
    for (int i = 1; i <= plan.policy.shareCount(); ++i) {
        plan.people.push_back({"C" + std::to_string(i), "Custodian " + std::to_string(i), "custodian"});
        plan.shares.push_back({i, "C" + std::to_string(i)});
    }
    if (procedure.replacesShares()) {
        plan.oldPolicy = plan.policy;
        plan.oldShares = plan.shares;
    }
    return plan;
}

inline Event eventOf(const State& state, std::string kind, Json data = Json::object())
{
    return {.ceremony = state.id,
            .step = state.finished() ? "" : state.run().id,
            .kind = std::move(kind),
            .data = std::move(data)};
}

inline Event openedEvent(const Plan& plan)
{
    return {.ceremony = "KC-2026-0001", .kind = "ceremony.opened", .data = plan.toJson()};
}

// The effect entries of the current step, well-formed.
inline std::vector<Event> effectEvents(const State& state)
{
    std::vector<Event> events;
    const int share = state.run().share;
    for (const Effect effect : state.spec().effects) {
        const std::string kind(effectName(effect));
        if (state.spec().kind == StepKind::Approve) {
            events.push_back(
                eventOf(state, kind, {{"sha256", toHex(crypto::sha256(asBytes(state.plan.candidate)))}}));
        } else if (effectSubject(effect) == Subject::Share) {
            events.push_back(eventOf(state, kind,
                                     {{"share", share},
                                      {"fingerprint", "00" + std::to_string(share)},
                                      {"bag", "BAG-" + std::to_string(share)}}));
        } else if (effectSubject(effect) == Subject::Key) {
            for (const PlannedKey& key : state.plan.keys)
                events.push_back(eventOf(
                    state, kind,
                    {{"key", toHex(key.id)}, {"scheme", "rfc5649"}, {"blob", "AAAA"}, {"spki", "AAAA"}}));
        } else {
            events.push_back(eventOf(state, kind,
                                     {{"set", "7c2a"},
                                      {"kcv", "0102030405"},
                                      {"serial", state.spec().token},
                                      {"asShipped", true},
                                      {"label", "t"},
                                      {"outcome", "passed"}}));
        }
    }
    return events;
}

inline Event doneEvent(const State& state)
{
    Json initials = Json::array();
    for (const std::string& role : state.spec().roles)
        for (const Person& person : state.plan.people)
            if (person.role == role &&
                (role != "custodian" || person.initials == state.holderInHand(state.run().share))) {
                initials.push_back(person.initials);
                break;
            }
    Json values = Json::object();
    for (const Field& item : state.spec().items)
        values[item.id] = practiceValue(item, kNow);
    if (state.spec().kind == StepKind::Choose)
        values = {{"choice", state.spec().items.front().id}};
    if (state.spec().kind == StepKind::SignOff)
        for (const Person& person : state.plan.people)
            values[person.initials] = "present";
    return eventOf(state, "step.done", {{"initials", initials}, {"values", values}});
}

// started, effects and done of the current step.
inline std::vector<Event> stepEvents(const State& state)
{
    std::vector<Event> events{eventOf(state, "step.started")};
    for (Event& event : effectEvents(state))
        events.push_back(std::move(event));
    events.push_back(doneEvent(state));
    return events;
}

// Folds events that must be accepted.
inline State folded(State state, const std::vector<Event>& events)
{
    for (const Event& event : events) {
        auto outcome = step(state, event);
        if (!outcome)
            throw std::runtime_error(outcome.error().message);
        state = std::move(outcome->state);
    }
    return state;
}

inline State openedCeremony(const char* procedureId = "generate", const char* policy = "2of3")
{
    const auto procedure = builtinProcedure(procedureId).value();
    Plan plan = samplePlan(*procedure, policy);
    return open(procedure, openedEvent(plan)).value();
}

// The state when `stepId` is about to start.
inline State before(State state, const std::string& stepId)
{
    while (state.run().id != stepId)
        state = folded(state, stepEvents(state));
    return state;
}

} // namespace keyrite::test
