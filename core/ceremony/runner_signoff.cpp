// What people do by signing a step off: hand over, destroy, retire, approve, and state facts.
#include "core/ceremony/fields.h"
#include "core/ceremony/runner.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>

namespace keyrite::ceremony {

using log::Json;
using Values = std::map<std::string, std::string>;

namespace {

std::string valueOf(const Values& values, const char* name)
{
    const auto found = values.find(name);
    return found == values.end() ? std::string() : found->second;
}

// "2026-11-25 09:15", as people type it, as the time of an entry.
std::string isoFromTyped(std::string typed)
{
    if (typed.size() == 16)
        typed = typed.replace(10, 1, "T") + ":00.000Z";
    return typed;
}

// "dr-kc-2026-0007": a drill has the name of its ceremony.
std::string drillId(const State& state)
{
    std::string id = "dr-" + state.id;
    std::ranges::transform(id, id.begin(), [](unsigned char c) { return std::tolower(c); });
    return id;
}

const char* drillType(const Procedure& procedure)
{
    if (procedure.has(StepKind::Restore))
        return "restore";
    return procedure.has(StepKind::ShareAttest) ? "quorum" : "table-top";
}

// Seconds of the day of "hh:mm" or "hh:mm:ss"; the engine checked its form.
int secondsOf(std::string_view clock)
{
    int seconds = 0;
    const char* at = clock.data();
    const char* const end = at + clock.size();
    for (int part = 0; part < 3; ++part) {
        int number = 0;
        at = std::from_chars(at, end, number).ptr;
        at += at == end ? 0 : 1; // the colon
        seconds = seconds * 60 + number;
    }
    return seconds;
}

// The smaller way round the clock, so that midnight is no jump.
int differenceSeconds(int one, int other)
{
    constexpr int kDay = 24 * 60 * 60;
    const int apart = std::abs(one - other);
    return std::min(apart, kDay - apart);
}

Json clockData(const Values& values, TimePoint now)
{
    const std::string workstation = toIsoTime(now).substr(11, 8);
    const int own = secondsOf(workstation);
    return {{"first", valueOf(values, "first")},
            {"second", valueOf(values, "second")},
            {"workstation", workstation},
            {"reason", valueOf(values, "reason")},
            {"differenceSeconds", std::max(differenceSeconds(own, secondsOf(valueOf(values, "first"))),
                                           differenceSeconds(own, secondsOf(valueOf(values, "second"))))}};
}

} // namespace

// docs/formats/entries.md, section "Schedule and drills".
Json Runner::drillData(Effect effect, const Values& values) const
{
    Json data{{"drill", drillId(m_state)}};
    if (effect == Effect::DrillStarted) {
        Json people = Json::array();
        for (const Person& person : m_state.plan.people)
            if (person.role == "custodian" || !m_state.procedure->isAboutShares())
                people.push_back(person.name);
        data.update({{"type", drillType(*m_state.procedure)},
                     {"announced", valueOf(values, "announced") == "announced"},
                     {"people", people},
                     {"scenario", valueOf(values, "scenario")}});
        if (!m_state.plan.shareSet.empty())
            data["set"] = m_state.plan.shareSet;
    } else if (effect == Effect::DrillResponded) {
        const Person* holder = m_state.plan.person(m_state.holderInHand(m_state.run().share));
        data.update({{"person", holder == nullptr ? "" : holder->name},
                     {"share", m_state.run().share},
                     {"stage", valueOf(values, "stage")},
                     {"at", isoFromTyped(valueOf(values, "at"))}});
    } else {
        data.update({{"outcome", valueOf(values, "outcome")},
                     {"ceremony", m_state.id},
                     {"note", valueOf(values, "note")}});
    }
    return data;
}

std::vector<Event> Runner::signoffEffects(const Values& values) const
{
    std::vector<Event> events;
    if (m_state.finished() || m_state.spec().effects.size() != 1)
        return events;
    const Effect effect = m_state.spec().effects.front();
    const Json sheet{{"set", m_state.setInHand()}, {"share", m_state.run().share}};
    switch (m_state.spec().kind) {
    case StepKind::Confirm: // the only effect it may have
        events.push_back(event(Effect::ShareHandedOver, sheet));
        return events;
    case StepKind::ShareDestroy:
        events.push_back(event(effect, sheet));
        return events;
    case StepKind::Retire:
        events.push_back(event(effect, {{"set", m_state.plan.shareSet},
                                        {"replacedBy", m_state.plan.oldPolicy ? m_state.shareSet : ""}}));
        return events;
    case StepKind::Approve:
        if (const auto candidate = Procedure::parse(m_state.plan.candidate))
            events.push_back(event(effect, {{"id", (*candidate)->id},
                                            {"version", (*candidate)->version},
                                            {"title", (*candidate)->title.in("en")},
                                            {"sha256", toHex((*candidate)->hash)}}));
        return events;
    case StepKind::Declare:
        break;
    case StepKind::Physical:
    case StepKind::Choose:
    case StepKind::Record:
    case StepKind::Compare:
    case StepKind::Preflight:
    case StepKind::HsmOpen:
    case StepKind::FreshDevice:
    case StepKind::HsmGenerate:
    case StepKind::Split:
    case StepKind::ShareIssue:
    case StepKind::ShareProve:
    case StepKind::ShareAttest:
    case StepKind::ShareEnter:
    case StepKind::ShareRefute:
    case StepKind::Restore:
    case StepKind::Rewrap:
    case StepKind::SignChallenge:
    case StepKind::HsmLock:
    case StepKind::HsmZeroise:
    case StepKind::KeyDestroy:
    case StepKind::AuditKey:
    case StepKind::Print:
    case StepKind::Seal:
    case StepKind::Unseal:
    case StepKind::Break:
    case StepKind::SignOff:
        return events;
    }
    if (effect == Effect::ClockAttested)
        events.push_back(event(effect, clockData(values, m_room.now())));
    else if (effect == Effect::CompromiseInvoked || effect == Effect::CompromiseRehearsed)
        events.push_back(event(effect, Json(values)));
    else
        events.push_back(event(effect, drillData(effect, values)));
    if (effect == Effect::DrillCompleted && valueOf(values, "finding") != "none")
        events.push_back(event("finding.opened", {{"finding", "fd-" + drillId(m_state).substr(3)},
                                                  {"text", valueOf(values, "finding")},
                                                  {"owner", valueOf(values, "owner")},
                                                  {"due", valueOf(values, "due")},
                                                  {"drill", drillId(m_state)}}));
    return events;
}

} // namespace keyrite::ceremony
