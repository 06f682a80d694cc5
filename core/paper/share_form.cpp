#include "core/paper/frame.h"
#include "core/paper/share_frame.h"
#include "core/paper/share_sheet.h"
#include "core/paper/styles.h"
#include "core/paper/text_layout.h"

#include <algorithm>

namespace keyrite::paper {
namespace {

constexpr double kGapMm = 5;

// Four boxes for the sixteen digits of the fingerprint, which is read from the screen like the words.
double addFingerprintBoxes(Page& page, double x, double y, double widthMm)
{
    constexpr double height = 8;
    constexpr double gap = 2;
    const double width = (widthMm - 3 * gap) / 4;
    addLine(page, x, y, widthMm, "Fingerprint, four groups of four", kLabel);
    y += lineHeightMm(kLabel);
    for (int i = 0; i < 4; ++i)
        page.items.emplace_back(Box{{x + i * (width + gap), y, width, height}, kFrameMm, Ink::Black});
    return y + height;
}

double addHowToWrite(Page& page, double x, double y, double widthMm)
{
    addLine(page, x, y, widthMm, "How to write it", kBodyStrong);
    return addParagraph(page, x, y + lineHeightMm(kBodyStrong), widthMm,
                        "Use a pen that does not fade. Write in capitals, one word in each box, and read the "
                        "whole sheet back before you sign.",
                        kBody);
}

} // namespace

Document blankShareForm(const ShareSheet& sheet, int words)
{
    const SizeMm paper = sizeOf(sheet.size);
    const double width = paper.width - 2 * kMarginMm;
    const double half = (width - 8) / 2;
    Document document{sheetTitle(sheet), sheet.size, {}};
    Page& page = document.pages.emplace_back();
    const double headBottom = addSheetHead(page, sheet, half + 10, {});
    const double right = kMarginMm + half + 18;
    const double writeBottom = addHowToWrite(page, right, 20, half - 10);
    const double boxesBottom = addFingerprintBoxes(page, right, writeBottom + 4, half - 10);

    const double gridTop = std::max(headBottom, boxesBottom) + kGapMm;
    const double careBottom = paper.height - 21;
    const double careTop = careBottom - sheetCareHeightMm(sheet, width);
    const double stripTop = careTop - kGapMm / 2 - headStripHeightMm(sheet);
    const int rows = (words + 2) / 3;
    const RectMm grid{kMarginMm, gridTop, width, std::min(12.0 * rows, stripTop - kGapMm / 2 - gridTop)};
    for (int i = 0; i < words; ++i) {
        const RectMm box = addWordNumber(page, wordCell(grid, words, i), i + 1);
        page.items.emplace_back(Box{{box.x, box.y + 0.8, box.width, box.height - 1.6}, kFrameMm, Ink::Black});
    }
    addHeadStrip(page, sheet, stripTop);
    addSheetCare(page, sheet, kMarginMm, careBottom, width);
    addSheetFoot(document, sheet);
    return document;
}

} // namespace keyrite::paper
