#include "core/paper/plan_report.h"

#include "core/paper/flow.h"
#include "core/paper/text_layout.h"

#include <algorithm>
#include <cmath>

namespace keyrite::paper {
namespace {

constexpr double kNumberMm = 21; // a column of numbers
constexpr int kNumberColumns = 5;
constexpr double kBarNameMm = 62;
constexpr double kBarTextMm = 44;
constexpr double kBarMm = 6;
constexpr double kCurveHeightMm = 55;
constexpr double kCurveLeftMm = 14;

void addTableHead(Flow& flow)
{
    const char* const heads[kNumberColumns] = {"Key lost", "Compromised", "Back in", "Loss a year",
                                               "Cost a year"};
    addLine(flow.page(), flow.x(), flow.y(), 40, "Design", kLabel);
    double x = flow.x() + flow.widthMm() - kNumberColumns * kNumberMm;
    for (const char* head : heads) {
        addLine(flow.page(), x, flow.y(), kNumberMm, head, aligned(kLabel, Align::Right));
        x += kNumberMm;
    }
    flow.advance(lineHeightMm(kLabel) + 1);
}

void addRow(Flow& flow, const PlanReportRow& row)
{
    const double width = flow.widthMm() - kNumberColumns * kNumberMm - 3;
    const TextStyle style = row.mark.empty() ? kSmall : inked(kSmall, Ink::Black);
    const std::string name = row.mark.empty() ? row.design : row.mark + ": " + row.design;
    const double height = paragraphHeightMm(name, style, width);
    flow.need(height + 1);
    addParagraph(flow.page(), flow.x(), flow.y(), width, name, style);
    double x = flow.x() + width + 3;
    for (const std::string& cell : {row.unrecoverable, row.compromise, row.time, row.loss, row.cost}) {
        addLine(flow.page(), x, flow.y(), kNumberMm, cell, aligned(kMonoSmall, Align::Right));
        x += kNumberMm;
    }
    flow.advance(height + 1);
}

void addBars(Flow& flow, const std::string& title, const std::vector<PlanReportBar>& bars)
{
    if (bars.empty())
        return;
    flow.need(kBarMm * 4);
    flow.heading(title);
    const double left = flow.x() + kBarNameMm + 2;
    const double width = flow.widthMm() - kBarNameMm - kBarTextMm - 4;
    for (const PlanReportBar& bar : bars) {
        const double height = std::max(kBarMm, paragraphHeightMm(bar.name, kSmall, kBarNameMm) + 1);
        flow.need(height);
        addParagraph(flow.page(), flow.x(), flow.y(), kBarNameMm, bar.name, inked(kSmall, Ink::Black));
        const double low = std::clamp(std::min(bar.from, bar.to), 0.0, 1.0);
        const double high = std::clamp(std::max(bar.from, bar.to), 0.0, 1.0);
        flow.page().items.emplace_back(
            Box{{left + low * width, flow.y() + 0.6, std::max(0.3, (high - low) * width), 3},
                0,
                Ink::Grey,
                true});
        addLine(flow.page(), left + width + 2, flow.y(), kBarTextMm, bar.text, kMonoSmall);
        flow.advance(height);
    }
}

// F(t) over the logarithm of the hours, with a line at the limit of each position.
void addCurve(Flow& flow, const PlanReport& report)
{
    if (report.curve.empty())
        return;
    flow.need(kCurveHeightMm + 20);
    flow.heading("Is the key back in time?");
    double low = report.curve.front().hours;
    double high = report.curve.back().hours;
    for (const PlanReportLimit& limit : report.limits) {
        low = std::min(low, limit.hours);
        high = std::max(high, limit.hours);
    }
    low /= 1.3;
    high *= 1.3;
    const double left = flow.x() + kCurveLeftMm;
    const double width = flow.widthMm() - kCurveLeftMm;
    const double top = flow.y() + 2;
    const double bottom = top + kCurveHeightMm;
    const auto x = [&](double hours) { return left + width * std::log(hours / low) / std::log(high / low); };
    const auto y = [&](double by) { return bottom - by * kCurveHeightMm; };
    auto& items = flow.page().items;
    for (const double by : {0.0, 0.5, 0.95, 1.0}) {
        items.emplace_back(Line{left, y(by), left + width, y(by), kHairlineMm, Ink::Faint});
        addLine(flow.page(), flow.x(), y(by) - 1.6, kCurveLeftMm - 2,
                by == 0.95 ? "95 %" : std::to_string(static_cast<int>(by * 100)) + " %",
                aligned(kLabel, Align::Right));
    }
    double before = 0;
    double at = left;
    for (const PlanReportStep& step : report.curve) {
        items.emplace_back(Line{at, y(before), x(step.hours), y(before), 0.6, Ink::Black});
        items.emplace_back(Line{x(step.hours), y(before), x(step.hours), y(step.by), 0.6, Ink::Black});
        at = x(step.hours);
        before = step.by;
    }
    items.emplace_back(Line{at, y(before), left + width, y(before), 0.6, Ink::Black});
    for (const PlanReportLimit& limit : report.limits)
        items.emplace_back(Line{x(limit.hours), top, x(limit.hours), bottom, 0.3, Ink::Grey});
    flow.advance(kCurveHeightMm + 4);
    for (const PlanReportLimit& limit : report.limits)
        flow.fact(limit.position, limit.text);
}

} // namespace

Document planReport(const PlanReport& report)
{
    Document document{"Plan", report.size, {}};
    Flow flow(document);
    flow.title("Plan of the key's redundancy");
    flow.fact("Room", report.room);
    flow.fact("Date", report.date);
    flow.fact("About", report.title);
    flow.advance(2);
    for (const std::string& conclusion : report.conclusions) {
        flow.paragraph(conclusion, &conclusion == report.conclusions.data() ? kLead : kBody);
        flow.advance(1.5);
    }
    flow.heading("Designs worth a look");
    addTableHead(flow);
    flow.repeatOnNewPages(addTableHead);
    for (const PlanReportRow& row : report.designs)
        addRow(flow, row);
    flow.repeatOnNewPages({});
    flow.heading("The chosen design");
    flow.paragraph(report.chosen);
    addCurve(flow, report);
    addBars(flow, "How it fails", report.failures);
    addBars(flow, "Loss and cost a year, if one assumption is halved or doubled", report.tornado);
    addBars(flow, "What each site and sheet is worth (Birnbaum importance)", report.importance);
    flow.heading("Every input");
    flow.fact("SHA-256 of the inputs", report.hash, kMonoSmall);
    flow.code(report.inputs, kMonoSmall);
    addFrames(document, {.name = "Plan", .mode = report.mode});
    return document;
}

} // namespace keyrite::paper
