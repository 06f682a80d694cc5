// Papers of the day: what is printed before a ceremony (script, attendance sheet, bag labels) and handed out
// after it (receipts). Public data. Pure functions.
#pragma once

#include "core/ceremony/papers.h"

namespace keyrite::ceremony {

// "script", "attendance" and, where bags are sealed, "labels".
std::vector<NamedDocument> papersBefore(const State& state, const registry::Room& room, TimePoint now);

// "receipts" where bags were handed over; else nothing.
std::vector<NamedDocument> papersAfter(const State& state, const registry::Registry& registry, TimePoint now);

// "4.2": act and step within the act, as a person counts.
std::string stepNumber(const State& state, const StepRun& run);

// "Planned 5 min, took 3 min".
std::string paceText(int plannedMinutes, TimePoint started, TimePoint ended);

} // namespace keyrite::ceremony
