// keyrite-cli shares split: shares of a secret that a file holds in hex, one a line on standard output.
#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/pool_text.h"
#include "app/keyrite-cli/secret_text.h"
#include "core/slip39/split.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace keyrite::cli {
namespace {

struct SplitArguments
{
    std::string policy;
    std::string secretFile;
    std::string passphraseFile;
    int exponent = 1;
};

using Groups = std::vector<std::vector<slip39::Share>>;

Result<SecretBytes> readSecret(const std::string& path)
{
    const auto text = readSecretFile(path);
    if (!text)
        return fail(text.error());
    return secretFromHex(text->text());
}

Result<Groups> splitFile(const SplitArguments& arguments)
{
    const auto policy = Policy::parse(arguments.policy);
    if (!policy)
        return fail(policy.error());
    const auto secret = readSecret(arguments.secretFile);
    if (!secret)
        return fail(secret.error());
    const auto passphrase = readPassphraseFile(arguments.passphraseFile);
    if (!passphrase)
        return fail(passphrase.error());
    return slip39::split(*secret, *policy,
                         {.iterationExponent = arguments.exponent, .passphrase = passphrase->view()},
                         crypto::systemRandom);
}

Result<void> printShares(const Groups& groups)
{
    std::cerr << "Set " << slip39::setName(slip39::setId(groups.front().front().header))
              << ": one share a line follows on standard output, group by group." << std::endl;
    for (const auto& group : groups) {
        const slip39::ShareHeader& header = group.front().header;
        std::cerr << "Group " << header.groupIndex + 1 << ": "
                  << counted(static_cast<int>(group.size()), "share") << ", " << header.memberThreshold
                  << " needed." << std::endl;
        for (const slip39::Share& share : group)
            if (const auto printed = printSecretLine(share.encode().text()); !printed)
                return fail(printed.error());
    }
    return {};
}

int runSplit(const SplitArguments& arguments)
{
    const auto groups = splitFile(arguments);
    if (!groups)
        return report(groups.error());
    const auto printed = printShares(*groups);
    return printed ? 0 : report(printed.error());
}

} // namespace

void addSharesSplit(CLI::App& shares, int& exitCode)
{
    CLI::App& command = *shares.add_subcommand("split", "Split a secret into shares, printed one a line");
    const auto arguments = std::make_shared<SplitArguments>();
    command.add_option("--policy", arguments->policy, "Such as 2of3 or 2of(2of3,2of3,1of1)")->required();
    command.add_option("--in-file", arguments->secretFile, "File with the secret, 16 to 64 bytes in hex")
        ->required();
    command.add_option("--passphrase-file", arguments->passphraseFile, "File with a passphrase");
    command.add_option("--exponent", arguments->exponent, "Iteration exponent, 0 to 15")
        ->capture_default_str();
    command.callback([arguments, &exitCode] { exitCode = runSplit(*arguments); });
}

} // namespace keyrite::cli
