// What a row of the programme's pages stands for, and the entries that its record comes from: the history of
// each thing is at a click.
#pragma once

#include "core/registry/registry.h"

#include <QString>

namespace keyrite::ui {

enum class Thing {
    Person,  // by name
    Site,    // by id
    Sheet,   // by set and number: "3a5f/2"
    Key,     // by hex id
    Hsm,     // by serial number
    Device,  // by id
    Seal,    // by number
    Drill,   // by id
    Finding, // by id
    Lesson,  // of a share set, by id: what the time of its recovery follows from, as of `now`
};

// In order; empty where there is no such thing.
registry::History historyOf(const registry::Registry& registry, Thing thing, const QString& id,
                            TimePoint now);

} // namespace keyrite::ui
