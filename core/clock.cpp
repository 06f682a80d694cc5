#include "core/clock.h"

#include <array>
#include <cstdio>

namespace keyrite {

using namespace std::chrono;

TimePoint systemNow()
{
    return floor<milliseconds>(system_clock::now());
}

std::string toIsoTime(TimePoint time)
{
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                  static_cast<int>(clock.subseconds().count()));
    return text.data();
}

Result<TimePoint> fromIsoTime(std::string_view text)
{
    constexpr std::string_view kShape = "0000-00-00T00:00:00.000Z";
    const auto refuse = [] {
        return fail(ErrorCode::BadEncoding, "The time is not of the form 2026-11-22T10:15:30.123Z.");
    };
    if (text.size() != kShape.size())
        return refuse();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (kShape[i] == '0' ? !digit : text[i] != kShape[i])
            return refuse();
    }
    // Verifying a log reads a million of these: no loops, no checks that the shape above has made.
    const char* const c = text.data();
    const auto two = [c](std::size_t at) { return (c[at] - '0') * 10 + (c[at + 1] - '0'); };
    const int hour = two(11);
    const int minute = two(14);
    const int second = two(17);
    const year_month_day date{year{two(0) * 100 + two(2)}, month{static_cast<unsigned>(two(5))},
                              day{static_cast<unsigned>(two(8))}};
    if (!date.ok() || hour > 23 || minute > 59 || second > 59)
        return refuse();
    return TimePoint{sys_days{date}} + hours{hour} + minutes{minute} + seconds{second} +
           milliseconds{two(20) * 10 + (c[22] - '0')};
}

std::string toIsoDay(Day day)
{
    return toIsoTime(TimePoint{day}).substr(0, 10);
}

Result<Day> fromIsoDay(std::string_view text)
{
    const auto midnight = fromIsoTime(std::string(text) + "T00:00:00.000Z");
    if (!midnight)
        return fail(ErrorCode::BadEncoding, "The day is not of the form 2026-11-22.");
    return dayOf(*midnight);
}

} // namespace keyrite
