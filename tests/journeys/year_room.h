// A room that lives through a year: real log, real SoftHSM, real sheets on paper; only the clock is turned by
// hand.
#pragma once

#include "app/keyrite/practice_plans.h"
#include "app/keyrite/rehearsal_steps.h"
#include "core/ceremony/builtin.h"
#include "core/registry/facts.h"
#include "tests/journeys/room_folder.h"

#include <QTemporaryDir>

namespace keyrite::test {

class YearRoom final
{
public:
    explicit YearRoom(TimePoint begin)
        : m_now(std::make_shared<TimePoint>(begin)),
          m_room(must(ceremony::Room::create(
              {m_folder, "Year", "practice.invalid/year", Mode::Practice, {}}, practicePin(), practicePin(),
              [now = m_now] { return *now; }, crypto::systemRandom)))
    {
    }

    const registry::Registry& registry() const { return m_room.registry(); }
    const std::filesystem::path& folder() const { return m_folder; }
    TimePoint now() const { return *m_now; }

    // Only forwards.
    void turnTo(TimePoint time) { *m_now = std::max(*m_now, time); }
    void pass(std::chrono::minutes minutes) { *m_now += minutes; }

    void record(const registry::Fact& fact)
    {
        must(m_room.append(
            {must(registry::compose(registry(), {"Ada Administrator", "administrator"}, now(), fact))}));
    }

    // Answers the id of its share set.
    std::string generate(const std::string& policy)
    {
        const auto procedure = must(ceremony::builtinProcedure("generate"));
        run(procedure,
            app::practiceGeneration(*procedure, must(Policy::parse(policy)), {hsm::KeyType::P256}));
        return registry().shareSets.rbegin()->first;
    }

    // With these sheets, onto the replacement HSM. Answers the ceremony's id.
    std::string recover(const std::string& set, const std::vector<int>& sheets)
    {
        const auto procedure = must(ceremony::builtinProcedure("recover"));
        ceremony::Plan plan = must(app::practiceOnSet(*procedure, registry(), set));
        std::erase_if(plan.people, [](const ceremony::Person& one) { return one.role == "custodian"; });
        plan.shares.clear();
        for (const int sheet : sheets) {
            const std::string initials = "C" + std::to_string(sheet);
            plan.people.push_back({initials, "Custodian " + std::to_string(sheet), "custodian"});
            plan.shares.push_back({sheet, initials});
        }
        return run(procedure, std::move(plan));
    }

private:
    std::string run(const std::shared_ptr<const ceremony::Procedure>& procedure, ceremony::Plan plan)
    {
        auto runner = must(ceremony::Runner::open(m_room, procedure, std::move(plan)));
        while (!runner.state().finished()) {
            pass(std::chrono::minutes{3});
            must(app::rehearseStep(runner, m_paper, m_folder));
        }
        must(runner.close());
        return runner.state().id;
    }

    QTemporaryDir m_dir;
    std::filesystem::path m_folder = std::filesystem::path(m_dir.path().toStdString()) / "room";
    std::shared_ptr<TimePoint> m_now;
    ui::PracticePaper m_paper{m_folder};
    ceremony::Room m_room;
};

} // namespace keyrite::test
