#include "core/paper/text_layout.h"

#include "core/paper/advance_widths.h"

#include <algorithm>

namespace keyrite::paper {
namespace {

// Length in bytes of the UTF-8 character that starts at `at`; malformed bytes count one each.
std::size_t characterLength(std::string_view text, std::size_t at)
{
    const auto lead = static_cast<unsigned char>(text[at]);
    std::size_t length = 1;
    if (lead >= 0xF0)
        length = 4;
    else if (lead >= 0xE0)
        length = 3;
    else if (lead >= 0xC0)
        length = 2;
    return std::min(length, text.size() - at);
}

// Outside ASCII: an average letter, or a full em from the scripts that are written in squares (three bytes
// and more in UTF-8, apart from the General Punctuation block, E2 80 xx).
unsigned wideAdvance(std::string_view character)
{
    if (character.size() <= 2)
        return 680;
    const bool punctuation = character.size() == 3 && character[0] == '\xE2' && character[1] == '\x80';
    if (!punctuation)
        return 1000;
    const auto third = static_cast<unsigned char>(character[2]);
    if (third >= 0x98 && third <= 0x9F)
        return 400; // quotation marks
    return third == 0x94 || third == 0xA6 ? 1000 : 560;
}

unsigned advance(std::string_view character, Face face)
{
    const auto first = static_cast<unsigned char>(character[0]);
    const bool ascii = first >= 0x20 && first <= 0x7E;
    switch (face) {
    case Face::Text:
        return ascii ? kInterRegular.at(first - 0x20U) : wideAdvance(character);
    case Face::Strong:
        return ascii ? kInterSemiBold.at(first - 0x20U) : wideAdvance(character);
    case Face::Mono:
    case Face::MonoStrong:
        return character.size() > 2 ? std::max<unsigned>(kMonoAdvance, wideAdvance(character)) : kMonoAdvance;
    }
    return 1000;
}

double advanceMm(std::string_view character, const TextStyle& style)
{
    return advance(character, style.face) * style.sizePt * kMmPerPoint / 1000.0;
}

// How many bytes of `text`, at least one character, fit into the width.
std::size_t fitting(std::string_view text, const TextStyle& style, double widthMm)
{
    std::size_t at = 0;
    double used = 0;
    while (at < text.size()) {
        const std::size_t length = characterLength(text, at);
        used += advanceMm(text.substr(at, length), style);
        if (used > widthMm && at > 0)
            break;
        at += length;
    }
    return at;
}

// Takes the first line off `rest`: up to the last space that fits, else as much as fits.
std::string takeLine(std::string_view& rest, const TextStyle& style, double widthMm)
{
    std::size_t end = fitting(rest, style, widthMm);
    std::size_t next = end;
    if (end < rest.size()) {
        const std::size_t space = rest.rfind(' ', end);
        if (space != std::string_view::npos && space > 0) {
            end = space;
            next = space + 1;
        }
    }
    std::string line(rest.substr(0, end));
    rest.remove_prefix(next);
    return line;
}

} // namespace

SizeMm sizeOf(PaperSize size)
{
    switch (size) {
    case PaperSize::A4:
        return {210, 297};
    case PaperSize::Letter:
        return {215.9, 279.4};
    }
    return {};
}

double lineHeightMm(const TextStyle& style)
{
    return style.sizePt * kMmPerPoint * 1.42;
}

double textWidthMm(std::string_view text, const TextStyle& style)
{
    double width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = characterLength(text, at);
        width += advanceMm(text.substr(at, length), style);
        at += length;
    }
    return width;
}

std::vector<std::string> breakLines(std::string_view text, const TextStyle& style, double widthMm)
{
    std::vector<std::string> lines;
    while (true) {
        const std::size_t newline = text.find('\n');
        std::string_view paragraph = text.substr(0, newline);
        do
            lines.push_back(takeLine(paragraph, style, widthMm));
        while (!paragraph.empty());
        if (newline == std::string_view::npos)
            return lines;
        text.remove_prefix(newline + 1);
    }
}

void addLine(Page& page, double x, double y, double widthMm, std::string text, const TextStyle& style)
{
    if (!text.empty())
        page.items.emplace_back(Text{{x, y, widthMm, lineHeightMm(style)}, std::move(text), style});
}

double addParagraph(Page& page, double x, double y, double widthMm, std::string_view text,
                    const TextStyle& style)
{
    for (std::string& line : breakLines(text, style, widthMm)) {
        addLine(page, x, y, widthMm, std::move(line), style);
        y += lineHeightMm(style);
    }
    return y;
}

double paragraphHeightMm(std::string_view text, const TextStyle& style, double widthMm)
{
    return static_cast<double>(breakLines(text, style, widthMm).size()) * lineHeightMm(style);
}

} // namespace keyrite::paper
