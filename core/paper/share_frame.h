// Share frame: what a share sheet and its blank form have in common. Internal to core/paper.
#pragma once

#include "core/paper/share_sheet.h"

namespace keyrite::paper {

// The page's column beside the upper QR code: kind of sheet, number, what it is, and the facts. Answers the y
// below it. `fingerprint` may be empty.
double addSheetHead(Page& page, const ShareSheet& sheet, double widthMm, const std::string& fingerprint);

// How to keep it, what to do if it is opened or found, and the boxes for bag and initials: as high as
// sheetCareHeightMm says, ending at `bottom`.
void addSheetCare(Page& page, const ShareSheet& sheet, double x, double bottom, double widthMm);
double sheetCareHeightMm(const ShareSheet& sheet, double widthMm);

// The log's head, on the whole width of the page: a small code at the right, groups and words beside it. As
// high as headStripHeightMm says; nothing where the sheet has no head.
void addHeadStrip(Page& page, const ShareSheet& sheet, double y);
double headStripHeightMm(const ShareSheet& sheet);

// Foot and watermark. Nothing that names the ceremony where the sheet is anonymous.
void addSheetFoot(Document& document, const ShareSheet& sheet);

// The number of one cell of the word grid; answers the box of the word.
RectMm addWordNumber(Page& page, RectMm cell, int number);

// The cell of a word (from 0) in a grid of three columns that are read downwards.
RectMm wordCell(RectMm grid, int words, int index);

// The title of the PDF, which says no more than the page.
std::string sheetTitle(const ShareSheet& sheet);

} // namespace keyrite::paper
