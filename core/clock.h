// Time is passed in: whoever stamps an entry is given a Clock.
#pragma once

#include "core/result.h"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace keyrite {

// UTC, with the millisecond resolution of the log.
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

// Answers the time now. Called from one thread at a time.
using Clock = std::function<TimePoint()>;

// The workstation's clock.
TimePoint systemNow();

// RFC 3339 in UTC with milliseconds, the one form the log uses: "2026-11-22T10:15:30.123Z".
std::string toIsoTime(TimePoint time);
[[nodiscard]] Result<TimePoint> fromIsoTime(std::string_view text);

// A day of the calendar, in UTC: terms, leave and due dates have no time of day.
using Day = std::chrono::sys_days;

inline Day dayOf(TimePoint time)
{
    return std::chrono::floor<std::chrono::days>(time);
}

// ISO 8601: "2026-11-22".
std::string toIsoDay(Day day);
[[nodiscard]] Result<Day> fromIsoDay(std::string_view text);

} // namespace keyrite
