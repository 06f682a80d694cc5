// Registry: what the log says exists. A fold over entries, composed of one small fold for each concept;
// nothing is stored beside the log. docs/formats/entries.md names the entries. Values, safe to copy to any
// thread.
#pragma once

#include "core/log/store.h"
#include "core/registry/ceremonies.h"
#include "core/registry/devices.h"
#include "core/registry/drills.h"
#include "core/registry/keys.h"
#include "core/registry/people.h"
#include "core/registry/plans.h"
#include "core/registry/reviews.h"
#include "core/registry/room.h"
#include "core/registry/seals.h"
#include "core/registry/sheets.h"
#include "core/registry/sites.h"

namespace keyrite::registry {

// An entry of a known kind whose data is not what this version expects: it changed nothing.
struct Problem
{
    std::uint64_t seq;
    std::string kind;
    std::string what; // a sentence
};

struct Registry
{
    Room room;
    Keys keys;
    ShareSets shareSets;
    Ceremonies ceremonies;
    Procedures procedures;
    People people;
    Sites sites;
    Hsms hsms;
    Devices devices;
    Seals seals;
    Drills drills;
    Findings findings;
    SchedulePolicy schedule;
    Plans plans;
    Reviews reviews;
    std::vector<Problem> problems;

    // The one that is neither closed nor aborted; null where there is none.
    const Ceremony* unfinished() const;

    // Wrong PINs of a token since it last took one.
    int pinFailures(const hsm::TokenId& token) const;

    // Where a sheet lies: the site it was put at, else the one its holder works at; null where the log names
    // none.
    const Site* siteOf(const Sheet& sheet) const;

    // Whether it exists and the site that it lies at is not lost.
    bool canBeReached(const Sheet& sheet) const;

    // Whether a ceremony was held as a drill.
    bool isDrill(const std::string& ceremony) const;

    // A sheet is spent once the secret was rebuilt from it outside a drill: it still counts, but is to be
    // re-issued (docs/decisions/022). The first time; null: it is not spent.
    const Rebuilding* spentBy(const Sheet& sheet) const;

    // Folds one more entry in. An entry of an unknown kind changes nothing; nor does one of a known kind
    // whose data is not as it must be, which is added to `problems`.
    void apply(const log::Entry& entry);
};

// Folds the whole log. Errors: as Store::entries.
[[nodiscard]] Result<Registry> fold(const log::Store& store);

} // namespace keyrite::registry
