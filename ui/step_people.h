// Step people: who takes part in the current step of a ceremony. Pure functions of its state. GUI thread
// (translations).
#pragma once

#include "core/ceremony/engine.h"
#include "ui/widgets/initials_strip.h"

namespace keyrite::ui {

// Who of those in the room holds the role; of the custodians the one who holds `share`, where it is not 0.
// Null: nobody.
const ceremony::Person* personFor(const ceremony::State& state, const std::string& role, int share);

QString personText(const ceremony::State& state,
                   const ceremony::Person& person); // "Ada Byron, administrator"

// The people of the step, in the order of its roles: with their places for initials, by name, as initials.
std::vector<InitialsSlot> slotsOf(const ceremony::State& state);
std::vector<QString> stepPeople(const ceremony::State& state);
std::vector<std::string> initialsOf(const ceremony::State& state);

} // namespace keyrite::ui
