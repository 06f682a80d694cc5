#include "app/keyrite-cli/export.h"

#include "app/keyrite-cli/command.h"
#include "core/log/export.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace keyrite::cli {
namespace {

constexpr int kUnreadable = 2;

struct Arguments
{
    std::string logFile;
    std::string outFile;
    std::string format = "jsonl";
    std::string filter;
};

void printDone(const log::Exported& done, const Arguments& arguments)
{
    std::cout << done.entries << " of " << done.size << " entries are in " << arguments.outFile
              << ".\nThe log has the root " << toBase64(done.root)
              << ". The export is read from the search index and the bodies as they are: run verify to know "
                 "that they "
                 "are what was recorded.\n";
}

int run(const Arguments& arguments)
{
    const auto filter = log::parseFilter(arguments.filter);
    if (!filter)
        return report(filter.error());
    const auto store = log::Store::openReadOnly(arguments.logFile);
    if (!store) {
        report(store.error());
        return kUnreadable;
    }
    const log::ExportOptions options{log::exportFormatFromName(arguments.format).value(), *filter};
    const auto done = log::exportLog(*store, options, arguments.outFile);
    if (!done)
        return report(done.error());
    printDone(*done, arguments);
    return 0;
}

} // namespace

void addExport(CLI::App& app, int& exitCode)
{
    CLI::App* command = app.add_subcommand("export", "Write the entries of a log into a file");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("log", arguments->logFile, "The log file")->required();
    command->add_option("--out", arguments->outFile, "The file to write; it must not exist")->required();
    command->add_option("--format", arguments->format, "jsonl (bodies as stored) or csv (for spreadsheets)")
        ->check(CLI::IsMember({"jsonl", "csv"}))
        ->capture_default_str();
    command->add_option(
        "--filter", arguments->filter,
        "Only entries that fit, as in the filter line of the log page: words to find, kind:share. "
        "person:\"Ana Berg\" ceremony:KC-2026-0001 key:ID sheet:7c2a/4 from:2026-11-22 to:2026-11-30");
    command->callback([arguments, &exitCode] { exitCode = run(*arguments); });
}

} // namespace keyrite::cli
