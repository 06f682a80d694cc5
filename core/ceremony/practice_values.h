// Practice values: what a practice run types where a procedure asks for a value, so that a newcomer finishes
// with a mouse alone.
#pragma once

#include "core/ceremony/procedure.h"
#include "core/clock.h"

namespace keyrite::ceremony {

// A value of the form that the field asks for: its own word "none" or first word where it offers words, else
// the time or day now, a number, or "PRACTICE-1". Empty where none of these fits.
std::string practiceValue(const Field& field, TimePoint now);

// The words that a field offers ("passed|failed"); empty where its pattern is more than words.
std::vector<std::string> offeredWords(const Field& field);

} // namespace keyrite::ceremony
