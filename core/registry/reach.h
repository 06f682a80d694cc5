// Reach: which people and which sites can come at which sheets of a share set, what smallest sets of them
// suffice for a quorum, and who is one sheet from too much. Pure; safe on any thread.
#pragma once

#include "core/registry/registry.h"

namespace keyrite::registry {

// What one person or one site can come at.
struct Holding
{
    std::string name;        // of the person, or the site's id; empty: sheets whose site nobody named
    std::vector<int> sheets; // numbers
    int sheetsShort = 0;     // how few further sheets would make a quorum; 0: this one alone suffices
    int shortWithSite = 0;   // of a person: the same, with all sheets at the site where the person works
};

// Smallest sets: each suffices, and none without any one of its members. Smaller ones first.
struct Sufficing
{
    std::vector<std::vector<std::string>> sets;
    bool complete = true; // false: there are more than were looked for
    int canMiss = -1; // any so many can be missing and the rest still suffice; -1: even all do not suffice
};

struct Reach
{
    std::vector<Holding> people; // by name; those of whom a reachable sheet is held
    std::vector<Holding> sites;
    Sufficing bySites;
    Sufficing byPeople;
    int sheetsReachable = 0;
};

// Sheets that are void, lost, destroyed or at a lost site are out of reach of everybody; so are, where `day`
// is given, those whose holder cannot be counted on that day.
Reach reachOf(const Registry& registry, const ShareSet& set, std::optional<Day> day = {});

// How few further sheets would make a quorum of these (numbers from 1, none twice).
int sheetsShort(const Policy& policy, const std::vector<int>& sheets);

} // namespace keyrite::registry
