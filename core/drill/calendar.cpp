#include "core/drill/calendar.h"

#include <algorithm>

namespace keyrite::drill {
namespace {

constexpr std::size_t kMaxOctets = 75; // RFC 5545, section 3.1

// RFC 5545, section 3.3.11.
std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c == '\n') {
            result += "\\n";
            continue;
        }
        if (c == '\\' || c == ';' || c == ',')
            result += '\\';
        result += c;
    }
    return result;
}

bool beginsCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
}

// One content line, folded; never within a character of UTF-8.
void addLine(std::string& calendar, std::string_view line)
{
    std::size_t room = kMaxOctets;
    while (line.size() > room) {
        std::size_t length = room;
        while (length > 1 && !beginsCharacter(line[length]))
            --length;
        calendar.append(line.substr(0, length)).append("\r\n ");
        line.remove_prefix(length);
        room = kMaxOctets - 1; // the space counts
    }
    calendar.append(line).append("\r\n");
}

std::string basic(std::string text) // "2026-11-22T10:15:30Z" -> "20261122T101530Z"
{
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

std::string uid(const Due& due, const std::string& origin)
{
    std::string name =
        std::string(dueKindName(due.kind)) + "-" + due.shareSet + "-" + std::to_string(due.share);
    for (const std::uint64_t seq : due.from) {
        name += "-" + std::to_string(seq);
        if (due.kind == DueKind::Reissue)
            break; // one more reason does not make it another event
    }
    name += due.kind == DueKind::Deadline ? "-" + toIsoDay(due.due) : "";
    return name + "@" + origin;
}

std::string description(const Due& due)
{
    std::string text = sentenceOf(due);
    if (due.latest > due.due)
        text += "\nAt the latest on " + toIsoDay(due.latest) + ".";
    for (const std::string& site : due.sites)
        text += "\nSite: " + site;
    return text;
}

void addEvent(std::string& calendar, const Due& due, const std::string& origin, TimePoint now)
{
    const Day end =
        due.kind == DueKind::Leave ? due.latest + std::chrono::days{1} : due.due + std::chrono::days{1};
    addLine(calendar, "BEGIN:VEVENT");
    addLine(calendar, "UID:" + uid(due, origin));
    addLine(calendar, "DTSTAMP:" + basic(toIsoTime(now).substr(0, 19)) + "Z");
    addLine(calendar, "DTSTART;VALUE=DATE:" + basic(toIsoDay(due.due)));
    addLine(calendar, "DTEND;VALUE=DATE:" + basic(toIsoDay(end)));
    addLine(calendar, "SUMMARY:" + escaped(sentenceOf(due)));
    addLine(calendar, "DESCRIPTION:" + escaped(description(due)));
    addLine(calendar, "CATEGORIES:" + escaped(dueKindName(due.kind)));
    addLine(calendar, "TRANSP:TRANSPARENT");
    addLine(calendar, "END:VEVENT");
}

} // namespace

std::string calendarOf(const std::vector<Due>& schedule, const std::string& origin, TimePoint now,
                       Surprises surprises)
{
    std::string calendar;
    addLine(calendar, "BEGIN:VCALENDAR");
    addLine(calendar, "VERSION:2.0");
    addLine(calendar, "PRODID:-//Keyrite//Programme 1//EN");
    for (const Due& due : schedule)
        if (due.announced || surprises == Surprises::Shown)
            addEvent(calendar, due, origin, now);
    addLine(calendar, "END:VCALENDAR");
    return calendar;
}

} // namespace keyrite::drill
