#include "core/paper/nato.h"

#include <array>

namespace keyrite::paper {
namespace {

constexpr std::array<std::string_view, 26> kLetters{
    "Alfa",    "Bravo", "Charlie", "Delta",  "Echo",     "Foxtrot", "Golf",   "Hotel",  "India",
    "Juliett", "Kilo",  "Lima",    "Mike",   "November", "Oscar",   "Papa",   "Quebec", "Romeo",
    "Sierra",  "Tango", "Uniform", "Victor", "Whiskey",  "X-ray",   "Yankee", "Zulu"};
constexpr std::array<std::string_view, 10> kDigits{"Zero", "One", "Two",   "Three", "Four",
                                                   "Five", "Six", "Seven", "Eight", "Nine"};

std::string wordOf(char c)
{
    if (c >= 'a' && c <= 'z')
        return std::string(kLetters[static_cast<std::size_t>(c - 'a')]);
    if (c >= 'A' && c <= 'Z')
        return std::string(kLetters[static_cast<std::size_t>(c - 'A')]);
    if (c >= '0' && c <= '9')
        return std::string(kDigits[static_cast<std::size_t>(c - '0')]);
    return c == '-' ? "Dash" : std::string(1, c);
}

} // namespace

std::string natoSpelling(std::string_view text)
{
    std::string spelling;
    for (const char c : text)
        spelling += (spelling.empty() ? "" : " ") + wordOf(c);
    return spelling;
}

} // namespace keyrite::paper
