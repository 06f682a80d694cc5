#include "core/registry/people.h"

#include <algorithm>

namespace keyrite::registry {
namespace {

using log::Json;

void grant(Person& person, const log::Entry& entry)
{
    person.granted = markOf(entry);
    person.roles = textsOf(entry.data, "roles");
    person.site = textOf(entry.data, "site");
    person.contact = textOf(entry.data, "contact");
    person.termEnd = dayIn(entry.data, "termEnd");
    person.revoked.reset();
}

void nameParticipants(People& people, const log::Entry& entry)
{
    for (const Json& one : listOf(entry.data, "people")) {
        const std::string name = textOf(one, "name");
        if (name.empty())
            continue;
        Person& person = people[name];
        person.name = name;
        person.ceremonies.push_back(entry.ceremony);
        person.history.push_back(entry.seq);
    }
}

} // namespace

bool Person::serves(Day day) const
{
    return !revoked && (!termEnd || day <= *termEnd);
}

bool Person::isOnLeave(Day day) const
{
    return std::ranges::any_of(leaves,
                               [&](const Leave& leave) { return leave.from <= day && day <= leave.to; });
}

void applyPerson(People& people, const log::Entry& entry)
{
    if (entry.kind == "ceremony.opened")
        return nameParticipants(people, entry);
    Person& person = people[textOf(entry.data, "person")];
    person.name = textOf(entry.data, "person");
    person.history.push_back(entry.seq);
    if (entry.kind == "custodian.granted")
        grant(person, entry);
    else if (entry.kind == "custodian.vetted")
        person.vetting = {textOf(entry.data, "by"), textOf(entry.data, "outcome") == "passed",
                          dayIn(entry.data, "until"), markOf(entry)};
    else if (entry.kind == "custodian.trained")
        person.trainings.push_back(
            {textOf(entry.data, "subject"), dayIn(entry.data, "until"), markOf(entry)});
    else if (entry.kind == "custodian.leave")
        person.leaves.push_back(
            {dayIn(entry.data, "from").value(), dayIn(entry.data, "to").value(), markOf(entry)});
    else if (entry.kind == "custodian.revoked")
        person.revoked = {textOf(entry.data, "reason"), markOf(entry)};
}

} // namespace keyrite::registry
