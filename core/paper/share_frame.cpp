#include "core/paper/share_frame.h"

#include "core/paper/checkpoint_block.h"
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
constexpr std::size_t kMaxPolicyLines = 5;

constexpr double kBadgePaddingMm = 2;

// The head's code is far smaller than those of the share, so that nobody takes it for one of them.
constexpr double kHeadQrMm = 18;
constexpr int kHeadQrVersion = 4; // up to 10^12 entries
constexpr double kHeadGapMm = 1;

constexpr TextStyle kBadge{Face::Strong, 8.5, Ink::White, Align::Centre};
constexpr TextStyle kNumber{Face::Strong, 30, Ink::Black, Align::Left};
constexpr TextStyle kHeadGroup{Face::MonoStrong, 7.5, Ink::Black, Align::Left};
constexpr TextStyle kHeadWords{Face::Text, 7.5, Ink::Black, Align::Left};
constexpr TextStyle kFingerprint{Face::MonoStrong, 11, Ink::Black, Align::Left};

// What the sheet is, in one word on black and a few beside it: read before anything else.
struct Kind
{
    std::string_view badge;
    std::string_view words;
};

Kind kindOf(Mode mode)
{
    switch (mode) {
    case Mode::Practice:
        return {"PRACTICE", "This sheet protects nothing."};
    case Mode::Live:
        return {"SECRET", "Recovery sheet"};
    case Mode::Drill:
        return {"DRILL", "This sheet protects nothing."};
    }
    return {};
}

double addKind(Page& page, double y, double widthMm, Mode mode)
{
    const Kind kind = kindOf(mode);
    const double height = lineHeightMm(kBadge) + 0.8;
    const RectMm badge{kMarginMm, y, textWidthMm(kind.badge, kBadge) + 2 * kBadgePaddingMm, height};
    page.items.emplace_back(Box{badge, 0, Ink::Black, true});
    page.items.emplace_back(Text{badge, std::string(kind.badge), kBadge});
    const double x = badge.right() + 2.5;
    page.items.emplace_back(
        Text{{x, y, kMarginMm + widthMm - x, height}, std::string(kind.words), kBodyStrong});
    return y + height + 1.5;
}

// What does not fit into `most` lines ends in an ellipsis.
std::vector<std::string> factLines(const std::string& value, const TextStyle& style, double widthMm,
                                   std::size_t most)
{
    std::vector<std::string> lines = breakLines(value, style, widthMm);
    if (lines.size() <= most)
        return lines;
    lines.resize(most);
    const std::string whole = lines.back() + "\u2026";
    lines.back() = textWidthMm(whole, style) <= widthMm
                       ? whole
                       : breakLines(lines.back(), style, widthMm - 4).front() + "\u2026";
    return lines;
}

// The first of the four sentences. An anonymous sheet must not tell that it is enough by itself.
std::string_view whatItIs(const ShareSheet& sheet)
{
    const bool known =
        !sheet.anonymous && sheet.policy && sheet.number >= 1 && sheet.number <= sheet.policy->shareCount();
    const bool alone =
        known && sheet.policy->groupThreshold() == 1 &&
        sheet.policy->groups()
                .at(static_cast<std::size_t>(sharePosition(*sheet.policy, sheet.number - 1).group))
                .threshold == 1;
    return alone
               ? "This paper holds a whole key: whoever reads it can use all that it protects."
               : "This paper holds one part of a key: by itself it opens nothing, together with other sheets "
                 "it opens everything.";
}

double addFact(Page& page, double y, double widthMm, const char* label, const std::string& value,
               const TextStyle& style = kBody, std::size_t mostLines = kMaxFactLines)
{
    if (value.empty())
        return y;
    const double step = lineHeightMm(style);
    page.items.emplace_back(Text{{kMarginMm, y, kLabelColumnMm, step}, label, kSmall});
    for (std::string& line : factLines(value, style, widthMm - kLabelColumnMm, mostLines)) {
        addLine(page, kMarginMm + kLabelColumnMm, y, widthMm - kLabelColumnMm, std::move(line), style);
        y += step;
    }
    return y + 0.5;
}

