#include "core/paper/minutes.h"

#include "core/paper/checkpoint_block.h"
#include "core/paper/flow.h"
#include "core/paper/text_layout.h"

#include <algorithm>

namespace keyrite::paper {
namespace {

constexpr double kInitialsMm = 15;
constexpr double kInitialsHeightMm = 6.5;
constexpr double kTimeMm = 14;
constexpr double kNumberMm = 10;
constexpr double kColumnGapMm = 3;

// The table's columns, from the right: witness, actor, end, start; number and text take the rest.
struct Columns
{
    explicit Columns(const Flow& flow)
        : witness(flow.x() + flow.widthMm() - kInitialsMm), actor(witness - kInitialsMm - 2),
          end(actor - kTimeMm), start(end - kTimeMm), text(flow.x() + kNumberMm),
          textWidth(start - kColumnGapMm - text)
    {
    }

    double witness;
    double actor;
    double end;
    double start;
    double text;
    double textWidth;
};

void addTableHead(Flow& flow)
{
    const Columns columns(flow);
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
    const RectMm box{x, flow.y(), kInitialsMm, kInitialsHeightMm};
    flow.page().items.emplace_back(Box{box, kHairlineMm, Ink::Grey});
    if (!initials.empty())
        flow.page().items.emplace_back(Text{
            {box.x + 1, box.y, box.width - 2, box.height}, initials, aligned(kMonoStrong, Align::Centre)});
}

// A wrapped text in the table's text column, over page ends.
void addColumnText(Flow& flow, std::string_view text, const TextStyle& style)
{
    const Columns columns(flow);
    for (std::string& line : breakLines(text, style, columns.textWidth)) {
        flow.need(lineHeightMm(style));
        addLine(flow.page(), columns.text, flow.y(), columns.textWidth, std::move(line), style);
        flow.advance(lineHeightMm(style));
    }
}

void addStep(Flow& flow, const MinutesStep& step)
{
    flow.need(kInitialsHeightMm + 5);
    flow.advance(1.2);
    const Columns columns(flow);
    const Page* firstPage = &flow.page();
    const double top = flow.y();
    addLine(flow.page(), flow.x(), top, kNumberMm, step.number, kMonoSmall);
    addLine(flow.page(), columns.start, top, kTimeMm, step.start, kMonoSmall);
    addLine(flow.page(), columns.end, top, kTimeMm, step.end, kMonoSmall);
    addInitials(flow, columns.actor, step.actor);
    addInitials(flow, columns.witness, step.witness);
    addColumnText(flow, step.title, kBody);
    for (const MinutesValue& value : step.values) {
        addColumnText(flow, value.name, kLabel);
        addColumnText(flow, value.value, kMonoSmall);
    }
    if (firstPage == &flow.page())
        flow.advance(std::max(0.0, top + kInitialsHeightMm - flow.y()));
    flow.advance(1.2);
    flow.page().items.emplace_back(
        Line{flow.x(), flow.y(), flow.x() + flow.widthMm(), flow.y(), kHairlineMm, Ink::Faint});
}

void addSteps(Flow& flow, const std::vector<MinutesStep>& steps)
{
    flow.heading("What was done");
    addTableHead(flow);
    flow.repeatOnNewPages(addTableHead);
    std::string act;
    for (const MinutesStep& step : steps) {
        if (step.act != act) {
            flow.need(lineHeightMm(kBodyStrong) + kInitialsHeightMm + 8);
            flow.advance(2.5);
            flow.paragraph(step.act, kBodyStrong);
            act = step.act;
        }
        addStep(flow, step);
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

// One box to tick or to leave, and its sentence.
void addChoice(Flow& flow, double x, double widthMm, const std::string& sentence)
{
    flow.page().items.emplace_back(Box{{x, flow.y() + 0.9, 3, 3}, kFrameMm, Ink::Black});
    addLine(flow.page(), x + 5, flow.y(), widthMm - 5, sentence, kSmall);
}

void addSignature(Flow& flow, const MinutesPerson& person)
{
    constexpr double height = 24;
    const double half = flow.widthMm() / 2;
    flow.need(height);
    const double top = flow.y();
    addLine(flow.page(), flow.x(), top, half - 4, person.name, kBodyStrong);
    addLine(flow.page(), flow.x(), top + lineHeightMm(kBodyStrong), half - 4, person.role, kSmall);
    flow.page().items.emplace_back(
        Line{flow.x() + half, top + 10, flow.x() + flow.widthMm(), top + 10, kHairlineMm, Ink::Black});
    addLine(flow.page(), flow.x() + half, top + 10.3, half, "Signature, and time", kLabel);
    flow.advance(14);
    addChoice(flow, flow.x(), half - 4, "Present throughout; followed except as noted.");
    addChoice(flow, flow.x() + half, half, "I do not agree, because");
    flow.page().items.emplace_back(Line{flow.x() + half + 42, flow.y() + 4, flow.x() + flow.widthMm(),
                                        flow.y() + 4, kHairlineMm, Ink::Grey});
    flow.advance(height - 14);
}

void addSignatures(Flow& flow, const std::vector<MinutesPerson>& people)
{
    if (people.empty())
        return;
    flow.heading("Signatures");
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
    addPeople(flow, minutes.people);
    addSteps(flow, minutes.steps);
    addExceptions(flow, minutes.exceptions);
    if (auto added = addCheckpoint(flow, minutes.head, minutes.entries, minutes.checkpointNote); !added)
        return fail(added.error());
    addSignatures(flow, minutes.people);
    addFrames(document, {"Minutes", minutes.ceremony, minutes.procedureHash, minutes.mode});
    return document;
}

} // namespace keyrite::paper
