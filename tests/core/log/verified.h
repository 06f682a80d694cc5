// verify() as the tests ask for it, and a look at what it found.
#pragma once

#include "core/log/verify.h"

#include <stdexcept>

namespace keyrite::test {

inline std::string allMessages(const log::VerifyReport& report)
{
    std::string text;
    for (const log::Finding& finding : report.findings)
        text += finding.error.message + "\n";
    return text;
}

// By one thread in one piece, and by three threads in subtrees of four entries: both must find the same.
inline log::VerifyReport verified(const std::filesystem::path& file, const log::VerifyOptions& options = {})
{
    const log::Store store = log::Store::openReadOnly(file).value();
    log::VerifyOptions inPieces = options;
    inPieces.threads = 3;
    inPieces.subtreeEntries = 4;
    const log::VerifyReport report = log::verify(store, options).value();
    const log::VerifyReport other = log::verify(store, inPieces).value();
    const auto first = [](const log::VerifyReport& of) {
        return of.findings.empty() ? std::nullopt : of.findings.front().seq;
    };
    if (report.sound() != other.sound() || first(report) != first(other) || report.entries != other.entries ||
        report.coveredBySignature != other.coveredBySignature ||
        (report.sound() && report.root != other.root) || report.remarks.size() != other.remarks.size())
        throw std::runtime_error("in pieces: " + allMessages(other) + "in one: " + allMessages(report));
    return report;
}

inline bool has(const log::VerifyReport& report, std::optional<std::uint64_t> seq, ErrorCode code)
{
    for (const log::Finding& finding : report.findings)
        if (finding.seq == seq && finding.error.code == code)
            return true;
    return false;
}

inline bool says(const log::VerifyReport& report, std::string_view words)
{
    return allMessages(report).find(words) != std::string::npos;
}

} // namespace keyrite::test
