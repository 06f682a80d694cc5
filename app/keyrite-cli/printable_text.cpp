#include "app/keyrite-cli/printable_text.h"

#include "core/log/utf8.h"

#include <array>
#include <cstdio>

namespace keyrite::cli {
namespace {

// C0, DEL and C1 drive terminals; the others hide text or show it in another order than it is stored.
bool isDeceptive(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || c == 0x180E ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

std::string escaped(const char* format, unsigned value)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

} // namespace

std::string printableStart(std::string_view text, std::size_t most)
{
    std::string out;
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        if (count == most)
            return out + "...";
        const std::size_t start = at;
        const auto codePoint = log::nextCodePoint(text, at);
        if (!codePoint)
            out += escaped("\\x%02x", static_cast<unsigned char>(text[at++]));
        else if (isDeceptive(*codePoint))
            out += escaped("\\u{%x}", static_cast<unsigned>(*codePoint));
        else
            out += text.substr(start, at - start);
    }
    return out;
}

std::string printable(std::string_view text)
{
    return printableStart(text, text.size());
}

} // namespace keyrite::cli
