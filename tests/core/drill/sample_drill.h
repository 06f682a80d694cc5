// Drills on a sample registry: people are asked, come, and read their sheets in a ceremony.
#pragma once

#include "tests/core/registry/sample_registry.h"

namespace keyrite::test {

struct Came
{
    std::string person;
    int share = 0;
    int minutes = 0; // after everybody was asked; below 0: never
};

// A drill of set 3a5f that is begun, attended and completed. A restore ends with a signed challenge 30
// minutes after the last one came. Answers its ceremony.
inline std::string holdDrill(SampleRegistry& sample, const std::string& id, registry::DrillType type,
                             bool announced, TimePoint asked, const std::vector<Came>& came,
                             registry::DrillOutcome outcome = registry::DrillOutcome::Passed)
{
    using std::chrono::minutes;
    const std::string ceremony = "KC-" + id;
    std::vector<std::string> people;
    for (const Came& one : came)
        people.push_back(one.person);
    sample.record(registry::DrillStarted{id, type, announced, people, "3a5f"}, asked);
    sample.add("ceremony.opened", {{"mode", "drill"}, {"title", "Drill"}, {"procedure", {{"id", "drill"}}}},
               asked + minutes{1}, ceremony);
    sample.add("hsm.checked", {{"serial", "99"}, {"label", "drill"}}, asked + minutes{11}, ceremony);
    log::Json shares = log::Json::array();
    int last = 0;
    for (const Came& one : came) {
        if (one.minutes < 0) {
            sample.record(registry::DrillResponded{id, one.person, registry::ResponseStage::Unreachable},
                          asked + minutes{20});
            continue;
        }
        const TimePoint at = asked + minutes{one.minutes};
        sample.record(registry::DrillResponded{id, one.person, registry::ResponseStage::Arrived, at}, at);
        shares.push_back(one.share);
        last = std::max(last, one.minutes);
        if (type == registry::DrillType::Attestation)
            sample.add("share.attested", {{"set", "3a5f"}, {"share", one.share}, {"tries", 2}},
                       at + minutes{5}, ceremony);
    }
    if (type != registry::DrillType::Attestation)
        sample.add("quorum.entered", {{"set", "3a5f"}, {"shares", shares}, {"tries", 3}},
                   asked + minutes{last + 10}, ceremony);
    if (type == registry::DrillType::Restore && outcome == registry::DrillOutcome::Passed) {
        const log::Json key{{"key", SampleRegistry::keyOf("3a5f")}};
        sample.add("key.restored", key, asked + minutes{last + 25}, ceremony);
        sample.add("key.challenged", key, asked + minutes{last + 30}, ceremony);
    }
    sample.add("ceremony.closed", log::Json::object(), asked + minutes{last + 35}, ceremony);
    sample.record(registry::DrillCompleted{id, outcome, ceremony}, asked + minutes{last + 40});
    return ceremony;
}

} // namespace keyrite::test
