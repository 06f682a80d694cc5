// keyrite-cli shares check: which of the shares on standard input are right, and what is missing for a
// quorum.
#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/secret_text.h"
#include "app/keyrite-cli/share_pool.h"
#include "core/slip39/locate.h"
#include "core/slip39/words.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace keyrite::cli {
namespace {

void printValid(const SharePool& pool, const PoolLine& line)
{
    const slip39::ShareHeader& header = line.share->header;
    std::cout << "valid. Set " << header.identifier << ", group " << header.groupIndex + 1 << ", share "
              << header.memberIndex + 1 << ", fingerprint " << toHexGroups(fingerprint(*line.mnemonic))
              << ".";
    if (line.sameAs)
        std::cout << " The same share as line " << pool.lines[*line.sameAs].number << ".";
    std::cout << std::endl;
}

// "One wrong word would explain it: word 5." or "Two wrong words would explain it: words 5 and 9."
std::string explanation(const slip39::Candidate& candidate)
{
    const std::string first = std::to_string(candidate.changed.front() + 1);
    if (candidate.changed.size() == 1)
        return "One wrong word would explain it: word " + first + ".";
    return "Two wrong words would explain it: words " + first + " and " +
           std::to_string(candidate.changed.back() + 1) + ".";
}

// The words that would fit are the custodian's secret: they go past the stream's buffer, and only when asked.
Result<void> printCandidates(const slip39::Location& location, bool reveal)
{
    for (const slip39::Candidate& candidate : location.candidates) {
        std::cout << "  " << explanation(candidate) << std::endl;
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

Result<void> printLine(const SharePool& pool, const PoolLine& line, bool reveal)
{
    std::cout << "Line " << line.number << ": ";
    if (line.share) {
        printValid(pool, line);
        return {};
    }
    std::cout << "wrong. " << line.share.error().message << std::endl;
    if (!line.mnemonic)
        return {};
    return printCandidates(locate(slip39::PartialMnemonic(line.mnemonic->clone())), reveal);
}

void printSet(const SharePool& pool, const ShareSet& set)
{
    const slip39::ShareHeader& header = pool.header(set.lines.front());
    std::cout << std::endl
              << setName(pool, set) << ": " << counted(static_cast<int>(set.lines.size()), "share") << ", "
              << (header.extendable ? "extendable" : "not extendable") << ", iteration exponent "
              << header.iterationExponent << ". It needs " << header.groupThreshold << " of "
              << counted(header.groupCount, "group") << "." << std::endl;
    for (const std::string& line : describe(pool.progress(set)))
        std::cout << "  " << line << std::endl;
}

int check(bool reveal)
{
    const auto input = readStandardInput();
    if (!input)
        return report(input.error());
    const SharePool pool = readPool(input->text());
    if (pool.lines.empty())
        return report({ErrorCode::InvalidArgument,
                       "There is nothing to check. Give one share a line on standard input."});
    for (const PoolLine& line : pool.lines)
        if (const auto printed = printLine(pool, line, reveal); !printed)
            return report(printed.error());
    for (const ShareSet& set : pool.sets)
        printSet(pool, set);
    return pool.allValid() ? 0 : kFailed;
}

} // namespace

void addSharesCheck(CLI::App& shares, int& exitCode)
{
    CLI::App& command = *shares.add_subcommand(
        "check",
        "Check the shares on standard input, one a line, as words or KR1 text, and say what is missing");
    const auto reveal = std::make_shared<bool>(false);
    command.add_flag("--reveal", *reveal, "Print the words that would fit in place of a wrong one");
    command.callback([reveal, &exitCode] { exitCode = check(*reveal); });
}

} // namespace keyrite::cli
