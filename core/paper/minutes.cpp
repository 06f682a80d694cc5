#include "core/paper/minutes.h"

#include "core/paper/checkpoint_block.h"
#include "core/paper/flow.h"
#include "core/paper/step_table.h"
#include "core/paper/text_layout.h"

#include <algorithm>

namespace keyrite::paper {
namespace {

constexpr double kValueNameMm = 26;
constexpr double kSignatureHeightMm = 34;

// A recorded value: beside its name where both fit on one line, else below it.
void addValue(Flow& flow, const MinutesValue& value)
{
    const StepColumns columns(flow);
    const double nameWidth = std::max(kValueNameMm, textWidthMm(value.name, kLabel) + 2);
    if (nameWidth + textWidthMm(value.value, kMonoSmall) > columns.textWidth) {
        addColumnText(flow, value.name, kLabel);
        addColumnText(flow, value.value, kMonoSmall);
        return;
    }
    flow.need(lineHeightMm(kMonoSmall));
    addLine(flow.page(), columns.text, flow.y(), nameWidth, value.name, kLabel);
    addLine(flow.page(), columns.text + nameWidth, flow.y(), columns.textWidth - nameWidth, value.value,
            kMonoSmall);
    flow.advance(lineHeightMm(kMonoSmall));
}

void addStep(Flow& flow, const MinutesStep& step)
{
    flow.need(kInitialsHeightMm + 5);
    flow.advance(1.8);
    const StepColumns columns(flow);
    const Page* firstPage = &flow.page();
    const double top = flow.y();
    addCell(flow, flow.x(), kNumberMm, step.number);
    addCell(flow, columns.start, kTimeMm, step.start);
    addCell(flow, columns.end, kTimeMm, step.end);
    addInitials(flow, columns.actor, step.actor);
    addInitials(flow, columns.witness, step.witness);
    addColumnText(flow, step.title, kBody);
    if (!step.pace.empty())
        addColumnText(flow, step.pace, kLabel);
    for (const MinutesValue& value : step.values)
        addValue(flow, value);
    if (firstPage == &flow.page())
        flow.advance(std::max(0.0, top + lineHeightMm(kBody) - flow.y()));
    flow.advance(1.8);
    flow.page().items.emplace_back(
        Line{flow.x(), flow.y(), flow.x() + flow.widthMm(), flow.y(), kHairlineMm, Ink::Faint});
}

void addSteps(Flow& flow, const std::vector<MinutesStep>& steps)
{
    flow.heading("What was done");
    addStepTableHead(flow);
    flow.repeatOnNewPages(addStepTableHead);
    std::string act;
    for (const MinutesStep& step : steps) {
        flow.keepTogether([&](Flow& part) {
            if (step.act != act) {
                part.advance(2.5);
                part.paragraph(step.act, kBodyStrong);
            }
            addStep(part, step);
        });
        act = step.act;
    }
    flow.repeatOnNewPages({});
}

void addException(Flow& flow, const MinutesException& exception, std::size_t number)
{
    flow.need(30);
    flow.paragraph("Exception " + std::to_string(number), kBodyStrong);
    flow.fact("Time and step", exception.time + "  " + exception.step);
    flow.fact("Expected", exception.expected);
    flow.fact("Happened", exception.happened);
    flow.fact("Decided", exception.decided);
    flow.fact("By", exception.by);
    flow.advance(2.5);
}

void addExceptions(Flow& flow, const std::vector<MinutesException>& exceptions)
{
    flow.heading("Exceptions");
    for (std::size_t i = 0; i < exceptions.size(); ++i)
        addException(flow, exceptions[i], i + 1);
    flow.paragraph(exceptions.empty() ? "None was raised. No exception sheet is open."
                                      : "No further exception was raised. No exception sheet is open.");
}

void addPeople(Flow& flow, const std::vector<MinutesPerson>& people)
{
    flow.heading("Who was there");
    for (const MinutesPerson& person : people)
        flow.fact(person.role, person.name + (person.initials.empty() ? "" : "  (" + person.initials + ")"));
}

// Late arrivals, leaving, breaks.
void addMovements(Flow& flow, const std::vector<MinutesMovement>& movements)
{
    if (movements.empty())
        return;
    flow.heading("Coming and going");
    for (const MinutesMovement& one : movements)
        flow.fact(one.time, one.what);
}

// One box to tick or to leave, and its sentence; answers where the sentence ends.
double addChoice(Flow& flow, const std::string& sentence)
{
    constexpr double side = 3;
    const double height = lineHeightMm(kBody);
    const double x = flow.x() + side + 2;
    const double width = textWidthMm(sentence, kBody) + 1;
    flow.page().items.emplace_back(
        Box{{flow.x(), flow.y() + (height - side) / 2, side, side}, kFrameMm, Ink::Black});
    addLine(flow.page(), x, flow.y(), width, sentence, kBody);
    flow.advance(height + 1);
    return x + width;
}

void addSignature(Flow& flow, const MinutesPerson& person)
{
    constexpr double lineAt = 11; // room for a hand above the line
    const double half = flow.widthMm() / 2;
    flow.need(kSignatureHeightMm);
    addLine(flow.page(), flow.x(), flow.y(), half - 4, person.name, kBodyStrong);
    addLine(flow.page(), flow.x(), flow.y() + lineHeightMm(kBodyStrong), half - 4, person.role, kSmall);
    const double right = flow.x() + flow.widthMm();
    const double y = flow.y() + lineAt;
    flow.page().items.emplace_back(Line{flow.x() + half, y, right, y, kHairlineMm, Ink::Black});
    addLine(flow.page(), flow.x() + half, y + 0.4, half, "Signature, and time", kLabel);
    flow.advance(lineAt + lineHeightMm(kLabel));
    addChoice(flow, "I was present throughout; the procedure was followed, except as noted.");
    const double end = addChoice(flow, "I do not agree, because");
    flow.page().items.emplace_back(
        Line{end + 1, flow.y() - 1.5, right, flow.y() - 1.5, kHairlineMm, Ink::Grey});
    flow.advance(6);
}

void addSignatures(Flow& flow, const std::vector<MinutesPerson>& people)
{
    if (people.empty())
        return;
    flow.need(kSignatureHeightMm + 15);
    flow.heading("Signatures");
    flow.advance(2);
    for (const MinutesPerson& person : people)
        addSignature(flow, person);
}

} // namespace

Result<Document> minutes(const Minutes& minutes)
{
    Document document{"Minutes " + minutes.ceremony, minutes.size, {}};
    Flow flow(document);
    flow.title("Minutes");
    flow.paragraph(minutes.procedure, kLead);
    flow.advance(4);
    flow.fact("Ceremony", minutes.ceremony, kMono);
    flow.fact("Date", minutes.date);
    flow.fact("Room", minutes.room);
    flow.fact("Outcome", minutes.outcome, kBodyStrong);
    flow.fact("Time", minutes.pace);
    addPeople(flow, minutes.people);
    addMovements(flow, minutes.movements);
    addSteps(flow, minutes.steps);
    addExceptions(flow, minutes.exceptions);
    if (auto added = addCheckpoint(flow, minutes.head, minutes.entries, minutes.checkpointNote); !added)
        return fail(added.error());
    addSignatures(flow, minutes.people);
    addFrames(document, {"Minutes", minutes.ceremony, minutes.procedureHash, minutes.mode});
    return document;
}

} // namespace keyrite::paper
