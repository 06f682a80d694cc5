#include "core/ceremony/practice_values.h"

#include "core/ceremony/event.h"

#include <algorithm>

namespace keyrite::ceremony {
namespace {

bool isWord(std::string_view text)
{
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

std::vector<std::string> alternatives(const std::string& pattern)
{
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= pattern.size();) {
        const std::size_t to = std::min(pattern.find('|', from), pattern.size());
        parts.push_back(pattern.substr(from, to - from));
        from = to + 1;
    }
    return parts;
}

} // namespace

std::vector<std::string> offeredWords(const Field& field)
{
    std::vector<std::string> words = alternatives(field.pattern);
    return std::ranges::all_of(words, isWord) ? words : std::vector<std::string>();
}

std::string practiceValue(const Field& field, TimePoint now)
{
    const std::string iso = toIsoTime(now); // 2026-11-25T09:15:30.123Z
    std::vector<std::string> candidates = alternatives(field.pattern);
    std::erase_if(candidates, [](const std::string& one) { return !isWord(one); });
    candidates.insert(candidates.end(),
                      {"PRACTICE-1", iso.substr(11, 5), iso.substr(11, 8),
                       iso.substr(0, 10) + " " + iso.substr(11, 5), iso.substr(0, 10), "1"});
    if (field.pattern.empty())
        return "PRACTICE-1";
    const auto fits =
        std::ranges::find_if(candidates, [&](const std::string& one) { return matches(one, field.pattern); });
    return fits == candidates.end() ? std::string() : *fits;
}

} // namespace keyrite::ceremony
