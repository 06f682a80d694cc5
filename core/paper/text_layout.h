// Text layout: how wide a text is and where its lines break, from a table of advance widths.
// So that a page is laid out without a font library, and the same everywhere. Pure functions.
#pragma once

#include "core/paper/page.h"

namespace keyrite::paper {

inline constexpr double kMmPerPoint = 25.4 / 72.0;

// Height of one line of running text in this style, in millimetres.
double lineHeightMm(const TextStyle& style);

// Width in millimetres of one line of UTF-8. Exact for ASCII; other letters are estimated, and the painter
// narrows a line that turns out wider than its box.
double textWidthMm(std::string_view text, const TextStyle& style);

// The lines of `text` in a column of `widthMm`: broken at spaces, and inside a word that is wider than the
// column. '\n' starts a new line. Never empty; each line has at least one character unless the text has an
// empty line.
std::vector<std::string> breakLines(std::string_view text, const TextStyle& style, double widthMm);

// Places one line with its top left at (x, y); it takes lineHeightMm.
void addLine(Page& page, double x, double y, double widthMm, std::string text, const TextStyle& style);

// Places a wrapped text with its top left at (x, y); answers the y below it.
double addParagraph(Page& page, double x, double y, double widthMm, std::string_view text,
                    const TextStyle& style);

// The height that addParagraph will take.
double paragraphHeightMm(std::string_view text, const TextStyle& style, double widthMm);

} // namespace keyrite::paper
