#include "core/paper/log_report.h"

#include "core/paper/checkpoint_block.h"
#include "core/paper/flow.h"
#include "core/paper/text_layout.h"

#include <algorithm>

namespace keyrite::paper {
namespace {

constexpr double kNumberMm = 17;
constexpr double kTimeMm = 37;
constexpr double kByMm = 34;
constexpr double kGapMm = 3;

struct Columns
{
    explicit Columns(const Flow& flow)
        : time(flow.x() + kNumberMm + kGapMm), sentence(time + kTimeMm + kGapMm),
          by(flow.x() + flow.widthMm() - kByMm), sentenceWidth(by - kGapMm - sentence)
    {
    }

    double time;
    double sentence;
    double by;
    double sentenceWidth;
};

void addTableHead(Flow& flow)
{
    const Columns columns(flow);
    addLine(flow.page(), flow.x(), flow.y(), kNumberMm, "No.", aligned(kLabel, Align::Right));
    addLine(flow.page(), columns.time, flow.y(), kTimeMm, "Time", kLabel);
    addLine(flow.page(), columns.sentence, flow.y(), columns.sentenceWidth, "What happened", kLabel);
    addLine(flow.page(), columns.by, flow.y(), kByMm, "By", kLabel);
    flow.advance(lineHeightMm(kLabel) + 1);
}

double addColumn(Flow& flow, double x, double widthMm, const std::string& text, const TextStyle& style)
{
    if (text.empty())
        return flow.y();
    return addParagraph(flow.page(), x, flow.y(), widthMm, text, style);
}

// An entry stays on one page: its texts are bounded.
void addEntry(Flow& flow, const LogReportLine& line)
{
    const Columns columns(flow);
    const double height =
        std::max({lineHeightMm(kBody), paragraphHeightMm(line.sentence, kBody, columns.sentenceWidth),
                  paragraphHeightMm(line.by, kSmall, kByMm)});
    flow.need(height + 2);
    const Columns here(flow);
    addLine(flow.page(), flow.x(), flow.y(), kNumberMm, line.number, aligned(kMonoSmall, Align::Right));
    addLine(flow.page(), here.time, flow.y(), kTimeMm, line.time, kSmall);
    addColumn(flow, here.sentence, here.sentenceWidth, line.sentence, kBody);
    addColumn(flow, here.by, kByMm, line.by, kSmall);
    flow.advance(height + 1);
    flow.page().items.emplace_back(
        Line{flow.x(), flow.y(), flow.x() + flow.widthMm(), flow.y(), kHairlineMm, Ink::Faint});
    flow.advance(1);
}

std::string counted(std::uint64_t count)
{
    return std::to_string(count) + (count == 1 ? " entry" : " entries");
}

} // namespace

Result<Document> logReport(const LogReport& report)
{
    if (report.lines.size() > kMaxReportLines)
        return fail(ErrorCode::InvalidArgument, "These are " + counted(report.lines.size()) +
                                                    ", more than anybody reads on paper. Show at most " +
                                                    std::to_string(kMaxReportLines) +
                                                    " by a filter, or export them as JSON Lines or CSV.");
    Document document{"Log of " + report.room, report.size, {}};
    Flow flow(document);
    flow.title("Log");
    flow.paragraph(report.room, kLead);
    flow.advance(4);
    flow.fact("Origin", report.origin, kMono);
    flow.fact("Shown", counted(report.lines.size()) + " of " + std::to_string(report.entries));
    flow.fact("Filter", report.filter.empty() ? "none: every entry" : report.filter, kMono);
    if (auto added = addCheckpoint(flow, report.head, report.entries, {}); !added)
        return fail(added.error());
    flow.heading("Entries");
    addTableHead(flow);
    flow.repeatOnNewPages(addTableHead);
    for (const LogReportLine& line : report.lines)
        addEntry(flow, line);
    if (report.lines.empty())
        flow.paragraph("No entry fits the filter.");
    flow.repeatOnNewPages({});
    addFrames(document, {.name = "Log",
                         .ceremony = "Head " + toHexGroups(ByteView(report.head).first(8)),
                         .mode = report.mode});
    return document;
}

} // namespace keyrite::paper
