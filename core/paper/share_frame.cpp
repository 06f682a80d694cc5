#include "core/paper/share_frame.h"

#include "core/paper/frame.h"
#include "core/paper/styles.h"
#include "core/paper/text_layout.h"

#include <algorithm>

namespace keyrite::paper {
namespace {

constexpr int kGridColumns = 3;
constexpr double kTopEdgeMm = 13;
constexpr double kLabelColumnMm = 25;
constexpr double kFieldHeightMm = 11;
constexpr std::size_t kMaxFactLines = 2;

constexpr TextStyle kKind{Face::Strong, 9, Ink::Grey, Align::Left};
constexpr TextStyle kNumber{Face::Strong, 30, Ink::Black, Align::Left};
constexpr TextStyle kFingerprint{Face::MonoStrong, 11, Ink::Black, Align::Left};

std::string kindOf(Mode mode)
{
    switch (mode) {
    case Mode::Practice:
        return "PRACTICE SHEET. Protects nothing.";
    case Mode::Live:
        return "RECOVERY SHEET. Secret.";
    case Mode::Drill:
        return "DRILL SHEET. Protects nothing.";
    }
    return {};
}

// At most two lines; what does not fit ends in an ellipsis.
std::vector<std::string> factLines(const std::string& value, const TextStyle& style, double widthMm)
{
    std::vector<std::string> lines = breakLines(value, style, widthMm);
    if (lines.size() <= kMaxFactLines)
        return lines;
    lines.resize(kMaxFactLines);
    const std::string whole = lines.back() + "\u2026";
    lines.back() = textWidthMm(whole, style) <= widthMm
                       ? whole
                       : breakLines(lines.back(), style, widthMm - 4).front() + "\u2026";
    return lines;
}

double addFact(Page& page, double y, double widthMm, const char* label, const std::string& value,
               const TextStyle& style = kBody)
{
    if (value.empty())
        return y;
    const double step = lineHeightMm(style);
    page.items.emplace_back(Text{{kMarginMm, y, kLabelColumnMm, step}, label, kSmall});
    for (std::string& line : factLines(value, style, widthMm - kLabelColumnMm)) {
        addLine(page, kMarginMm + kLabelColumnMm, y, widthMm - kLabelColumnMm, std::move(line), style);
        y += step;
    }
    return y + 0.5;
}

double addCare(Page& page, RectMm area, double y, const char* heading, const std::string& text)
{
    addLine(page, area.x, y, area.width, heading, kBodyStrong);
    return addParagraph(page, area.x, y + lineHeightMm(kBodyStrong), area.width, text, kBody) + 1.6;
}

void addField(Page& page, RectMm box, const char* label, const std::string& value)
{
    page.items.emplace_back(Box{box, kFrameMm, Ink::Black});
    addLine(page, box.x, box.y - lineHeightMm(kLabel), box.width, label, kLabel);
    if (!value.empty())
        page.items.emplace_back(
            Text{{box.x + 2, box.y + 2, box.width - 4, box.height - 4}, value, kMonoStrong});
}

// The names on a sheet come from a person; a page cannot take more than this.
std::string bounded(const std::string& text, std::size_t bytes)
{
    return text.substr(0, bytes);
}

} // namespace

double addSheetHead(Page& page, const ShareSheet& sheet, double widthMm, const std::string& fingerprint)
{
    double y = kTopEdgeMm;
    addLine(page, kMarginMm, y, widthMm, kindOf(sheet.mode), kKind);
    y += lineHeightMm(kKind);
    const std::string number = "Sheet " + std::to_string(sheet.number);
    addLine(page, kMarginMm, y, widthMm,
            sheet.anonymous ? number : number + " of " + std::to_string(sheet.count), kNumber);
    y += lineHeightMm(kNumber) + 0.5;
    y = addParagraph(page, kMarginMm, y, widthMm,
                     "This paper holds one part of a key: by itself it opens nothing, together with other "
                     "sheets it opens everything.",
                     kLead) +
        2.5;
    if (!sheet.anonymous) {
        y = addFact(page, y, widthMm, "Held by", sheet.holder, kBodyStrong);
        y = addFact(page, y, widthMm, "Protects", sheet.protects);
        y = addFact(page, y, widthMm, "Belongs to", sheet.room);
        if (sheet.policy)
            y = addFact(page, y, widthMm, "To recover", policyInWords(*sheet.policy));
        y = addFact(page, y, widthMm, "Ceremony",
                    sheet.date.empty() || sheet.ceremony.empty() ? sheet.ceremony + sheet.date
                                                                 : sheet.ceremony + ", " + sheet.date);
    }
    return addFact(page, y, widthMm, "Fingerprint", fingerprint, kFingerprint);
}

void addSheetCare(Page& page, const ShareSheet& sheet, RectMm area)
{
    const std::string contact = bounded(sheet.returnTo, 160);
    const std::string whom = contact.empty() ? std::string("the ceremony administrator") : contact;
    double y = area.y;
    y = addCare(page, area, y, "Keep it",
                "Keep it sealed in its bag, dry and locked away, apart from all other sheets; do not copy, "
                "photograph or read it out.");
    y = addCare(page, area, y, "If the bag is open, damaged or gone",
                "Tell " + whom + " at once, even if nothing seems to be missing.");
    addCare(page, area, y, "If you found it",
            contact.empty()
                ? std::string("Put it into an envelope, close it, and hand it to the police; it is "
                              "of no use to you alone.")
                : "Put it into an envelope, close it, and give it to " + contact +
                      "; it is of no use to you alone.");
    const double top = area.bottom() - kFieldHeightMm;
    const double initials = 26;
    const double gap = 3;
    const double bag = area.width - 2 * (initials + gap);
    addField(page, {area.x, top, bag, kFieldHeightMm}, "Bag number", bounded(sheet.bag, 32));
    addField(page, {area.x + bag + gap, top, initials, kFieldHeightMm}, "Custodian's initials", {});
    addField(page, {area.x + bag + 2 * gap + initials, top, initials, kFieldHeightMm}, "Witness's initials",
             {});
}

void addSheetFoot(Document& document, const ShareSheet& sheet)
{
    Frame frame;
    frame.mode = sheet.mode;
    if (!sheet.anonymous)
        frame.procedureHash = sheet.procedureHash;
    addFoot(document, frame);
}

RectMm addWordCell(Page& page, RectMm cell, int number)
{
    constexpr double numberWidth = 8;
    constexpr double gap = 3;
    page.items.emplace_back(Text{{cell.x, cell.y, numberWidth, cell.height},
                                 std::to_string(number),
                                 aligned(inked(kMonoSmall, Ink::Grey), Align::Right)});
    page.items.emplace_back(Line{cell.x + numberWidth + gap, cell.bottom(), cell.right(), cell.bottom(),
                                 kHairlineMm, Ink::Faint});
    return {cell.x + numberWidth + gap, cell.y, cell.width - numberWidth - gap, cell.height};
}

RectMm wordCell(RectMm grid, int words, int index)
{
    constexpr double gutter = 4;
    const int rows = (words + kGridColumns - 1) / kGridColumns;
    const double step = (grid.width + gutter) / kGridColumns;
    const double height = grid.height / std::max(1, rows);
    return {grid.x + step * (index / rows), grid.y + height * (index % rows), step - gutter, height};
}

std::string sheetTitle(const ShareSheet& sheet)
{
    return sheet.anonymous || sheet.ceremony.empty()
               ? "Sheet " + std::to_string(sheet.number)
               : sheet.ceremony + ", sheet " + std::to_string(sheet.number);
}

} // namespace keyrite::paper
