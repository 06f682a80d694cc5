#include "app/keyrite-cli/csr.h"

#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/secret_text.h"
#include "core/hsm/certificate_request.h"
#include "core/hsm/practice_store.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

namespace keyrite::cli {
namespace {

// As typed.
struct CsrOptions
{
    std::string module;
    std::string practiceStore;
    hsm::TokenId token;
    std::string keyId; // hex
    std::string subject;
    std::string pinFile;
    std::string out;
};

Result<std::filesystem::path> modulePath(const CsrOptions& options)
{
    if (options.practiceStore.empty())
        return std::filesystem::path(options.module);
    if (!std::filesystem::is_directory(options.practiceStore)) // it would be made, and be empty
        return fail(ErrorCode::NotFound,
                    "There is no practice HSM's store at " + options.practiceStore + ".");
    return hsm::preparePracticeStore(options.practiceStore);
}

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

Result<void> run(const CsrOptions& options)
{
    const auto module = modulePath(options);
    if (!module)
        return fail(module.error());
    const auto keyId = fromHex(options.keyId);
    if (!keyId)
        return fail(keyId.error());
    const auto pin = readPassphraseFile(options.pinFile);
    if (!pin)
        return fail(pin.error());
    const auto pem = hsm::certificateRequest(*module, options.token, *pin, *keyId, options.subject);
    if (!pem)
        return fail(pem.error());
    return write(*pem, options.out);
}

} // namespace

void addCsr(CLI::App& app, int& exitCode)
{
    auto options = std::make_shared<CsrOptions>();
    CLI::App& csr = *app.add_subcommand("csr", "Make a certificate request for an RSA or EC key on a token");
    CLI::Option* module = csr.add_option("--module", options->module, "Path of the HSM's PKCS#11 module");
    CLI::Option* store =
        csr.add_option("--practice-store", options->practiceStore, "Folder of a practice HSM, instead");
    module->excludes(store);
    csr.add_option("--token-serial", options->token.serial, "Serial of the token")->required();
    csr.add_option("--token-label", options->token.label, "Label of the token")->required();
    csr.add_option("--key-id", options->keyId, "ID of the key, in hex")->required();
    csr.add_option("--subject", options->subject, "For example \"CN=Vault 1,O=Example AG,C=CH\"")->required();
    csr.add_option("--pin-file", options->pinFile, "File that holds the user's PIN")->required();
    csr.add_option("--out", options->out, "File to write the request to, instead of standard output");
    csr.callback([options, module, store, &exitCode] {
        if (module->count() + store->count() == 0)
            throw CLI::RequiredError("--module or --practice-store");
        if (const auto done = run(*options); !done)
            exitCode = report(done.error());
    });
}

} // namespace keyrite::cli
