#include "core/slip39/words.h"

#include "core/slip39/word_list.h"

#include <algorithm>

// Looking words up takes time that depends on the word. It serves text that people read and type; the
// arithmetic on shares never passes here.
namespace keyrite::slip39 {
namespace {

// The letters that tell all words apart.
constexpr std::size_t kPrefix = 4;

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// -1, 0 or 1 as `word` stands before, at or after words that start with `prefix`.
constexpr int comparePrefix(std::string_view word, std::string_view prefix)
{
    for (std::size_t i = 0; i < prefix.size(); ++i) {
        if (i >= word.size() || word[i] < lower(prefix[i]))
            return -1;
        if (word[i] > lower(prefix[i]))
            return 1;
    }
    return 0;
}

// The range of words that start with `prefix`.
auto wordsFrom(std::string_view prefix)
{
    const auto first = std::partition_point(kWordList.begin(), kWordList.end(), [prefix](auto candidate) {
        return comparePrefix(candidate, prefix) < 0;
    });
    const auto last = std::partition_point(
        first, kWordList.end(), [prefix](auto candidate) { return comparePrefix(candidate, prefix) == 0; });
    return std::pair(first - kWordList.begin(), last - kWordList.begin());
}

} // namespace

std::string_view word(std::uint16_t index)
{
    return kWordList.at(index);
}

std::optional<std::uint16_t> indexOf(std::string_view text)
{
    const auto [first, last] = wordsFrom(text);
    if (text.size() < kPrefix || first == last)
        return std::nullopt;
    // Only the whole word or exactly four letters of it: anything between is a slip of the pen.
    const auto index = static_cast<std::uint16_t>(first);
    if (text.size() != kPrefix && text.size() != word(index).size())
        return std::nullopt;
    return index;
}

std::vector<std::uint16_t> completions(std::string_view prefix)
{
    const auto [first, last] = wordsFrom(prefix);
    std::vector<std::uint16_t> indices;
    for (auto index = first; index < last; ++index)
        indices.push_back(static_cast<std::uint16_t>(index));
    return indices;
}

} // namespace keyrite::slip39
