#include "core/paper/step_table.h"

#include "core/paper/text_layout.h"

namespace keyrite::paper {
namespace {

constexpr double kColumnGapMm = 3;

RectMm boxAt(const Flow& flow, double x, double widthMm)
{
    return {x, flow.y() + (lineHeightMm(kBody) - kInitialsHeightMm) / 2, widthMm, kInitialsHeightMm};
}

} // namespace

StepColumns::StepColumns(const Flow& flow)
    : witness(flow.x() + flow.widthMm() - kInitialsMm), actor(witness - kInitialsMm - 2),
      end(actor - kTimeMm), start(end - kTimeMm), text(flow.x() + kNumberMm),
      textWidth(start - kColumnGapMm - text)
{
}

void addStepTableHead(Flow& flow)
{
    const StepColumns columns(flow);
    Page& page = flow.page();
    addLine(page, flow.x(), flow.y(), kNumberMm, "No.", kLabel);
    addLine(page, columns.text, flow.y(), columns.textWidth, "Step, and what was recorded", kLabel);
    addLine(page, columns.start, flow.y(), kTimeMm, "Start", kLabel);
    addLine(page, columns.end, flow.y(), kTimeMm, "End", kLabel);
    addLine(page, columns.actor, flow.y(), kInitialsMm, "Actor", kLabel);
    addLine(page, columns.witness, flow.y(), kInitialsMm, "Witness", kLabel);
    flow.advance(lineHeightMm(kLabel) + 0.5);
}

void addInitials(Flow& flow, double x, const std::string& initials)
{
    const RectMm box = boxAt(flow, x, kInitialsMm);
    flow.page().items.emplace_back(Box{box, kHairlineMm, Ink::Grey});
    if (!initials.empty())
        flow.page().items.emplace_back(Text{
            {box.x + 1, box.y, box.width - 2, box.height}, initials, aligned(kMonoStrong, Align::Centre)});
}

void addTimeBox(Flow& flow, double x)
{
    flow.page().items.emplace_back(Box{boxAt(flow, x, kTimeMm - 2), kHairlineMm, Ink::Grey});
}

void addCell(Flow& flow, double x, double widthMm, const std::string& text)
{
    if (!text.empty())
        flow.page().items.emplace_back(Text{{x, flow.y(), widthMm, lineHeightMm(kBody)}, text, kMonoSmall});
}

void addColumnText(Flow& flow, std::string_view text, const TextStyle& style)
{
    const StepColumns columns(flow);
    for (std::string& line : breakLines(text, style, columns.textWidth)) {
        flow.need(lineHeightMm(style));
        addLine(flow.page(), columns.text, flow.y(), columns.textWidth, std::move(line), style);
        flow.advance(lineHeightMm(style));
    }
}

} // namespace keyrite::paper
