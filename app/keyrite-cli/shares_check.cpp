// keyrite-cli shares check: which of the sheets on standard input are right, which sets they make, and what
// is missing for a quorum; with a log, which are void, needless, spent or false, and who holds the missing
// ones.
#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/pool_text.h"
#include "app/keyrite-cli/secret_text.h"
#include "core/fields.h"
#include "core/slip39/words.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace keyrite::cli {
namespace {

using ceremony::PooledSheet;
using ceremony::PoolReport;
using ceremony::PoolSet;
using ceremony::SheetFinding;
using ceremony::SheetPool;

struct CheckArguments
{
    bool reveal = false;
    std::string logFile;
};

std::string wordList(const std::vector<std::size_t>& positions)
{
    std::string text = positions.size() == 1 ? "word" : "words";
    for (std::size_t i = 0; i < positions.size(); ++i)
        text += (i == 0                      ? " "
                 : i + 1 == positions.size() ? " and "
                                             : ", ") +
                std::to_string(positions[i] + 1);
    return text;
}

// What is worth knowing of a sheet that is a share; empty for a good one.
std::string remark(const PoolReport& report, const PooledSheet& sheet, bool withLog)
{
    switch (sheet.finding) {
    case SheetFinding::Copy:
        return " The same share as " + report.sheets[sheet.copyOf].label + ".";
    case SheetFinding::Disputed:
        return " IT DOES NOT BELONG TO ITS SET: it was altered, or is of another set with the same number.";
    case SheetFinding::Altered:
        return " IT IS NOT THE SHEET THAT THE LOG KNOWS at this place: its fingerprint differs.";
    case SheetFinding::Voided:
        return " It is void: the log says so. It takes no part.";
    case SheetFinding::Needless:
        return " It opens nothing any more: every key of its set was destroyed.";
    case SheetFinding::Spent:
        return " It is spent: its secret was rebuilt in a recovery. It still counts; re-issue it afterwards.";
    case SheetFinding::UnknownSet:
        return withLog ? " The log does not know its set." : "";
    case SheetFinding::NotAShare:
    case SheetFinding::WrongWords:
    case SheetFinding::Good:
        return "";
    }
    return "";
}

void printShare(const PoolReport& report, const PooledSheet& sheet, bool withLog)
{
    std::cout << "valid. Set " << slip39::setName(sheet.set) << ", group " << sheet.position.group + 1
              << ", share " << sheet.position.member + 1;
    if (sheet.number)
        std::cout << " (sheet " << *sheet.number << ")";
    std::cout << ", fingerprint " << toHexGroups(fromHex(sheet.fingerprint).value_or(Bytes{})) << "."
              << remark(report, sheet, withLog);
    if (!sheet.solved.empty())
        std::cout << " Solved for: " << wordList(sheet.solved) << ".";
    std::cout << std::endl;
}

// The words that would fit are the custodian's secret: they go past the stream's buffer, and only when asked.
Result<void> printCandidates(const slip39::Location& location, bool reveal)
{
    for (const slip39::Candidate& candidate : location.candidates) {
        std::cout << "  This would explain it: " << wordList(candidate.changed) << "." << std::endl;
        for (const std::size_t position : candidate.changed) {
            if (!reveal)
                break;
            const std::string_view word = slip39::word(candidate.mnemonic[position]);
            std::cout << "  Word " << position + 1 << " may be: " << std::flush;
            if (const auto printed = printSecretLine(SecretBytes::copyOf(asBytes(word))); !printed)
                return fail(printed.error());
        }
    }
    return {};
}

void printSet(const SheetPool& pool, const PoolReport& report, const PoolSet& set)
{
    const slip39::ShareHeader& header = pool.share(set.sheets.front())->header;
    std::cout << std::endl
              << setName(set) << ": " << counted(static_cast<int>(set.sheets.size()), "share") << ", "
              << (header.extendable ? "extendable" : "not extendable") << ", iteration exponent "
              << header.iterationExponent << ". It needs " << header.groupThreshold << " of "
              << counted(header.groupCount, "group") << "." << std::endl;
    for (const std::string& line : describe(report, set))
        std::cout << "  " << line << std::endl;
}

// Whether nothing of the sheet needs a second look.
bool isRight(const PooledSheet& sheet)
{
    return sheet.finding == SheetFinding::Good || sheet.finding == SheetFinding::Copy ||
           sheet.finding == SheetFinding::UnknownSet || sheet.finding == SheetFinding::Spent;
}

Result<std::optional<registry::Registry>> readLog(const std::string& path)
{
    if (path.empty())
        return std::nullopt;
    const auto store = log::Store::openReadOnly(path);
    if (!store)
        return fail(store.error());
    auto registry = registry::fold(*store);
    if (!registry)
        return fail(registry.error());
    return std::optional(std::move(*registry));
}

Result<bool> check(const CheckArguments& arguments)
{
    const auto log = readLog(arguments.logFile);
    if (!log)
        return fail(log.error());
    const auto input = readStandardInput();
    if (!input)
        return fail(input.error());
    SheetPool pool = readPool(input->text());
    if (pool.size() == 0)
        return fail(ErrorCode::InvalidArgument,
                    "There is nothing to check. Give one share a line on standard input.");
    const PoolReport report = pool.report(*log ? &**log : nullptr);
    bool right = true;
    for (std::size_t i = 0; i < pool.size(); ++i) {
        const PooledSheet& sheet = report.sheets[i];
        right = right && isRight(sheet);
        std::cout << sheet.label << ": ";
        if (pool.share(i) != nullptr)
            printShare(report, sheet, log->has_value());
        else
            std::cout << "wrong. " << sheet.error->message << std::endl;
        KEYRITE_CHECK(printCandidates(pool.location(i), arguments.reveal));
    }
    for (const PoolSet& set : report.sets)
        printSet(pool, report, set);
    return right;
}

int runCheck(const CheckArguments& arguments)
{
    const auto right = check(arguments);
    if (!right)
        return report(right.error());
    return *right ? 0 : kFailed;
}

} // namespace

void addSharesCheck(CLI::App& shares, int& exitCode)
{
    CLI::App& command = *shares.add_subcommand(
        "check",
        "Check the shares on standard input, one a line, as words (\"?\" for those that cannot be read) "
        "or KR1 text, and say what is missing");
    const auto arguments = std::make_shared<CheckArguments>();
    command.add_flag("--reveal", arguments->reveal, "Print the words that would fit in place of wrong ones");
    command.add_option(
        "--log", arguments->logFile,
        "The log: says which sheets are void, needless or spent, and who holds the missing ones");
    command.callback([arguments, &exitCode] { exitCode = runCheck(*arguments); });
}

} // namespace keyrite::cli
