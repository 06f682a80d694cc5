#include "core/log/filter.h"

#include "core/log/subject.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace keyrite::log {
namespace {

constexpr std::size_t kMaxLine = 4096;
constexpr std::uint64_t kMaxSeq = std::uint64_t{1} << 53;
constexpr std::chrono::hours kDay{24};
constexpr std::string_view kMidnight = "T00:00:00.000Z";

// One piece of the line: what stands before the colon (empty for a plain word) and the rest without quotes.
struct Piece
{
    std::string name;
    std::string value;
    std::string typed;
};

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isName(std::string_view name)
{
    static constexpr std::array<std::string_view, 10> kNames{"ceremony", "first",  "from",  "key",  "kind",
                                                             "last",     "person", "sheet", "text", "to"};
    return std::ranges::find(kNames, name) != kNames.end();
}

// Reads up to a space outside quotes; a quote that is not closed ends with the line.
Piece takePiece(std::string_view& line)
{
    Piece piece;
    bool quoted = false;
    std::size_t at = 0;
    for (; at < line.size() && (quoted || !isSpace(line[at])); ++at) {
        const char c = line[at];
        if (c == '"' && quoted && at + 1 < line.size() && line[at + 1] == '"')
            piece.value += line[++at];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ':' && !quoted && piece.name.empty() && isName(piece.value))
            piece.name = std::exchange(piece.value, {});
        else
            piece.value += c;
    }
    piece.typed = line.substr(0, at);
    line.remove_prefix(at);
    return piece;
}

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

// A day, a minute, or a time as entries have it.
std::optional<TimePoint> timeOf(const std::string& value)
{
    const auto time = fromIsoTime(value.size() == 10   ? value + std::string(kMidnight)
                                  : value.size() == 16 ? value + ":00.000Z"
                                                       : value);
    return time ? std::optional(*time) : std::nullopt;
}

Result<void> setTime(Filter& filter, const Piece& piece)
{
    const auto time = timeOf(piece.value);
    if (!time)
        return fail(ErrorCode::InvalidArgument, "\"" + piece.typed + "\" names no time. Write a day, as in " +
                                                    piece.name + ":2026-11-22, or a time in UTC, as in " +
                                                    piece.name + ":2026-11-22T10:15.");
    if (piece.name == "from")
        filter.from = *time;
    else
        filter.to = piece.value.size() == 10 ? *time + kDay : *time;
    return {};
}

Result<void> setNumber(Filter& filter, const Piece& piece)
{
    std::uint64_t number = 0;
    const char* end = piece.value.data() + piece.value.size();
    const auto read = std::from_chars(piece.value.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number > kMaxSeq)
        return fail(ErrorCode::InvalidArgument, "\"" + piece.typed +
                                                    "\" names no entry. Write its number, as in " +
                                                    piece.name + ":1200.");
    (piece.name == "first" ? filter.first : filter.last) = number;
    return {};
}

std::string& fieldOf(Filter& filter, const std::string& name)
{
    return name == "ceremony" ? filter.ceremony
           : name == "kind"   ? filter.kind
           : name == "person" ? filter.person
           : name == "key"    ? filter.key
                              : filter.sheet;
}

Result<void> setCondition(Filter& filter, const Piece& piece)
{
    if (piece.name == "from" || piece.name == "to")
        return setTime(filter, piece);
    if (piece.name == "first" || piece.name == "last")
        return setNumber(filter, piece);
    std::string& field = fieldOf(filter, piece.name);
    if (piece.value.empty())
        return fail(ErrorCode::InvalidArgument,
                    "\"" + piece.typed + "\" names nothing. Write what to look for after the colon.");
    if (!field.empty())
        return fail(ErrorCode::InvalidArgument,
                    "\"" + piece.name + ":\" stands twice; an entry has one. Take one away.");
    field = piece.name == "ceremony" || piece.name == "person" ? piece.value : lowered(piece.value);
    return {};
}

std::string inQuotes(std::string_view value)
{
    const bool plain =
        !value.empty() && std::ranges::none_of(value, [](char c) { return isSpace(c) || c == '"'; });
    if (plain)
        return std::string(value);
    std::string text = "\"";
    for (const char c : value)
        text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + "\"";
}

