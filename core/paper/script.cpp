#include "core/paper/script.h"

#include "core/paper/flow.h"
#include "core/paper/step_table.h"
#include "core/paper/text_layout.h"

#include <algorithm>

namespace keyrite::paper {
namespace {

constexpr int kExceptionsOnASheet = 3;
constexpr double kTickMm = 3;
constexpr double kBlankMm = 9; // height of a value's line, for a hand

void addTick(Flow& flow, const std::string& point)
{
    const StepColumns columns(flow);
    const double width = columns.textWidth - kTickMm - 2;
    const auto lines = breakLines(point, kBody, width);
    flow.need(lineHeightMm(kBody) * static_cast<double>(lines.size()) + 1);
    flow.page().items.emplace_back(
        Box{{columns.text, flow.y() + (lineHeightMm(kBody) - kTickMm) / 2, kTickMm, kTickMm},
            kFrameMm,
            Ink::Black});
    for (const std::string& line : lines) {
        addLine(flow.page(), columns.text + kTickMm + 2, flow.y(), width, line, kBody);
        flow.advance(lineHeightMm(kBody));
    }
    flow.advance(1);
}

// The name of a value, and a line to write it on.
void addBlank(Flow& flow, const std::string& name)
{
    const StepColumns columns(flow);
    addColumnText(flow, name, kLabel);
    flow.need(kBlankMm);
    flow.advance(kBlankMm - 2);
    flow.page().items.emplace_back(
        Line{columns.text, flow.y(), columns.text + columns.textWidth, flow.y(), kHairlineMm, Ink::Grey});
    flow.advance(2);
}

void addStep(Flow& flow, const ScriptStep& step)
{
    flow.need(kInitialsHeightMm + 14);
    flow.advance(1.8);
    const StepColumns columns(flow);
    const Page* firstPage = &flow.page();
    const double top = flow.y();
    addCell(flow, flow.x(), kNumberMm, step.number);
    addTimeBox(flow, columns.start);
    addTimeBox(flow, columns.end);
    addInitials(flow, columns.actor, {});
    addInitials(flow, columns.witness, {});
    addColumnText(flow, step.title, kBodyStrong);
    if (step.pointOfNoReturn)
        addColumnText(flow, "Cannot be undone. Two people initial it.", kBodyStrong);
    addColumnText(flow, step.instruction, kBody);
    if (!step.expected.empty())
        addColumnText(flow, "Expected: " + step.expected, kSmall);
    flow.advance(step.ticks.empty() ? 0 : 1);
    for (const std::string& point : step.ticks)
        addTick(flow, point);
    for (const std::string& name : step.blanks)
        addBlank(flow, name);
    addColumnText(flow, "Planned: " + std::to_string(step.minutes) + " min", kLabel);
    if (firstPage == &flow.page())
        flow.advance(std::max(0.0, top + kInitialsHeightMm - flow.y()));
    flow.advance(1.8);
    flow.rule();
}

void addSteps(Flow& flow, const std::vector<ScriptStep>& steps)
{
    flow.heading("The script");
    addStepTableHead(flow);
    flow.repeatOnNewPages(addStepTableHead);
    std::string act;
    for (const ScriptStep& step : steps) {
        flow.keepTogether([&](Flow& part) {
            if (step.act != act) {
                part.advance(3);
                part.paragraph(step.act, kHeading);
            }
            addStep(part, step);
        });
        act = step.act;
    }
    flow.repeatOnNewPages({});
}

void addWritingLines(Flow& flow, const char* name, int lines)
{
    flow.paragraph(name, kLabel);
    for (int i = 0; i < lines; ++i) {
        flow.advance(kBlankMm - 1);
        flow.rule();
    }
    flow.advance(2);
}

void addExceptionSheet(Flow& flow)
{
    flow.newPage();
    flow.heading("Exceptions");
    flow.paragraph(
        "One field for each time something was not as the script says. Strike out what stays empty.");
    for (int i = 1; i <= kExceptionsOnASheet; ++i) {
        flow.advance(3);
        flow.paragraph("Exception " + std::to_string(i) + "     Time              Step", kBodyStrong);
        addWritingLines(flow, "Expected, and happened", 3);
        addWritingLines(flow, "Decided, and by whom", 2);
    }
}

int plannedMinutes(const std::vector<ScriptStep>& steps)
{
    int minutes = 0;
    for (const ScriptStep& step : steps)
        minutes += step.minutes;
    return minutes;
}

} // namespace

Document script(const Script& script)
{
    Document document{"Script " + script.ceremony, script.size, {}};
    Flow flow(document);
    flow.title("Script");
    flow.paragraph(script.title, kLead);
    flow.advance(4);
    flow.fact("Procedure", script.procedure);
    flow.fact("Ceremony", script.ceremony, kMono);
    flow.fact("Date", script.date);
    flow.fact("Room", script.room);
    flow.fact("Planned", std::to_string(plannedMinutes(script.steps)) + " minutes");
    flow.heading("Who takes part");
    for (const MinutesPerson& person : script.people)
        flow.fact(person.role, person.name + (person.initials.empty() ? "" : "  (" + person.initials + ")"));
    addSteps(flow, script.steps);
    addExceptionSheet(flow);
    addFrames(document, {"Script", script.ceremony, script.procedureHash, script.mode});
    return document;
}

} // namespace keyrite::paper
