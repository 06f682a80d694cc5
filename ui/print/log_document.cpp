#include "ui/print/log_document.h"

#include "core/registry/room.h"
#include "ui/log_sentences.h"

namespace keyrite::ui {

namespace {

paper::LogReportLine lineOf(const log::Entry& entry)
{
    return {std::to_string(entry.seq), utcText(entry.time).toStdString(), sentenceOf(entry).toStdString(),
            entry.role.empty() ? entry.actor : entry.actor + ", " + entry.role};
}

} // namespace

Result<paper::Document> logDocument(const log::Store& store, const log::Filter& filter)
{
    paper::LogReport report{.filter = log::filterLine(filter), .head = store.root(), .entries = store.size()};
    if (const auto opened = store.entry(0)) {
        registry::Room room;
        registry::applyRoom(room, *opened);
        report.room = room.name;
        report.origin = room.origin;
        report.mode = room.mode;
    }
    // One more than fits, so that the report refuses it.
    const auto entries = store.entries(filter, 0, paper::kMaxReportLines + 1);
    if (!entries)
        return fail(entries.error());
    for (const log::Entry& entry : *entries)
        if (entry.seq < report.entries)
            report.lines.push_back(lineOf(entry));
    return paper::logReport(report);
}

} // namespace keyrite::ui
