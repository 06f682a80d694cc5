// Calendar: the schedule as iCalendar (RFC 5545), so that it stands in everybody's own calendar.
#pragma once

#include "core/drill/schedule.h"

namespace keyrite::drill {

enum class Surprises {
    LeftOut, // what is unannounced stays out: a calendar travels
    Shown,   // for those who plan them
};

// All-day events on the day from which each is due (a leave: all its days); lines end in CRLF and are
// folded at 75 octets. `origin` names the room in each event's UID; the same event keeps its UID.
std::string calendarOf(const std::vector<Due>& schedule, const std::string& origin, TimePoint now,
                       Surprises surprises);

} // namespace keyrite::drill
