#include "core/ceremony/signoff_check.h"

#include <algorithm>

namespace keyrite::ceremony {

using log::Json;

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
        if (state.absent.contains(initials[i]))
            return refuse(event, person->name + " left the room, or has not come yet");
        if (person->role == "custodian" && state.run().share != 0 &&
            state.holderInHand(state.run().share) != initials[i])
            return refuse(event, initials[i] + " is not the custodian of share " +
                                     std::to_string(state.run().share));
        if (std::count(initials.begin(), initials.end(), initials[i]) != 1)
            return fail(ErrorCode::SecondPersonMissing,
                        "Step \"" + event.step + "\" needs different people.");
    }
    return {};
}

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
            if (!state.absent.contains(person.initials) && textOf(values, person.initials.c_str()).empty())
                return refuse(event, person.initials + " has not signed off");
        return {};
    }
    for (const Field& item : spec.items)
        if (!matches(textOf(values, item.id.c_str()), item.pattern))
            return refuse(event, "\"" + item.label.in("en") + "\" is missing or not of the expected form");
    return {};
}

} // namespace keyrite::ceremony