// The text as plain words where they mean the same, else behind its name.
std::string textPart(const std::string& text)
{
    const auto alone = parseFilter(text);
    return alone && *alone == Filter{.text = text} ? text : "text:" + inQuotes(text);
}

void appendCondition(std::string& line, std::string_view name, const std::string& value)
{
    if (!value.empty())
        line.append(line.empty() ? "" : " ").append(name).append(":").append(inQuotes(value));
}

// As a day where it is one that timeOf() reads back.
std::string timeText(TimePoint time, std::chrono::hours dayBefore)
{
    const std::string text = toIsoTime(time);
    const std::string day = toIsoTime(time - dayBefore).substr(0, 10);
    return text.ends_with(kMidnight) && timeOf(day) ? day : text;
}

bool hasWord(const std::vector<std::string>& words, const std::string& beginning)
{
    return std::ranges::any_of(words, [&](const std::string& word) { return word.starts_with(beginning); });
}

bool hasSubject(const std::vector<std::string>& subjects, const WantedSubject& wanted)
{
    return std::ranges::any_of(subjects, [&](const std::string& subject) {
        return wanted.isBeginning ? subject.starts_with(wanted.name) : subject == wanted.name;
    });
}

} // namespace

Result<Filter> parseFilter(std::string_view line)
{
    if (line.size() > kMaxLine)
        return fail(ErrorCode::InvalidArgument, "The filter is longer than 4096 characters. Write less.");
    Filter filter;
    for (;;) {
        while (!line.empty() && isSpace(line.front()))
            line.remove_prefix(1);
        if (line.empty())
            return filter;
        const Piece piece = takePiece(line);
        if (!piece.name.empty() && piece.name != "text") {
            if (const auto set = setCondition(filter, piece); !set)
                return fail(set.error());
        } else if (!piece.value.empty()) {
            filter.text += (filter.text.empty() ? "" : " ") + piece.value;
        }
    }
}

std::string filterLine(const Filter& filter)
{
    std::string line = filter.text.empty() ? std::string() : textPart(filter.text);
    appendCondition(line, "ceremony", filter.ceremony);
    appendCondition(line, "kind", filter.kind);
    appendCondition(line, "person", filter.person);
    appendCondition(line, "key", filter.key);
    appendCondition(line, "sheet", filter.sheet);
    if (filter.from)
        appendCondition(line, "from", timeText(*filter.from, std::chrono::hours(0)));
    if (filter.to)
        appendCondition(line, "to", timeText(*filter.to, kDay));
    if (filter.first)
        appendCondition(line, "first", std::to_string(*filter.first));
    if (filter.last)
        appendCondition(line, "last", std::to_string(*filter.last));
    return line;
}

std::vector<WantedSubject> subjectsWanted(const Filter& filter)
{
    std::vector<WantedSubject> wanted;
    const bool wholeSet = filter.sheet.find('/') == std::string::npos;
    for (const auto& [type, name] : {std::pair<const char*, const std::string&>{"ceremony/", filter.ceremony},
                                     {"person/", filter.person},
                                     {"key/", filter.key},
                                     {wholeSet ? "set/" : "sheet/", filter.sheet}})
        if (!name.empty())
            wanted.push_back({type + name});
    if (!filter.kind.empty())
        wanted.push_back({"kind/" + filter.kind, filter.kind.back() == '.'});
    return wanted;
}

bool matches(const Entry& entry, const Filter& filter, const WordBreaker& breaker)
{
    if ((filter.first && entry.seq < *filter.first) || (filter.last && entry.seq > *filter.last))
        return false;
    if ((filter.from && entry.time < *filter.from) || (filter.to && entry.time >= *filter.to))
        return false;
    const std::vector<std::string> subjects = subjectsOf(entry);
    for (const WantedSubject& wanted : subjectsWanted(filter))
        if (!hasSubject(subjects, wanted))
            return false;
    if (filter.text.empty())
        return true;
    const std::vector<std::string> sought = breaker.words(filter.text);
    const std::vector<std::string> words = breaker.words(textOf(entry));
    return !sought.empty() && std::ranges::all_of(sought, [&](const std::string& beginning) {
        return hasWord(words, beginning);
    });
}

} // namespace keyrite::log
