#include "core/paper/receipts.h"

#include "core/paper/flow.h"
#include "core/paper/text_layout.h"

namespace keyrite::paper {
namespace {

constexpr double kSignatureMm = 16;
constexpr std::size_t kLabelColumns = 2;
constexpr std::size_t kLabelRows = 5;
constexpr double kLabelGapMm = 4;

std::string sheetText(const BagLine& bag)
{
    std::string text = "Sheet " + std::to_string(bag.sheet);
    return bag.sheets == 0 ? text : text + " of " + std::to_string(bag.sheets);
}

void addSignatures(Flow& flow)
{
    const double half = flow.widthMm() / 2 - 4;
    flow.advance(kSignatureMm);
    const double right = flow.x() + flow.widthMm();
    flow.page().items.emplace_back(
        Line{flow.x(), flow.y(), flow.x() + half, flow.y(), kHairlineMm, Ink::Black});
    flow.page().items.emplace_back(Line{right - half, flow.y(), right, flow.y(), kHairlineMm, Ink::Black});
    addLine(flow.page(), flow.x(), flow.y() + 0.5, half, "Custodian, and time", kLabel);
    addLine(flow.page(), right - half, flow.y() + 0.5, half, "Witness, and time", kLabel);
    flow.advance(lineHeightMm(kLabel) + 1);
}

void addCopy(Flow& flow, const Bags& bags, const BagLine& bag, const char* whose)
{
    flow.title("Receipt");
    flow.paragraph(whose, kLead);
    flow.advance(4);
    flow.fact("Ceremony", bags.ceremony, kMono);
    flow.fact("Date", bags.date);
    flow.fact("Room", bags.room);
    flow.fact("Custodian", bag.holder, kBodyStrong);
    flow.fact("Sheet", sheetText(bag));
    flow.fact("Fingerprint", bag.fingerprint, kMono);
    flow.fact("Bag number", bag.bag.empty() ? "____________________" : bag.bag, kMonoStrong);
    flow.advance(3);
    flow.paragraph(
        "I received this bag sealed. Its number is the one above; I read it from the bag myself. I keep it "
        "at my site, closed, until I am called. If I find it open, damaged or gone, I say so at once. "
        "When I leave, I bring it back.");
    addSignatures(flow);
}

void addCutLines(Page& page, const RectMm& box)
{
    for (const double y : {box.y, box.bottom()})
        page.items.emplace_back(Line{box.x, y, box.right(), y, kHairlineMm, Ink::Grey});
    for (const double x : {box.x, box.right()})
        page.items.emplace_back(Line{x, box.y, x, box.bottom(), kHairlineMm, Ink::Grey});
}

void addLabel(Page& page, const RectMm& box, const Bags& bags, const BagLine& bag)
{
    constexpr double inset = 4;
    const double x = box.x + inset;
    const double width = box.width - 2 * inset;
    double y = box.y + inset;
    const auto line = [&](const std::string& text, const TextStyle& style) {
        addLine(page, x, y, width, text, style);
        y += lineHeightMm(style);
    };
    addCutLines(page, box);
    line(sheetText(bag), kHeading);
    if (!bag.holder.empty())
        line(bag.holder, kBodyStrong);
    line(bags.ceremony + "   " + bags.date, kMonoSmall);
    if (!bags.room.empty())
        line(bags.room, kSmall);
    y += 1.5;
    line("Opened only when two people are present.", kBody);
    line("Found open or damaged: do not touch, call.", kBody);
    line("Bag number", kLabel);
    page.items.emplace_back(Box{{x, y, width, 8}, kFrameMm, Ink::Black});
    if (!bag.bag.empty())
        addLine(page, x + 2, y + 1.5, width - 4, bag.bag, kMonoStrong);
}

} // namespace

Document receipts(const Bags& bags)
{
    Document document{"Receipts " + bags.ceremony, bags.size, {}};
    Flow flow(document);
    for (std::size_t i = 0; i < bags.bags.size(); ++i) {
        if (i > 0)
            flow.newPage();
        addCopy(flow, bags, bags.bags[i], "The custodian keeps this half.");
        flow.advance(8);
        flow.rule();
        flow.advance(6);
        addCopy(flow, bags, bags.bags[i], "This half goes with the minutes.");
    }
    addFrames(document, {"Receipts", bags.ceremony, bags.procedureHash, bags.mode});
    return document;
}

Document bagLabels(const Bags& bags)
{
    Document document{"Bag labels " + bags.ceremony, bags.size, {}};
    const RectMm area = contentArea(bags.size);
    const double width = (area.width - kLabelGapMm) / kLabelColumns;
    const double height = (area.height - (kLabelRows - 1) * kLabelGapMm) / kLabelRows;
    for (std::size_t i = 0; i < bags.bags.size(); ++i) {
        const std::size_t place = i % (kLabelColumns * kLabelRows);
        const std::size_t column = place % kLabelColumns;
        const std::size_t row = place / kLabelColumns;
        if (place == 0)
            document.pages.emplace_back();
        const RectMm box{area.x + static_cast<double>(column) * (width + kLabelGapMm),
                         area.y + static_cast<double>(row) * (height + kLabelGapMm), width, height};
        addLabel(document.pages.back(), box, bags, bags.bags[i]);
    }
    addFrames(document, {"Bag labels", bags.ceremony, bags.procedureHash, bags.mode});
    return document;
}

} // namespace keyrite::paper
