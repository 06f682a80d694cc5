// keyrite-cli shares check: which of the shares on standard input are right, and what is missing for a
// quorum.
#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/secret_text.h"
#include "app/keyrite-cli/share_pool.h"
#include "core/slip39/locate.h"
#include "core/slip39/words.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
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

// The words that would fit are the custodian's secret: they go past the stream's buffer, and only when asked.
Result<void> printCandidates(const std::vector<slip39::WordCorrection>& corrections, bool reveal)
{
    std::map<std::size_t, int> candidates;
    for (const slip39::WordCorrection& correction : corrections)
        ++candidates[correction.position];
    for (const auto& [position, count] : candidates)
        std::cout << "  One wrong word would explain it: word " << position + 1 << ", where "
                  << counted(count, "other word") << " would fit." << std::endl;
    for (const slip39::WordCorrection& correction : corrections) {
        if (!reveal)
            break;
        const std::string_view word = slip39::word(correction.index);
        std::cout << "  Word " << correction.position + 1 << " may be: " << std::flush;
        if (const auto printed = printSecretLine(SecretBytes::copyOf(asBytes(word))); !printed)
            return fail(printed.error());
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
    return printCandidates(locateSingleWordError(*line.mnemonic), reveal);
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
