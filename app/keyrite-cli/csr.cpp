#include "app/keyrite-cli/csr.h"

#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/token_key.h"
#include "core/hsm/certificate_request.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

namespace keyrite::cli {
namespace {

Result<void> write(const std::string& pem, const std::string& path)
{
    if (path.empty()) {
        std::cout << pem << std::flush;
        return {};
    }
    std::ofstream file(path, std::ios::binary);
    file << pem;
    file.close();
    if (!file)
        return fail(ErrorCode::IoFailed, "The certificate request could not be written to " + path + ".");
    return {};
}

Result<void> run(const TokenKeyOptions& options, const std::string& subject, const std::string& out)
{
    const auto key = readTokenKey(options);
    if (!key)
        return fail(key.error());
    const auto pem = hsm::certificateRequest(key->module, key->token, key->pin, key->keyId, subject);
    if (!pem)
        return fail(pem.error());
    return write(*pem, out);
}

} // namespace

void addCsr(CLI::App& app, int& exitCode)
{
    struct Texts
    {
        std::string subject;
        std::string out;
    };
    auto texts = std::make_shared<Texts>();
    CLI::App& csr = *app.add_subcommand("csr", "Make a certificate request for an RSA or EC key on a token");
    const auto key = addTokenKey(csr);
    csr.add_option("--subject", texts->subject, "For example \"CN=Vault 1,O=Example AG,C=CH\"")->required();
    csr.add_option("--out", texts->out, "File to write the request to, instead of standard output");
    csr.callback([key, texts, &exitCode] {
        if (const auto done = run(*key, texts->subject, texts->out); !done)
            exitCode = report(done.error());
    });
}

} // namespace keyrite::cli
