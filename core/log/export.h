// Export: a log, or what a filter finds in it, as a file for other programs. The same log and options give
// the same bytes. docs/formats/export.md. Thread rule as the Store's.
#pragma once

#include "core/log/store.h"

namespace keyrite::log {

enum class ExportFormat {
    JsonLines, // one body a line, as it is stored, and the signed checkpoints
    Csv        // RFC 4180, for spreadsheets
};

struct ExportOptions
{
    ExportFormat format = ExportFormat::JsonLines;
    Filter filter;
};

// What was written.
struct Exported
{
    std::uint64_t entries = 0; // written
    std::uint64_t size = 0;    // of the log, and its root then: what the export is of
    crypto::Digest root{};
};

// Takes text as it is written; answers false to stop.
using ExportSink = std::function<bool(std::string_view text)>;

// Errors: Cancelled (the sink stopped it), EntryInvalid (CSV: an entry cannot be read; verify the log), and
// those of Store::find.
[[nodiscard]] Result<Exported> exportLog(const Store& store, const ExportOptions& options,
                                         const ExportSink& sink);

// The same into a new file with mode 0600; on return it is on disk. What was begun is removed on an error.
// `goOn` is asked now and then whether to. Errors: also IoFailed (it exists,
// the folder is missing), DiskFull.
[[nodiscard]] Result<Exported> exportLog(const Store& store, const ExportOptions& options,
                                         const std::filesystem::path& file,
                                         const std::function<bool()>& goOn = {});

// "jsonl", "csv".
std::string_view exportFormatName(ExportFormat format);
std::optional<ExportFormat> exportFormatFromName(std::string_view name);

// A field of RFC 4180: quoted where it must be; a text that a spreadsheet would take for a formula (it begins
// with = + - @, a tab or a line end) gets an apostrophe before it.
std::string csvField(std::string_view text);

} // namespace keyrite::log
