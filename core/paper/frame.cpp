#include "core/paper/frame.h"

#include "core/paper/styles.h"
#include "core/paper/text_layout.h"

namespace keyrite::paper {
namespace {

// Hex digits in groups of four, as they are compared.
std::string grouped(std::string_view hex)
{
    std::string text;
    for (std::size_t i = 0; i < hex.size(); ++i) {
        if (i != 0 && i % 4 == 0)
            text += ' ';
        text += hex[i];
    }
    return text;
}

void addHead(Page& page, SizeMm paper, const Frame& frame)
{
    const double width = paper.width - 2 * kMarginMm;
    const double third = width / 3;
    const double y = 11;
    addLine(page, kMarginMm, y, third, frame.name, inked(kBodyStrong, Ink::Black));
    addLine(page, kMarginMm + third, y, third, std::string(watermark(frame.mode)),
            aligned(kBodyStrong, Align::Centre));
    addLine(page, kMarginMm + 2 * third, y, third, frame.ceremony, aligned(kMono, Align::Right));
    const double rule = y + lineHeightMm(kBodyStrong) + 1;
    page.items.emplace_back(Line{kMarginMm, rule, paper.width - kMarginMm, rule, kHairlineMm, Ink::Grey});
}

void addFootLines(Page& page, SizeMm paper, const Frame& frame, const std::string& pageNumber)
{
    const double right = paper.width - kMarginMm;
    const double y = paper.height - 14.5;
    const TextStyle tiny{Face::Mono, 6.5, Ink::Grey, Align::Left};
    page.items.emplace_back(Line{kMarginMm, y - 1.2, right, y - 1.2, kHairlineMm, Ink::Grey});
    addLine(page, right - 28, y, 28, pageNumber, aligned(kLabel, Align::Right));
    if (frame.procedureHash.empty())
        return;
    const std::string hash = grouped(frame.procedureHash);
    const double labelWidth = textWidthMm("Procedure", kLabel) + 1.5;
    addLine(page, kMarginMm, y, labelWidth, "Procedure", kLabel);
    page.items.emplace_back(
        Text{{kMarginMm + labelWidth, y, textWidthMm(hash, tiny), lineHeightMm(kLabel)}, hash, tiny});
}

} // namespace

RectMm contentArea(PaperSize size)
{
    const SizeMm paper = sizeOf(size);
    return {kMarginMm, kTopMm, paper.width - 2 * kMarginMm, paper.height - kTopMm - kBottomMm};
}

std::string_view watermark(Mode mode)
{
    switch (mode) {
    case Mode::Practice:
        return "PRACTICE";
    case Mode::Live:
        return {};
    case Mode::Drill:
        return "DRILL";
    }
    return {};
}

void addFrames(Document& document, const Frame& frame)
{
    const SizeMm paper = sizeOf(document.size);
    for (std::size_t i = 0; i < document.pages.size(); ++i) {
        Page& page = document.pages[i];
        page.watermark = watermark(frame.mode);
        addHead(page, paper, frame);
        addFootLines(page, paper, frame,
                     "Page " + std::to_string(i + 1) + " of " + std::to_string(document.pages.size()));
    }
}

void addFoot(Document& document, const Frame& frame, const std::string& right)
{
    for (Page& page : document.pages) {
        page.watermark = watermark(frame.mode);
        addFootLines(page, sizeOf(document.size), frame, right);
    }
}

} // namespace keyrite::paper
