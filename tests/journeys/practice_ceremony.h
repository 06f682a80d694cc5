// A generation in a practice room of its own, driven step by step through the runner, on a real SoftHSM.
// One at a time in a process: the module is the process's.
#pragma once

#include "app/keyrite/practice_plans.h"
#include "app/keyrite/rehearsal_steps.h"
#include "core/ceremony/builtin.h"
#include "tests/journeys/room_folder.h"
#include "tests/memory_dir.h"

#include <QtTest>

namespace keyrite::test {

class PracticeCeremony final
{
public:
    explicit PracticeCeremony(const std::string& policy = "2of2")
        : m_room(must(ceremony::Room::create({m_folder, "Test", "practice.invalid/test", Mode::Practice, {}},
                                             practicePin(), practicePin(), systemNow, crypto::systemRandom))),
          m_procedure(must(ceremony::builtinProcedure("generate"))),
          m_runner(must(ceremony::Runner::open(
              m_room, m_procedure,
              app::practiceGeneration(*m_procedure, must(Policy::parse(policy)), {hsm::KeyType::P256}))))
    {
    }

    // Does every step before `id`, and begins that one.
    void advanceTo(std::string_view id)
    {
        while (m_runner->state().run().id != id)
            doStep();
        must(m_runner->begin());
    }

    // The whole current step, as a rehearsal does it: also one that was begun and refused.
    void doStep() { must(app::rehearseStep(*m_runner, m_paper, m_folder)); }

    const std::filesystem::path& folder() const { return m_folder; }
    const ui::PracticePaper& paper() const { return m_paper; }
    ceremony::Room& room() { return m_room; }
    ceremony::Runner& runner() { return *m_runner; }

    // As after a crash: its secrets and its sessions are gone. Then resume by hand.
    void loseRunner() { m_runner.reset(); }

private:
    test::MemoryDir m_dir;
    std::filesystem::path m_folder = std::filesystem::path(m_dir.path().toStdString()) / "room";
    ui::PracticePaper m_paper{m_folder};
    ceremony::Room m_room;
    std::shared_ptr<const ceremony::Procedure> m_procedure;
    std::optional<ceremony::Runner> m_runner;
};

// Refused for one of these reasons, with a sentence; nothing but the beginning of the step, and wrong PINs,
// stand in the log.
template <typename T>
void expectRefused(PracticeCeremony& ceremony, const Result<T>& outcome, const std::vector<ErrorCode>& codes,
                   const char* what)
{
    QVERIFY2(!outcome, what);
    const Error& error = outcome.error();
    const auto described = std::string(what) + ": code " + std::to_string(int(error.code)) + ", " +
                           error.message + " [" + error.detail + "]";
    QVERIFY2(std::ranges::find(codes, error.code) != codes.end(), described.c_str());
    QVERIFY2(isSentence(error.message), described.c_str());
    const std::string last = entriesOf(ceremony.folder()).back().kind;
    QVERIFY2(last == "step.started" || last == "hsm.pin-failed", described.c_str());
}

} // namespace keyrite::test
