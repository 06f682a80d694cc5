// People: who takes part, in what roles, until when, and when they are away. A person is named by the name
// that is signed with and printed on sheets; two people of one name are told apart in it ("Ada Okafor
// (Zurich)").
#pragma once

#include "core/registry/entry_data.h"

#include <map>

namespace keyrite::registry {

struct Vetting
{
    std::string by;
    bool passed = false;
    std::optional<Day> until;
    Mark mark;
};

struct Training
{
    std::string subject;
    std::optional<Day> until;
    Mark mark;
};

// Both days belong to the leave.
struct Leave
{
    Day from;
    Day to;
    Mark mark;
};

struct Revocation
{
    std::string reason;
    Mark mark;
};

struct Person
{
    std::string name;
    std::optional<Mark> granted; // empty: known only from ceremonies, never registered
    std::vector<std::string> roles;
    std::string site; // where this person works; empty where nobody said
    std::string contact;
    std::optional<Day> termEnd; // the last day of the term
    std::optional<Vetting> vetting;
    std::vector<Training> trainings;
    std::vector<Leave> leaves;
    std::optional<Revocation> revoked;
    std::vector<std::string> ceremonies;
    History history;

    // Neither revoked nor past the end of the term.
    bool serves(Day day) const;
    bool isOnLeave(Day day) const;
    // Whether this person can be counted on that day.
    bool isAvailable(Day day) const { return serves(day) && !isOnLeave(day); }
};

using People = std::map<std::string, Person>; // by name

// custodian.granted (again: renews roles, site and term, and takes a revocation back), vetted, trained,
// leave, revoked; and ceremony.opened, which names its people.
void applyPerson(People& people, const log::Entry& entry);

} // namespace keyrite::registry
