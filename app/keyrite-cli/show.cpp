#include "app/keyrite-cli/show.h"

#include "app/keyrite-cli/printable_text.h"
#include "core/log/collection.h"
#include "core/log/store.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace keyrite::cli {
namespace {

constexpr int kSomeNotValid = 1;
constexpr int kUnreadable = 2;
constexpr std::size_t kMaxShownData = 100;

struct Arguments
{
    std::string logFile;
    log::Filter filter;
};

bool matches(const log::Entry& entry, const log::Filter& filter)
{
    const bool prefix = !filter.kind.empty() && filter.kind.back() == '.';
    const bool kind =
        prefix ? entry.kind.substr(0, filter.kind.size()) == filter.kind : entry.kind == filter.kind;
    return (filter.ceremony.empty() || entry.ceremony == filter.ceremony) && (filter.kind.empty() || kind);
}

void printEntry(const log::Entry& entry)
{
    std::cout << entry.seq << "  " << toIsoTime(entry.time);
    for (const std::string& text : {entry.ceremony, entry.step, entry.kind, entry.actor})
        std::cout << "  " << (text.empty() ? "-" : printable(text));
    std::cout << "  " << printableStart(entry.data.dump(), kMaxShownData) << '\n';
}

void printInvalid(std::int64_t seq, std::string_view body)
{
    std::cout << seq << "  NOT A VALID ENTRY, run verify:  " << printableStart(body, kMaxShownData) << '\n';
}

// Row by row, not through the search indexes: those are not part of what is signed.
int show(const log::Store& store, const log::Filter& filter)
{
    int exitCode = 0;
    const auto read = store.forEachBody([&](std::int64_t seq, std::string_view body) {
        const auto entry = log::parseBody(body);
        if (!entry || seq < 0 || entry->seq != static_cast<std::uint64_t>(seq)) {
            printInvalid(seq, body);
            exitCode = kSomeNotValid;
        } else if (matches(*entry, filter)) {
            printEntry(*entry);
        }
        return std::cout.good();
    });
    if (read)
        return exitCode;
    std::cerr << printable(read.error().message) << '\n';
    return kUnreadable;
}

int unreadable(const Error& error)
{
    std::cerr << printable(error.message) << '\n';
    return kUnreadable;
}

// A collection: each log by itself.
int run(const Arguments& arguments)
{
    const auto logs = log::logsIn(arguments.logFile);
    if (!logs)
        return unreadable(logs.error());
    int worst = 0;
    for (const auto& file : *logs) {
        if (file != arguments.logFile)
            std::cout << "== " << printable(file.string()) << '\n';
        const auto store = log::Store::openReadOnly(file);
        worst = std::max(worst, store ? show(*store, arguments.filter) : unreadable(store.error()));
    }
    return worst;
}

} // namespace

void addShow(CLI::App& app, int& exitCode)
{
    CLI::App* command = app.add_subcommand("show", "Print the entries of a log, a line each");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("log", arguments->logFile, "The log file, or the folder of a collection")->required();
    command->add_option("--ceremony", arguments->filter.ceremony, "Only entries of this ceremony");
    command->add_option("--kind", arguments->filter.kind,
                        "Only entries of this kind; all that begin so if it ends in a dot: share.");
    command->footer("A line: number, time, ceremony, step, kind, actor, data.");
    command->callback([arguments, &exitCode] { exitCode = run(*arguments); });
}

} // namespace keyrite::cli
