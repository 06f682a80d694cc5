#include "core/paper/attendance.h"

#include "core/paper/flow.h"
#include "core/paper/text_layout.h"

#include <algorithm>

namespace keyrite::paper {
namespace {

constexpr double kRowMm = 15;
constexpr double kIdentityMm = 26;
constexpr double kTimeMm = 17;
constexpr double kSignatureMm = 50;
constexpr double kGapMm = 3;
constexpr int kGuestLines = 4;

// Left edges, from the right: signature, out, in, identity document; the name takes the rest.
struct Columns
{
    explicit Columns(const Flow& flow)
        : signature(flow.x() + flow.widthMm() - kSignatureMm), out(signature - kTimeMm - kGapMm),
          in(out - kTimeMm - kGapMm), identity(in - kIdentityMm - kGapMm),
          nameWidth(identity - kGapMm - flow.x())
    {
    }

    double signature;
    double out;
    double in;
    double identity;
    double nameWidth;
};

void addHead(Flow& flow)
{
    const Columns columns(flow);
    Page& page = flow.page();
    addLine(page, flow.x(), flow.y(), columns.nameWidth, "Name and role", kLabel);
    addLine(page, columns.identity, flow.y(), kIdentityMm, "Identity document", kLabel);
    addLine(page, columns.in, flow.y(), kTimeMm, "Came", kLabel);
    addLine(page, columns.out, flow.y(), kTimeMm, "Left", kLabel);
    addLine(page, columns.signature, flow.y(), kSignatureMm, "Signature", kLabel);
    flow.advance(lineHeightMm(kLabel) + 1);
}

void addRow(Flow& flow, const MinutesPerson& person)
{
    const Columns columns(flow);
    const std::string name = person.name + (person.initials.empty() ? "" : "  (" + person.initials + ")");
    const double nameHeight = paragraphHeightMm(name, kBodyStrong, columns.nameWidth);
    const double height =
        std::max(kRowMm - 3, 1 + nameHeight + paragraphHeightMm(person.role, kSmall, columns.nameWidth));
    flow.need(height + 3);
    Page& page = flow.page();
    addParagraph(page, flow.x(), flow.y() + 1, columns.nameWidth, name, kBodyStrong);
    addParagraph(page, flow.x(), flow.y() + 1 + nameHeight, columns.nameWidth, person.role, kSmall);
    for (const auto& [x, width] :
         {std::pair(columns.identity, kIdentityMm), std::pair(columns.in, kTimeMm),
          std::pair(columns.out, kTimeMm), std::pair(columns.signature, kSignatureMm)})
        page.items.emplace_back(Box{{x, flow.y(), width, height}, kHairlineMm, Ink::Grey});
    flow.advance(height + 1.5);
    if (person.name.empty())
        page.items.emplace_back(Line{flow.x(), flow.y() - 1.5, flow.x() + columns.nameWidth, flow.y() - 1.5,
                                     kHairlineMm, Ink::Grey});
    flow.advance(1.5);
}

} // namespace

Document attendanceSheet(const Attendance& attendance)
{
    Document document{"Attendance " + attendance.ceremony, attendance.size, {}};
    Flow flow(document);
    flow.title("Attendance");
    flow.paragraph(attendance.title, kLead);
    flow.advance(4);
    flow.fact("Ceremony", attendance.ceremony, kMono);
    flow.fact("Date", attendance.date);
    flow.fact("Room", attendance.room);
    flow.advance(4);
    flow.paragraph("Everybody shows an identity document to the administrator and the witness, and signs on "
                   "arrival. Whoever leaves, even for a moment, writes the time.");
    flow.advance(4);
    addHead(flow);
    flow.repeatOnNewPages(addHead);
    for (const MinutesPerson& person : attendance.people)
        addRow(flow, person);
    flow.heading("Guests");
    for (int i = 0; i < kGuestLines; ++i)
        addRow(flow, {});
    addFrames(document, {"Attendance", attendance.ceremony, attendance.procedureHash, attendance.mode});
    return document;
}

} // namespace keyrite::paper
