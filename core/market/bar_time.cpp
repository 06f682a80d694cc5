#include "core/market/bar_time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace keyrite::market {
namespace {

using namespace std::chrono;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool allDigits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, isDigit);
}

// Takes a number of `least` to `most` digits off the front of `text`.
std::optional<int> takeNumber(std::string_view& text, std::size_t least, std::size_t most)
{
    std::size_t count = 0;
    int value = 0;
    while (count < most && count < text.size() && isDigit(text[count]))
        value = value * 10 + (text[count++] - '0');
    if (count < least)
        return std::nullopt;
    text.remove_prefix(count);
    return value;
}

bool takeChar(std::string_view& text, std::string_view any)
{
    if (text.empty() || any.find(text.front()) == any.npos)
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<BarTime> dayOf(int y, int m, int d)
{
    const year_month_day date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
    if (!date.ok() || y < 1800 || y > 2200)
        return std::nullopt;
    return sys_seconds(sys_days(date)).time_since_epoch().count();
}

std::optional<BarTime> takeIsoDate(std::string_view& text)
{
    const auto y = takeNumber(text, 4, 4);
    const bool dashes = takeChar(text, "-/");
    const auto m = takeNumber(text, 2, 2);
    if (!y || !m || (dashes && !takeChar(text, "-/")))
        return std::nullopt;
    const auto d = takeNumber(text, 2, 2);
    return d ? dayOf(*y, *m, *d) : std::nullopt;
}

std::optional<BarTime> takeDate(std::string_view& text, TimeFormat format)
{
    if (format == TimeFormat::Iso)
        return takeIsoDate(text);
    const auto first = takeNumber(text, 1, 2);
    const bool separated = takeChar(text, "/.-");
    const auto second = takeNumber(text, 1, 2);
    if (!first || !second || !separated || !takeChar(text, "/.-"))
        return std::nullopt;
    const auto y = takeNumber(text, 4, 4);
    if (!y)
        return std::nullopt;
    return format == TimeFormat::DayMonthYear ? dayOf(*y, *second, *first) : dayOf(*y, *first, *second);
}

// "14:05", "14:05:30" or "14:05:30.5": seconds of the day; the fraction is dropped.
std::optional<int> takeClock(std::string_view& text)
{
    const auto hour = takeNumber(text, 1, 2);
    const bool colon = takeChar(text, ":");
    const auto minute = takeNumber(text, 2, 2);
    if (!hour || !colon || !minute || *hour > 23 || *minute > 59)
        return std::nullopt;
    std::optional<int> second = 0;
    if (takeChar(text, ":")) {
        second = takeNumber(text, 2, 2);
        if (takeChar(text, "."))
            text.remove_prefix(std::min(text.size(), text.find_first_not_of("0123456789")));
    }
    if (!second || *second > 59)
        return std::nullopt;
    return *hour * 3600 + *minute * 60 + *second;
}

// "Z", "UTC", "+02:00", "-0530" or nothing: seconds that the zone is ahead of UTC.
struct Zone
{
    bool given;
    int seconds;
};

std::optional<Zone> zoneOf(std::string_view text)
{
    if (text.empty())
        return Zone{false, 0};
    if (text == "Z" || text == "z" || text == "UTC" || text == " UTC")
        return Zone{true, 0};
    const int sign = text.front() == '-' ? -1 : 1;
    if (!takeChar(text, "+-"))
        return std::nullopt;
    const auto hours = takeNumber(text, 2, 2);
    takeChar(text, ":");
    const auto minutes = takeNumber(text, 2, 2);
    if (!hours || !minutes || *hours > 14 || *minutes > 59 || !text.empty())
        return std::nullopt;
    return Zone{true, sign * (*hours * 3600 + *minutes * 60)};
}

std::optional<ParsedTime> parseEpoch(std::string_view text, std::int64_t perSecond)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    const BarTime seconds = value / perSecond - (value % perSecond < 0 ? 1 : 0);
    if (seconds < -5364662400 || seconds >= 7289654400) // 1800 and 2201
        return std::nullopt;
    return ParsedTime{seconds, true};
}

} // namespace

std::optional<ParsedTime> parseBarTime(std::string_view text, TimeFormat format)
{
    if (format == TimeFormat::EpochSeconds)
        return parseEpoch(text, 1);
    if (format == TimeFormat::EpochMilliseconds)
        return parseEpoch(text, 1000);
    if (format == TimeFormat::EpochMicroseconds)
        return parseEpoch(text, 1000000);
    const auto date = takeDate(text, format);
    if (!date || text.empty())
        return date ? std::optional(ParsedTime{*date, false}) : std::nullopt;
    if (!takeChar(text, "T "))
        return std::nullopt;
    const auto clock = takeClock(text);
    const auto zone = clock ? zoneOf(text) : std::nullopt;
    if (!zone)
        return std::nullopt;
    return ParsedTime{*date + *clock - zone->seconds, zone->given};
}

std::optional<TimeFormat> guessTimeFormat(std::string_view text)
{
    if (allDigits(text) && text.size() >= 9 && text.size() <= 10)
        return TimeFormat::EpochSeconds;
    if (allDigits(text) && text.size() >= 12 && text.size() <= 13)
        return TimeFormat::EpochMilliseconds;
    if (allDigits(text) && text.size() >= 15 && text.size() <= 16)
        return TimeFormat::EpochMicroseconds;
    if (parseBarTime(text, TimeFormat::Iso))
        return TimeFormat::Iso;
    return std::nullopt;
}

std::string barTimeText(BarTime time)
{
    const sys_seconds instant{seconds(time)};
    const auto midnight = floor<days>(instant);
    const year_month_day date(midnight);
    std::array<char, 40> text{};
    int size = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                             static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    if (const auto minute = duration_cast<minutes>(instant - midnight).count(); minute != 0)
        size = std::snprintf(text.data(), text.size(), "%s %02d:%02d", std::string(text.data()).c_str(),
                             static_cast<int>(minute / 60), static_cast<int>(minute % 60));
    return {text.data(), static_cast<std::size_t>(size)};
}

} // namespace keyrite::market
