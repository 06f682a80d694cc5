#include "app/keyrite-cli/cosign.h"

#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/note_files.h"
#include "app/keyrite-cli/pin_source.h"
#include "core/ceremony/anchors.h"
#include "core/crypto/public_key.h"
#include "core/hsm/module.h"
#include "core/hsm/practice_store.h"
#include "core/log/verify.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace keyrite::cli {
namespace {

struct Arguments
{
    std::string logFile;
    std::string auditKeyFile;
    std::vector<std::string> lastFiles; // what the witness signed before
    std::string name;
    std::string module;
    std::string practiceStore;
    hsm::TokenId token;
    std::string keyId; // hex
    bool newKey = false;
    PinOptions pin;
    std::string out;
    bool record = false;
};

// A witness says that the log is consistent with all that they saw before: this is where that is looked at.
// Answers the note to sign.
Result<std::string> checkedNote(const Arguments& arguments)
{
    const auto store = log::Store::openReadOnly(arguments.logFile);
    if (!store)
        return fail(store.error());
    log::VerifyOptions options;
    const auto key = readVerifierKeyFile(arguments.auditKeyFile);
    if (!key)
        return fail(key.error());
    options.key = *key;
    for (const std::string& file : arguments.lastFiles) {
        auto note = readNoteFile(file);
        if (!note)
            return fail(note.error());
        options.checkpoints.push_back(std::move(*note));
    }
    const auto report = log::verify(*store, options);
    if (!report)
        return fail(report.error());
    if (!report->sound())
        return fail(report->findings.front().error);
    const auto stored = store->checkpoints();
    if (!stored)
        return fail(stored.error());
    if (stored->empty())
        return fail(ErrorCode::NotFound, "The log has no checkpoint yet. Sign one at the end of a ceremony.");
    return stored->back().note;
}

Result<hsm::Session> openToken(hsm::Module& module, const Arguments& arguments)
{
    const auto token = module.find(arguments.token);
    if (!token)
        return fail(token.error());
    const auto pin = readPin(arguments.pin, *token);
    if (!pin)
        return fail(pin.error());
    return module.open(arguments.token, *pin);
}

Result<log::WitnessKey> witnessKey(hsm::Session& session, const Arguments& arguments, const Bytes& keyId)
{
    const auto info = arguments.newKey ? session.generate(hsm::KeyType::Ed25519, "Witness key", keyId, false)
                                       : session.find(keyId);
    if (!info)
        return fail(info.error());
    const auto raw = crypto::rawEd25519(info->spki);
    if (!raw)
        return fail(raw.error());
    return log::WitnessKey{arguments.name, Bytes(raw->begin(), raw->end())};
}

// The signature as an entry of the log itself, which the next checkpoint covers.
Result<void> recordIn(const std::string& file, const std::string& note, const log::WitnessKey& key,
                      std::string line)
{
    auto store = log::Store::openForAppend(file);
    if (!store)
        return fail(store.error());
    auto entry = ceremony::checkpointCosigned(note, key, std::move(line), systemNow());
    if (const auto appended = store->append({std::move(entry)}); !appended)
        return fail(appended.error());
    return {};
}

Result<void> cosign(const Arguments& arguments)
{
    const auto note = checkedNote(arguments);
    const auto keyId = fromHex(arguments.keyId);
    if (!note || !keyId)
        return fail(!note ? note.error() : keyId.error());
    const auto path = arguments.practiceStore.empty() ? Result<std::filesystem::path>(arguments.module)
                                                      : hsm::preparePracticeStore(arguments.practiceStore);
    if (!path)
        return fail(path.error());
    auto module = hsm::Module::load(*path);
    if (!module)
        return fail(module.error());
    auto session = openToken(*module, arguments);
    if (!session)
        return fail(session.error());
    const auto key = witnessKey(*session, arguments, *keyId);
    if (!key)
        return fail(key.error());
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(systemNow().time_since_epoch()).count();
    const auto line = log::cosign(*note, *key, seconds,
                                  [&](ByteView message) { return session->signMessage(*keyId, message); });
    if (!line)
        return fail(line.error());
    const auto whole = log::withSignature(*note, *line);
    if (!whole)
        return fail(whole.error());
    if (auto written = writeText(*whole, arguments.out); !written)
        return written;
    std::cerr << "Signed with " << key->text() << '\n';
    return arguments.record ? recordIn(arguments.logFile, *note, *key, *line) : Result<void>();
}

} // namespace

void addCosign(CLI::App& app, int& exitCode)
{
    CLI::App* command = app.add_subcommand(
        "cosign", "Check a log and sign its last checkpoint as a witness (C2SP cosignature/v1)");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("log", arguments->logFile, "The log file")->required();
    command->add_option("--vkey", arguments->auditKeyFile, "File with the verifier key of the audit token")
        ->required();
    command->add_option("--last", arguments->lastFiles,
                        "File with a checkpoint that you signed before, which the log must contain; may be "
                        "repeated");
    command->add_option("--name", arguments->name, "Your name as a witness: witness.example/w1")->required();
    CLI::Option* module =
        command->add_option("--module", arguments->module, "Path of your token's PKCS#11 module");
    CLI::Option* store = command->add_option("--practice-store", arguments->practiceStore,
                                             "Folder of a practice HSM, instead");
    module->excludes(store);
    command->add_option("--token-serial", arguments->token.serial, "Serial of your token")->required();
    command->add_option("--token-label", arguments->token.label, "Label of your token")->required();
    command->add_option("--key-id", arguments->keyId, "ID of your Ed25519 key, 32 hex digits")->required();
    command->add_flag("--new-key", arguments->newKey, "Make the key on the token first");
    addPin(*command, arguments->pin);
    command->add_option("--out", arguments->out,
                        "File for the signed checkpoint, instead of standard output");
    command->add_flag("--record", arguments->record,
                      "Add the signature to the log too, as an entry; nobody else may have it open to add");
    command->callback([arguments, module, store, &exitCode] {
        if (module->count() + store->count() == 0)
            throw CLI::RequiredError("--module or --practice-store");
        if (const auto done = cosign(*arguments); !done)
            exitCode = report(done.error());
    });
}

} // namespace keyrite::cli
