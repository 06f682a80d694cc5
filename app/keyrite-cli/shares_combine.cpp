// keyrite-cli shares combine: the secret of the one quorum among the shares on standard input, in hex.
#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/pool_text.h"
#include "app/keyrite-cli/secret_text.h"
#include "core/slip39/combine.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace keyrite::cli {
namespace {

using ceremony::PoolReport;
using ceremony::PoolSet;

struct CombineArguments
{
    bool reveal = false;
    std::string passphraseFile;
};

void warnOfWrongSheets(const PoolReport& report)
{
    for (const ceremony::PooledSheet& sheet : report.sheets) {
        if (sheet.error)
            std::cerr << sheet.label << " is left out. " << sheet.error->message << std::endl;
        if (sheet.finding == ceremony::SheetFinding::Disputed)
            std::cerr << sheet.label << " is left out. It was altered, or is of another set." << std::endl;
    }
}

void sayWhatIsMissing(const PoolReport& report)
{
    for (const PoolSet& set : report.sets) {
        std::cerr << setName(set) << ":" << std::endl;
        for (const std::string& line : describe(report, set))
            std::cerr << "  " << line << std::endl;
    }
}

Result<const PoolSet*> onlyQuorum(const PoolReport& report)
{
    const PoolSet* found = nullptr;
    for (const PoolSet& set : report.sets) {
        if (!set.complete)
            continue;
        if (found != nullptr)
            return fail(ErrorCode::WrongShareSet,
                        "More than one set has a quorum here. Give the shares of one set alone.");
        found = &set;
    }
    if (found == nullptr) {
        sayWhatIsMissing(report);
        return fail(ErrorCode::NotEnoughMembers,
                    "No set has a quorum here. Nothing was recovered: bring the shares that are missing.");
    }
    return found;
}

std::vector<slip39::Share> quorumOf(const ceremony::SheetPool& pool, const PoolSet& set)
{
    std::vector<slip39::Share> quorum;
    for (const std::size_t index : pool.quorum(set))
        quorum.push_back(pool.share(index)->clone());
    return quorum;
}

Result<SecretBytes> recover(const CombineArguments& arguments)
{
    if (!arguments.reveal)
        return fail(ErrorCode::InvalidArgument, "This command prints the secret itself on standard output. "
                                                "Nothing was read; add --reveal if that is what you want.");
    const auto passphrase = readPassphraseFile(arguments.passphraseFile);
    if (!passphrase)
        return fail(passphrase.error());
    const auto input = readStandardInput();
    if (!input)
        return fail(input.error());
    ceremony::SheetPool pool = readPool(input->text());
    const PoolReport report = pool.report();
    warnOfWrongSheets(report);
    const auto set = onlyQuorum(report);
    if (!set)
        return fail(set.error());
    const auto quorum = quorumOf(pool, **set);
    std::cerr << "The secret of set " << slip39::setName((*set)->id) << ", recovered from "
              << counted(static_cast<int>(quorum.size()), "share")
              << ", is printed in hex on standard output. Whoever sees it has the key. A wrong passphrase "
                 "gives another secret without any warning."
              << std::endl;
    return combine(quorum, passphrase->view());
}

int runCombine(const CombineArguments& arguments)
{
    const auto secret = recover(arguments);
    if (!secret)
        return report(secret.error());
    const auto printed = printSecretLine(hexOfSecret(*secret));
    return printed ? 0 : report(printed.error());
}

} // namespace

void addSharesCombine(CLI::App& shares, int& exitCode)
{
    CLI::App& command = *shares.add_subcommand(
        "combine", "Recover the secret from the shares on standard input, one a line, and print it in hex");
    const auto arguments = std::make_shared<CombineArguments>();
    command.add_flag("--reveal", arguments->reveal, "Agree that the secret is printed; refused without");
    command.add_option("--passphrase-file", arguments->passphraseFile, "File with the passphrase");
    command.callback([arguments, &exitCode] { exitCode = runCombine(*arguments); });
}

} // namespace keyrite::cli
