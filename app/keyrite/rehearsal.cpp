#include "app/keyrite/rehearsal.h"

#include "app/keyrite/practice_plans.h"
#include "app/keyrite/rehearsal_steps.h"
#include "core/ceremony/builtin.h"
#include "core/ceremony/fields.h"
#include "core/ceremony/missing_minutes.h"
#include "core/ceremony/papers.h"
#include "core/crypto/public_key.h"
#include "core/crypto/random.h"
#include "core/file.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <iostream>

namespace keyrite::app {
namespace {

using namespace ceremony;
using Clock = std::chrono::steady_clock;

constexpr std::string_view kOrigin = "practice.invalid/rehearsal";

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// One line a step: the kill tests and people at a terminal follow it.
void report(const std::string& what, Clock::time_point start)
{
    char time[16];
    std::snprintf(time, sizeof time, "%8.3f s", secondsSince(start));
    std::cout << time << "  " << what << std::endl; // flushed on purpose
}

SecretBytes practicePin()
{
    return SecretBytes::copyOf(asBytes(kPracticePin));
}

class Rehearsal
{
public:
    Rehearsal(Room& room, const RehearsalOptions& options)
        : m_room(room), m_options(options), m_paper(options.folder)
    {
    }

    // Each part is done once; the log tells which are done.
    Result<void> run()
    {
        KEYRITE_CHECK(finishInterrupted());
        KEYRITE_CHECK(printMissing());
        if (!closed("generate"))
            KEYRITE_CHECK(runCeremony("generate"));
        KEYRITE_CHECK(writePublicFiles());
        for (const std::string& id : m_options.procedures)
            if (!closed(id))
                KEYRITE_CHECK(runCeremony(id));
        if (shareSet().retired) // its keys were destroyed for good
            return writeCheckpoint();
        KEYRITE_CHECK(loseFirstToken());
        if (!closed("recover"))
            KEYRITE_CHECK(runCeremony("recover"));
        return writeCheckpoint();
    }

private:
    bool closed(std::string_view procedure) const
    {
        return std::ranges::any_of(m_room.registry().ceremonies, [&](const auto& one) {
            return one.second.procedure == procedure && one.second.status == registry::CeremonyStatus::Closed;
        });
    }

    Result<void> finishInterrupted()
    {
        const registry::Ceremony* unfinished = m_room.registry().unfinished();
        if (unfinished == nullptr)
            return {};
        auto procedure = builtinProcedure(unfinished->procedure);
        if (!procedure)
            return fail(procedure.error());
        const auto start = Clock::now();
        auto runner = Runner::resume(m_room, *procedure, unfinished->id,
                                     [](const std::string&) { return practicePin(); });
        if (!runner)
            return fail(runner.error());
        report("resumed " + runner->state().id +
                   (runner->state().finished() ? "" : " at " + runner->state().run().id),
               start);
        return follow(*runner);
    }

    Result<void> runCeremony(std::string_view id)
    {
        auto procedure = builtinProcedure(id);
        if (!procedure)
            return fail(procedure.error());
        auto plan = planOf(**procedure);
        if (!plan)
            return fail(plan.error());
        const auto start = Clock::now();
        auto runner = Runner::open(m_room, *procedure, std::move(*plan));
        if (!runner)
            return fail(runner.error());
        report("opened " + runner->state().id + ": " + (*procedure)->title.in("en"), start);
        return follow(*runner);
    }

    Result<Plan> planOf(const Procedure& procedure) const
    {
        if (procedure.has(StepKind::HsmGenerate))
            return practiceGeneration(procedure, m_options.policy, m_options.keys);
        if (procedure.isAboutShares())
            return practiceOnSet(procedure, m_room.registry(), shareSet().id);
        return practiceOnRoom(procedure);
    }

    static std::string minutesName(const std::string& procedure)
    {
        return procedure == "generate" ? "minutes" : "minutes-" + procedure;
    }

    Result<void> printMinutes(const State& state, const std::string& note)
    {
        const auto minutes = minutesOf(state, m_room.registry().room, note, m_room.now());
        return minutes ? m_paper.print(*minutes, minutesName(state.plan.procedureId))
                       : Result<void>(fail(minutes.error()));
    }

    // A run that was interrupted right after a ceremony was closed left its minutes to be printed.
    Result<void> printMissing()
    {
        return printMissingMinutes(
            m_room,
            [](const registry::Ceremony& one) {
                return one.status == registry::CeremonyStatus::Closed ? minutesName(one.procedure)
                                                                      : "minutes-" + one.id;
            },
            [this](const std::string& name) { return std::filesystem::exists(m_paper.pathOf(name)); },
            [this](const paper::Document& minutes, const std::string& name) {
                return m_paper.print(minutes, name);
            });
    }

