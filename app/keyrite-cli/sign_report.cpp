#include "app/keyrite-cli/sign_report.h"

#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/token_key.h"
#include "core/file.h"
#include "core/hsm/cms_signature.h"

#include <CLI/CLI.hpp>
#include <iostream>

namespace keyrite::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxCertificateFile = 65536;

struct Files
{
    std::string report;
    std::string certificate;
    std::string out; // empty: the report's name and ".p7s"
};

Result<void> run(const TokenKeyOptions& options, const Files& files)
{
    const fs::path out = files.out.empty() ? fs::path(files.report + ".p7s") : fs::path(files.out);
    if (fs::exists(out))
        return fail(ErrorCode::InvalidArgument,
                    out.string() + " is there already. Move it away, or name another file with --out.");
    auto certificates = readFile(files.certificate, kMaxCertificateFile);
    if (!certificates)
        return fail(certificates.error());
    auto key = readTokenKey(options);
    if (!key)
        return fail(key.error());
    const auto signature =
        hsm::signFile({std::move(key->module), key->token, std::move(key->keyId), std::move(*certificates)},
                      key->pin, files.report, systemNow());
    if (!signature)
        return fail(signature.error());
    if (auto written = writeFile(out, std::string(signature->begin(), signature->end())); !written)
        return written;
    std::cout << "Signed. The signature is in " << out.string() << "; anyone checks it with\n"
              << "  openssl cms -verify -binary -purpose any -inform DER -in " << out.string() << " -content "
              << files.report << " -CAfile CA.pem -out /dev/null\n"
              << std::flush;
    return {};
}

} // namespace

void addSignReport(CLI::App& app, int& exitCode)
{
    auto files = std::make_shared<Files>();
    CLI::App& command = *app.add_subcommand(
        "sign-report", "Sign an exported file by an RSA or EC key on a token (CMS, detached)");
    command.add_option("report", files->report, "The file to sign")->required()->check(CLI::ExistingFile);
    const auto key = addTokenKey(command);
    command
        .add_option("--certificate", files->certificate,
                    "PEM file with the key's certificate, made from keyrite-cli csr, and its chain")
        ->required()
        ->check(CLI::ExistingFile);
    command.add_option("--out", files->out, "File for the signature, instead of REPORT.p7s");
    command.callback([key, files, &exitCode] {
        if (const auto done = run(*key, *files); !done)
            exitCode = report(done.error());
    });
}

} // namespace keyrite::cli
