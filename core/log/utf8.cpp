#include "core/log/utf8.h"

namespace keyrite::log {
namespace {

// Length of a sequence by its first byte and the smallest code point that may be written so long.
struct Lead
{
    std::size_t length;
    char32_t bits;
    char32_t smallest;
};

std::optional<Lead> lead(std::uint8_t byte)
{
    if (byte < 0x80)
        return Lead{1, byte, 0};
    if (byte >= 0xC2 && byte < 0xE0)
        return Lead{2, byte & 0x1FU, 0x80};
    if (byte >= 0xE0 && byte < 0xF0)
        return Lead{3, byte & 0x0FU, 0x800};
    if (byte >= 0xF0 && byte < 0xF5)
        return Lead{4, byte & 0x07U, 0x10000};
    return std::nullopt;
}

} // namespace

std::optional<char32_t> nextCodePoint(std::string_view text, std::size_t& at)
{
    const auto first = lead(static_cast<std::uint8_t>(text[at]));
    if (!first || first->length > text.size() - at)
        return std::nullopt;
    char32_t codePoint = first->bits;
    for (std::size_t i = 1; i < first->length; ++i) {
        const auto byte = static_cast<std::uint8_t>(text[at + i]);
        if ((byte & 0xC0U) != 0x80U)
            return std::nullopt;
        codePoint = (codePoint << 6U) | (byte & 0x3FU);
    }
    if (codePoint < first->smallest || codePoint > 0x10FFFF || (codePoint >= 0xD800 && codePoint <= 0xDFFF))
        return std::nullopt;
    at += first->length;
    return codePoint;
}

bool isUnicodeSpace(char32_t codePoint)
{
    return (codePoint >= 0x09 && codePoint <= 0x0D) || codePoint == 0x20 || codePoint == 0x85 ||
           codePoint == 0xA0 || codePoint == 0x1680 || (codePoint >= 0x2000 && codePoint <= 0x200A) ||
           codePoint == 0x2028 || codePoint == 0x2029 || codePoint == 0x202F || codePoint == 0x205F ||
           codePoint == 0x3000;
}

} // namespace keyrite::log