    Result<void> follow(Runner& runner)
    {
        while (!runner.state().finished()) {
            const auto start = Clock::now();
            const std::string id = runner.state().run().id;
            auto outcome = rehearseStep(runner, m_paper, m_options.folder);
            if (!outcome)
                return fail(outcome.error());
            report(id + (outcome->empty() ? "" : ": " + *outcome), start);
            if (runner.state().plan.procedureId + "/" + id == m_options.stopAfter)
                std::raise(SIGSTOP);
        }
        const auto start = Clock::now();
        const auto note = runner.close();
        if (!note)
            return fail(note.error());
        KEYRITE_CHECK(printMinutes(runner.state(), *note));
        report("closed " + runner.state().id + ", checkpoint signed, minutes printed", start);
        return {};
    }

    // The one that the generation closed with: an interrupted one leaves others, whose sheets are void.
    const registry::ShareSet& shareSet() const
    {
        return m_room.registry().shareSets.at(m_room.registry().keys.begin()->second.shareSet);
    }

    Result<std::vector<PlannedKey>> plannedKeys() const
    {
        const auto plan = Plan::fromJson(m_room.registry().ceremonies.at(shareSet().ceremony).plan);
        return plan ? plan->keys : Result<std::vector<PlannedKey>>(fail(plan.error()));
    }

    // audit.vkey and public*.pem: what an outsider needs.
    Result<void> writePublicFiles()
    {
        KEYRITE_CHECK(writeFile(m_options.folder / "audit.vkey", m_room.verifierKey().text() + "\n"));
        const auto keys = plannedKeys();
        if (!keys)
            return fail(keys.error());
        for (std::size_t i = 0; i < keys->size(); ++i) {
            const hsm::WrappedKey& backup = m_room.registry().keys.at(toHex((*keys)[i].id)).backup;
            const std::string name = i == 0 ? "public.pem" : "public-" + std::to_string(i + 1) + ".pem";
            if (!backup.spki.empty())
                KEYRITE_CHECK(writeFile(m_options.folder / name, crypto::spkiToPem(backup.spki)));
        }
        return {};
    }

    // The disaster: the first token's keys are destroyed, so that only the paper can bring them back.
    Result<void> loseFirstToken()
    {
        const auto keys = plannedKeys();
        if (!keys)
            return fail(keys.error());
        const registry::Key& first = m_room.registry().keys.at(toHex(keys->front().id));
        if (closed("recover") || first.state == registry::KeyState::Destroyed)
            return {};
        const auto start = Clock::now();
        auto session = m_room.module().open(first.token, practicePin());
        if (!session)
            return fail(session.error());
        std::vector<log::Entry> entries;
        for (const PlannedKey& key : *keys) {
            if (const auto gone = session->destroy(key.id); !gone && gone.error().code != ErrorCode::NotFound)
                return fail(gone.error());
            entries.push_back(
                {.time = m_room.now(),
                 .kind = "key.destroyed",
                 .data = {{"key", toHex(key.id)}, {"reason", "rehearsal: the first HSM is lost"}}});
        }
        KEYRITE_CHECK(m_room.append(std::move(entries)));
        report("the keys on the first token are destroyed", start);
        return {};
    }

    Result<void> writeCheckpoint()
    {
        const auto start = Clock::now();
        const auto note = m_room.signCheckpoint();
        if (!note)
            return fail(note.error());
        KEYRITE_CHECK(writeFile(m_options.folder / "checkpoint.txt", *note));
        report("checkpoint written", start);
        return {};
    }

    Room& m_room;
    const RehearsalOptions& m_options;
    ui::PracticePaper m_paper;
};

Result<Room> openRoom(const RehearsalOptions& options)
{
    if (options.resume)
        return Room::open(options.folder, practicePin(), systemNow, crypto::systemRandom);
    const RoomSetup setup{options.folder, "Rehearsal", std::string(kOrigin), Mode::Practice, {}};
    return Room::create(setup, practicePin(), practicePin(), systemNow, crypto::systemRandom);
}

} // namespace

Result<void> rehearse(const RehearsalOptions& options)
{
    const auto start = Clock::now();
    auto room = openRoom(options);
    if (!room)
        return fail(room.error());
    report(options.resume ? "opened the room" : "set up the room and its audit token", start);
    KEYRITE_CHECK(Rehearsal(*room, options).run());
    std::cout << "\nAll held: " << room->store().size() << " entries, head "
              << toHexGroups(ByteView(room->store().root()).first(8)) << ", " << secondsSince(start) << " s."
              << std::endl;
    return {};
}

} // namespace keyrite::app
