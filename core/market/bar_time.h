// The time of a bar, as price files write it and as reports show it. Pure functions, safe on any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keyrite::market {

// Seconds since 1970-01-01T00:00:00Z, negative before it. A daily bar carries the beginning of its day.
using BarTime = std::int64_t;

inline constexpr BarTime kSecondsPerDay = 86400;

enum class TimeFormat {
    Iso, // 2020-03-12, 20200312, 2020-03-12 14:05[:30[.5]] with T or a space, and Z or +02:00 or nothing
    DayMonthYear, // 12/03/2020 or 12.03.2020, with a time as above
    MonthDayYear, // 03/12/2020, with a time as above
    EpochSeconds,
    EpochMilliseconds,
    EpochMicroseconds,
};

struct ParsedTime
{
    BarTime seconds; // UTC where the text has a zone, else as if it were UTC
    bool hasZone;
};

// Nothing where the text is not a time of that format between the years 1800 and 2200.
std::optional<ParsedTime> parseBarTime(std::string_view text, TimeFormat format);

// The one format that the text can have; nothing for 03/12/2020, which has two, and for no time at all.
std::optional<TimeFormat> guessTimeFormat(std::string_view text);

// "2020-03-12", and "2020-03-12 14:05" where the bar does not begin its day.
std::string barTimeText(BarTime time);

} // namespace keyrite::market
