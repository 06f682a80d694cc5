#include "app/keyrite-cli/bundle.h"

#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/note_files.h"
#include "app/keyrite-cli/printable_text.h"
#include "core/file.h"
#include "core/log/collection.h"
#include "core/log/verify.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace keyrite::cli {
namespace {

struct BundleArguments
{
    std::string logFile;
    std::string keyFile;
    std::uint64_t since = 0;
    std::string out;
};

struct CollectArguments
{
    std::string bundles;
    std::string into;
    std::vector<std::string> keyFiles;
};

Result<log::VerifierKey> keyFor(const log::Store& store, const std::string& keyFile)
{
    if (!keyFile.empty())
        return readVerifierKeyFile(keyFile);
    if (const auto key = log::keyNamedBy(store))
        return *key;
    return fail(ErrorCode::NotFound, "The log's first entry names no audit key. Give it with --vkey.");
}

Result<void> bundle(const BundleArguments& arguments)
{
    const auto store = log::Store::openReadOnly(arguments.logFile);
    if (!store)
        return fail(store.error());
    const auto key = keyFor(*store, arguments.keyFile);
    if (!key)
        return fail(key.error());
    const auto made = log::makeBundle(*store, arguments.since, *key);
    if (!made)
        return fail(made.error());
    if (auto written = writeFile(arguments.out, made->text()); !written)
        return written;
    std::cout << "Entries " << made->since << " to " << made->size() - 1 << " of " << printable(key->name)
              << " are in " << printable(arguments.out) << ". The next bundle goes on with --since "
              << made->size() << ".\n";
    return {};
}

int print(const log::CollectReport& report)
{
    for (const log::CollectedOrigin& one : report.origins)
        std::cout << printable(one.origin) << ": " << one.size << " entries, " << one.added
                  << " of them new, in " << printable(one.file.string()) << '\n'
                  << (one.keyGiven ? ""
                                   : "  (its audit key is the one that its bundle named; compare it with "
                                     "the minutes of the set-up, or give that one with --vkey)\n");
    for (const log::CollectProblem& one : report.problems)
        std::cout << "\nNOT TAKEN: " << printable(one.bundle)
                  << (one.origin.empty() ? "" : " of " + printable(one.origin)) << '\n'
                  << "  " << printable(one.error.message) << '\n';
    return report.problems.empty() ? 0 : 1;
}

Result<int> collect(const CollectArguments& arguments)
{
    std::vector<log::VerifierKey> keys;
    for (const std::string& file : arguments.keyFiles) {
        auto key = readVerifierKeyFile(file);
        if (!key)
            return fail(key.error());
        keys.push_back(std::move(*key));
    }
    const auto report = log::collect(arguments.bundles, arguments.into, keys);
    if (!report)
        return fail(report.error());
    return print(*report);
}

} // namespace

void addBundle(CLI::App& app, int& exitCode)
{
    CLI::App* command = app.add_subcommand("bundle", "Write what leaves the room: the entries since a size");
    const auto arguments = std::make_shared<BundleArguments>();
    command->add_option("log", arguments->logFile, "The log file")->required();
    command->add_option("--since", arguments->since,
                        "Number of entries that the last bundle ended with; 0 for the whole log");
    command->add_option("--vkey", arguments->keyFile, "File with the verifier key of the audit token");
    command->add_option("--out", arguments->out, "The bundle to write")->required();
    command->callback([arguments, &exitCode] {
        if (const auto done = bundle(*arguments); !done)
            exitCode = report(done.error());
    });
}

void addCollect(CLI::App& app, int& exitCode)
{
    CLI::App* command = app.add_subcommand("collect", "Bring the bundles of many rooms together");
    const auto arguments = std::make_shared<CollectArguments>();
    command->add_option("bundles", arguments->bundles, "Folder with bundles")->required();
    command->add_option("--into", arguments->into, "Folder with one log for each room; made, or added to")
        ->required();
    command->add_option("--vkey", arguments->keyFiles,
                        "File with the verifier key of a room's audit token; may be repeated");
    command->footer("Exit code: 0 all was taken, 1 a bundle was refused or one is missing, 2 a folder cannot "
                    "be read. Then: keyrite-cli verify FOLDER");
    command->callback([arguments, &exitCode] {
        const auto taken = collect(*arguments);
        exitCode = taken ? *taken : report(taken.error()) + 1;
    });
}

} // namespace keyrite::cli