// Never cut: without it nobody knows what it takes to recover. Many groups are told in figures.
double addPolicy(Page& page, double y, double widthMm, const Policy& policy)
{
    std::string text = policyInWords(policy);
    if (breakLines(text, kBody, widthMm - kLabelColumnMm).size() > kMaxPolicyLines)
        text = policyInFigures(policy);
    return addFact(page, y, widthMm, "To recover", text, kBody, SIZE_MAX);
}

// The three sentences under the first one, each with the words that find it at a glance.
struct Care
{
    const char* heading;
    std::string text;
};

// The names on a sheet come from a person; a page cannot take more than this. Never cuts a UTF-8 character.
std::string bounded(const std::string& text, std::size_t bytes)
{
    if (text.size() <= bytes)
        return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U)
        --bytes;
    return text.substr(0, bytes) + "...";
}

std::vector<Care> careOf(const ShareSheet& sheet)
{
    // Whom to tell would name the firm.
    const std::string contact = sheet.anonymous ? std::string() : bounded(sheet.returnTo, 120);
    std::vector<Care> care{{"Keep it",
                            "Keep it sealed in its bag, dry and locked away, apart from other sheets; do not "
                            "copy, photograph or read it out."}};
    if (contact.empty()) {
        care.push_back({"If its bag is open, damaged or gone",
                        "Tell the ceremony administrator at once, even if nothing seems to be missing."});
        care.push_back({"If you found it",
                        "Close it in an envelope and hand it to the police; alone it is of no use to you."});
    } else {
        const bool isSentence = contact.ends_with('.');
        care.push_back(
            {"If its bag is open, damaged or gone", isSentence ? contact : "Tell " + contact + ", at once."});
        care.push_back({"If you found it",
                        "Close it in an envelope and tell the same people; alone it is of no use to you."});
    }
    return care;
}

constexpr double kCareGapMm = 1.6;

void addField(Page& page, RectMm box, const char* label, const std::string& value)
{
    page.items.emplace_back(Box{box, kFrameMm, Ink::Black});
    addLine(page, box.x, box.y - lineHeightMm(kLabel), box.width, label, kLabel);
    if (!value.empty())
        page.items.emplace_back(
            Text{{box.x + 2, box.y + 2, box.width - 4, box.height - 4}, value, kMonoStrong});
}

std::string sheetNumber(const ShareSheet& sheet)
{
    const std::string number = "Sheet " + std::to_string(sheet.number);
    return sheet.anonymous ? number : number + " of " + std::to_string(sheet.count);
}

} // namespace

double addSheetHead(Page& page, const ShareSheet& sheet, double widthMm, const std::string& fingerprint)
{
    double y = kTopEdgeMm;
    y = addKind(page, y, widthMm, sheet.mode);
    addLine(page, kMarginMm, y, widthMm, sheetNumber(sheet), kNumber);
    y += lineHeightMm(kNumber) + 0.5;
    y = addParagraph(page, kMarginMm, y, widthMm, whatItIs(sheet), kLead) + 2.5;
    if (!sheet.anonymous) {
        y = addFact(page, y, widthMm, "Held by", sheet.holder, kBodyStrong);
        y = addFact(page, y, widthMm, "Protects", sheet.protects);
        y = addFact(page, y, widthMm, "Belongs to", sheet.room);
        if (sheet.policy)
            y = addPolicy(page, y, widthMm, *sheet.policy);
        y = addFact(page, y, widthMm, "Ceremony",
                    sheet.date.empty() || sheet.ceremony.empty() ? sheet.ceremony + sheet.date
                                                                 : sheet.ceremony + ", " + sheet.date);
    }
    return addFact(page, y, widthMm, "Fingerprint", fingerprint, kFingerprint);
}

double sheetCareHeightMm(const ShareSheet& sheet, double widthMm)
{
    double height = lineHeightMm(kLabel) + kFieldHeightMm;
    for (const Care& care : careOf(sheet))
        height += lineHeightMm(kBodyStrong) + paragraphHeightMm(care.text, kBody, widthMm) + kCareGapMm;
    return height;
}

