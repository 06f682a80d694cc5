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

} // namespace keyrite
