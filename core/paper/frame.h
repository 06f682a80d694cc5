// Frame: what every page of a document carries around its content: margins, head, foot, watermark.
#pragma once

#include "core/mode.h"
#include "core/paper/page.h"

namespace keyrite::paper {

inline constexpr double kMarginMm = 16;
inline constexpr double kTopMm = 22;       // where content begins under a head
inline constexpr double kBottomMm = 20;    // where content ends, from the lower edge
inline constexpr double kHairlineMm = 0.2; // rules
inline constexpr double kFrameMm = 0.3;    // boxes to write into

// What is said at the head and foot. Empty fields are left out.
struct Frame
{
    std::string name;          // of the document: "Backup document"
    std::string ceremony;      // "KC-2026-0001"
    std::string procedureHash; // SHA-256 of the procedure file, 64 hex digits
    Mode mode = Mode::Live;
};

// Where content may stand on a page with head and foot.
RectMm contentArea(PaperSize size);

// "PRACTICE", "DRILL", or empty for a live ceremony.
std::string_view watermark(Mode mode);

// Adds head, foot with "Page 2 of 5", and watermark to every page. Call once, when all pages are there.
void addFrames(Document& document, const Frame& frame);

// The foot and the watermark alone, for a single page that uses its head itself; `right` stands where the
// page number does.
void addFoot(Document& document, const Frame& frame, const std::string& right);

} // namespace keyrite::paper