void addSheetCare(Page& page, const ShareSheet& sheet, double x, double bottom, double widthMm)
{
    double y = bottom - sheetCareHeightMm(sheet, widthMm);
    for (const Care& care : careOf(sheet)) {
        addLine(page, x, y, widthMm, care.heading, kBodyStrong);
        y = addParagraph(page, x, y + lineHeightMm(kBodyStrong), widthMm, care.text, kBody) + kCareGapMm;
    }
    constexpr double initials = 29;
    constexpr double gap = 3;
    const double top = bottom - kFieldHeightMm;
    const double bag = widthMm - 2 * (initials + gap);
    addField(page, {x, top, bag, kFieldHeightMm}, "Bag number", bounded(sheet.bag, 32));
    addField(page, {x + bag + gap, top, initials, kFieldHeightMm}, "Custodian's initials", {});
    addField(page, {x + bag + 2 * gap + initials, top, initials, kFieldHeightMm}, "Witness's initials", {});
}

double headStripHeightMm(const ShareSheet& sheet)
{
    return sheet.head ? kHeadQrMm * (1.0 + 2.0 * kQuietModules / modulesOf(kHeadQrVersion)) + kHeadGapMm : 0;
}

void addHeadStrip(Page& page, const ShareSheet& sheet, double y)
{
    if (!sheet.head)
        return;
    auto code = qr(headText(*sheet.head), Ecc::Medium); // at most 98 characters: always fits
    if (!code)
        return;
    const double right = sizeOf(sheet.size).width - kMarginMm;
    const double quiet = kHeadQrMm * kQuietModules / code->size();
    const double width = right - kHeadQrMm - 2 * quiet - kMarginMm - 2;
    addLine(page, kMarginMm, y, width,
            "Head of the log after " + std::to_string(sheet.head->size) +
                (sheet.head->size == 1 ? " entry" : " entries") +
                ", not secret: a log that was cut or changed cannot give it again. The code says the same.",
            kLabel);
    const double top = y + lineHeightMm(kLabel) + 0.8;
    addHeadGroups(page, {kMarginMm, top, width, 4 * (lineHeightMm(kHeadWords) + 0.3)}, sheet.head->root, 4,
                  kHeadGroup, kHeadWords);
    page.items.emplace_back(
        Qr{{right - kHeadQrMm - quiet, y + quiet, kHeadQrMm, kHeadQrMm}, std::move(*code)});
}

void addSheetFoot(Document& document, const ShareSheet& sheet)
{
    Frame frame;
    frame.mode = sheet.mode;
    if (!sheet.anonymous)
        frame.procedureHash = sheet.procedureHash;
    addFoot(document, frame, sheetNumber(sheet));
}

RectMm addWordNumber(Page& page, RectMm cell, int number)
{
    constexpr double numberWidth = 5;
    constexpr double gap = 3;
    page.items.emplace_back(Text{{cell.x, cell.y, numberWidth, cell.height},
                                 std::to_string(number),
                                 aligned(inked(kMonoSmall, Ink::Grey), Align::Right)});
    return {cell.x + numberWidth + gap, cell.y, cell.width - numberWidth - gap, cell.height};
}

RectMm wordCell(RectMm grid, int words, int index)
{
    constexpr double gutter = 4;
    const int rows = (words + kGridColumns - 1) / kGridColumns;
    const double step = (grid.width + gutter) / kGridColumns;
    const double height = grid.height / std::max(1, rows);
    const int column = index / rows;
    return {grid.x + step * column, grid.y + height * (index % rows), step - gutter, height};
}

std::string sheetTitle(const ShareSheet& sheet)
{
    return sheet.anonymous || sheet.ceremony.empty()
               ? "Sheet " + std::to_string(sheet.number)
               : sheet.ceremony + ", sheet " + std::to_string(sheet.number);
}

} // namespace keyrite::paper
