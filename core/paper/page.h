// Page: a printed page as data. Boxes in millimetres from the top left corner; no font, no device.
// Everything that is wrapped is wrapped here (text_layout.h), so that a page is the same on every printer.
// Plain values; move-only, because a page may hold a share.
#pragma once

#include "core/paper/qr.h"

#include <string>
#include <variant>
#include <vector>

namespace keyrite::paper {

enum class PaperSize { A4, Letter };

struct SizeMm
{
    double width;
    double height;
};

// Portrait: 210 x 297 mm (ISO 216) or 215.9 x 279.4 mm (ANSI/ASME Y14.1).
SizeMm sizeOf(PaperSize size);

struct RectMm
{
    double x;
    double y;
    double width;
    double height;
    double right() const { return x + width; }
    double bottom() const { return y + height; }
};

// Typefaces of a page: Inter in two weights for what is read, JetBrains Mono in two for what is compared or
// copied.
enum class Face { Text, Strong, Mono, MonoStrong };
enum class Align { Left, Centre, Right };
enum class Ink { Black, Grey, Faint, White };

struct TextStyle
{
    Face face = Face::Text;
    double sizePt = 10;
    Ink ink = Ink::Black;
    Align align = Align::Left;
};

// One line of public text, centred in the height of its box. UTF-8.
struct Text
{
    RectMm rect;
    std::string text;
    TextStyle style;
};

// One line that is secret: printable ASCII in a mono face, painted glyph by glyph. The first
// `strongCharacters` are painted in the heavier weight.
struct SecretText
{
    RectMm rect;
    SecretBytes characters;
    TextStyle style;
    std::size_t strongCharacters = 0;
};

// A QR symbol without its quiet zone; the page keeps kQuietModules modules around it free.
struct Qr
{
    RectMm rect;
    QrMatrix matrix;
};

// A straight rule.
struct Line
{
    double x1;
    double y1;
    double x2;
    double y2;
    double thicknessMm;
    Ink ink;
};

// A frame to write into, or a filled bar.
struct Box
{
    RectMm rect;
    double thicknessMm; // of the frame; 0 for none
    Ink ink;
    bool filled = false;
};

using Item = std::variant<Text, SecretText, Qr, Line, Box>;

struct Page
{
    std::string watermark; // "PRACTICE", "DRILL" or empty; painted large and light below everything
    std::vector<Item> items;
};

struct Document
{
    std::string title; // of the PDF; says no more than the pages do
    PaperSize size = PaperSize::A4;
    std::vector<Page> pages;
};

} // namespace keyrite::paper
