// Log report: entries of a log as sentences on paper, for reading. Public data; the caller fills plain texts
// in. Pure functions, safe on any thread.
#pragma once

#include "core/crypto/hash.h"
#include "core/mode.h"
#include "core/paper/page.h"

namespace keyrite::paper {

// Beyond this a report is not laid out: some 250 pages.
inline constexpr std::size_t kMaxReportLines = 5000;

// Times as they are shown: "22 Nov 2026, 10:42 UTC".
struct LogReportLine
{
    std::string number;
    std::string time;
    std::string sentence;
    std::string by;
};

struct LogReport
{
    PaperSize size = PaperSize::A4;
    Mode mode = Mode::Live;
    std::string room;
    std::string origin;
    std::string filter;        // the line; empty where everything is shown
    crypto::Digest head{};     // root of the log
    std::uint64_t entries = 0; // in the log
    std::vector<LogReportLine> lines;
};

// Every page has its number, and the beginning of the head at its top. Errors: InvalidArgument (too many
// lines).
[[nodiscard]] Result<Document> logReport(const LogReport& report);

} // namespace keyrite::paper
