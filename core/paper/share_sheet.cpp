#include "core/paper/share_sheet.h"

#include "core/paper/frame.h"
#include "core/paper/share_frame.h"
#include "core/paper/share_payload.h"
#include "core/paper/styles.h"
#include "core/paper/text_layout.h"
#include "core/slip39/words.h"

#include <algorithm>
#include <utility>

namespace keyrite::paper {
namespace {

constexpr double kEdgeMm = 14;            // of the upper QR code, from the paper's edge
constexpr double kBetweenMm = 6;          // between text and a QR code's quiet zone
constexpr double kRowMm = 9.6;            // of the word grid, where the paper is long enough
constexpr std::size_t kUniqueLetters = 4; // SLIP-39: no two words share their first four letters

constexpr double kWordPt = 14;
constexpr double kWordPart = 0.76; // of a row's height, at most

double quietMm(const QrMatrix& matrix, double sideMm)
{
    return sideMm * kQuietModules / matrix.size();
}

// As much error correction as leaves 1.0 mm a module: H where the words are short, else Q, which takes any
// 33 words (296 characters).
Result<QrMatrix> wordsQr(std::string_view text)
{
    if (auto high = qr(text, Ecc::High, kWordsQrVersion))
        return high;
    return qr(text, Ecc::Quartile, kWordsQrVersion);
}

void addWords(Page& page, RectMm grid, const slip39::Mnemonic& mnemonic)
{
    const int words = static_cast<int>(mnemonic.size());
    const double rowMm = wordCell(grid, words, 0).height;
    const TextStyle style{Face::Mono, std::min(kWordPt, kWordPart * rowMm / kMmPerPoint), Ink::Black,
                          Align::Left};
    for (int i = 0; i < words; ++i) {
        const RectMm box = addWordNumber(page, wordCell(grid, words, i), i + 1);
        page.items.emplace_back(
            Line{box.x, box.bottom(), box.right(), box.bottom(), kHairlineMm, Ink::Faint});
        page.items.emplace_back(
            SecretText{box, SecretBytes::copyOf(asBytes(slip39::word(mnemonic[static_cast<std::size_t>(i)]))),
                       style, kUniqueLetters});
    }
}

void addGridHeading(Page& page, double y, double widthMm, const std::string& heading, const std::string& note)
{
    addLine(page, kMarginMm, y, widthMm / 3, heading, kHeading);
    page.items.emplace_back(Text{{kMarginMm + widthMm / 3, y, widthMm * 2 / 3, lineHeightMm(kHeading)},
                                 note,
                                 aligned(kSmall, Align::Right)});
}

std::string fingerprintText(const slip39::Mnemonic& mnemonic)
{
    return toHexGroups(slip39::fingerprint(mnemonic));
}

// Where the two QR codes stand, and what is left for head, grid and care.
struct Layout
{
    SizeMm paper;
    double widthMm;
    RectMm wordsQr;
    RectMm kr1Qr;
};

Layout layoutFor(PaperSize size)
{
    const SizeMm paper = sizeOf(size);
    return {paper,
            paper.width - 2 * kMarginMm,
            {paper.width - kMarginMm - kWordsQrMm, kEdgeMm, kWordsQrMm, kWordsQrMm},
            {kMarginMm, paper.height - 22 - kKr1QrMm, kKr1QrMm, kKr1QrMm}};
}

} // namespace

Result<Document> shareSheet(const ShareSheet& sheet, const slip39::Mnemonic& mnemonic)
{
    if (mnemonic.size() > kMaxSheetWords)
        return fail(ErrorCode::InvalidArgument,
                    "A share of more than 33 words does not fit a share sheet. Split a secret of at most 32 "
                    "bytes.");
    auto words = wordsQr(wordsText(mnemonic).text());
    if (!words)
        return fail(words.error());
    auto kr1 = qr(kr1Text(mnemonic).text(), Ecc::High);
    if (!kr1)
        return fail(kr1.error());

    const Layout layout = layoutFor(sheet.size);
    const double wordsQuiet = quietMm(*words, kWordsQrMm);
    const double kr1Quiet = quietMm(*kr1, kKr1QrMm);
    Document document{sheetTitle(sheet), sheet.size, {}};
    Page& page = document.pages.emplace_back();

    const double headWidth = layout.wordsQr.x - wordsQuiet - 3 - kMarginMm;
    double y = addSheetHead(page, sheet, headWidth, fingerprintText(mnemonic));
    const double captionY = layout.wordsQr.bottom() + wordsQuiet;
    page.items.emplace_back(Text{{layout.wordsQr.x, captionY, kWordsQrMm, lineHeightMm(kLabel)},
                                 "The words, for an offline scanner only",
                                 aligned(kLabel, Align::Centre)});
    y = std::max(y, captionY + lineHeightMm(kLabel)) + 2;

    addGridHeading(page, y, layout.widthMm, std::to_string(mnemonic.size()) + " words",
                   "Read each column downwards. The first four letters of a word are enough.");
    y += lineHeightMm(kHeading) + 1;
    const double kr1CaptionY = layout.kr1Qr.y - kr1Quiet - lineHeightMm(kLabel);
    const double careX = layout.kr1Qr.right() + kr1Quiet + 3;
    const double careWidth = layout.paper.width - kMarginMm - careX;
    const double careTop = layout.kr1Qr.bottom() - sheetCareHeightMm(sheet, careWidth);
    const int rows = (static_cast<int>(mnemonic.size()) + 2) / 3;
    const double stripTop = std::min(kr1CaptionY, careTop) - kBetweenMm / 2 - headStripHeightMm(sheet);
    const double gridHeight = std::min(kRowMm * rows, stripTop - kBetweenMm / 2 - y);
    addWords(page, {kMarginMm, y, layout.widthMm, gridHeight}, mnemonic);

    page.items.emplace_back(Text{{layout.kr1Qr.x, kr1CaptionY, kKr1QrMm, lineHeightMm(kLabel)},
                                 "The same share in short form",
                                 aligned(kLabel, Align::Centre)});
    page.items.emplace_back(Qr{layout.wordsQr, std::move(*words)});
    page.items.emplace_back(Qr{layout.kr1Qr, std::move(*kr1)});
    addHeadStrip(page, sheet, stripTop);
    addSheetCare(page, sheet, careX, layout.kr1Qr.bottom(), careWidth);
    addSheetFoot(document, sheet);
    return document;
}

namespace {

std::string groupsInWords(const Policy& policy)
{
    const std::string count = std::to_string(policy.groups().size());
    return policy.groupThreshold() == static_cast<int>(policy.groups().size())
               ? "All " + count + " groups are needed"
               : "Any " + std::to_string(policy.groupThreshold()) + " of the " + count + " groups are enough";
}

} // namespace

std::string policyInFigures(const Policy& policy)
{
    std::string text = groupsInWords(policy) + ". Sheets needed, group by group:";
    const char* between = " ";
    for (const GroupPolicy& group : policy.groups())
        text += std::exchange(between, ", ") + std::to_string(group.threshold) + " of " +
                std::to_string(group.count);
    return text + ".";
}

std::string policyInWords(const Policy& policy)
{
    const auto sheets = [](const GroupPolicy& group) {
        if (group.count == 1)
            return std::string("its one sheet");
        if (group.threshold == group.count)
            return "all " + std::to_string(group.count) + " sheets";
        return "any " + std::to_string(group.threshold) + " of its " + std::to_string(group.count) +
               " sheets";
    };
    if (policy.groups().size() == 1) {
        const GroupPolicy& only = policy.groups().front();
        if (only.count == 1)
            return "This one sheet is enough.";
        if (only.threshold == only.count)
            return "All " + std::to_string(only.count) + " sheets are needed.";
        return "Any " + std::to_string(only.threshold) + " of the " + std::to_string(only.count) +
               " sheets are enough.";
    }
    const bool alike =
        std::all_of(policy.groups().begin(), policy.groups().end(),
                    [&](const GroupPolicy& group) { return group == policy.groups().front(); });
    std::string text = groupsInWords(policy);
    if (alike)
        return text + ", of each " + sheets(policy.groups().front()) + ".";
    text += ": ";
    for (std::size_t i = 0; i < policy.groups().size(); ++i)
        text += (i == 0 ? "group " : "; group ") + std::to_string(i + 1) + ": " + sheets(policy.groups()[i]);
    return text + ".";
}

} // namespace keyrite::paper
