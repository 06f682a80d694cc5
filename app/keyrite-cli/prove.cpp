#include "app/keyrite-cli/prove.h"

#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/note_files.h"
#include "app/keyrite-cli/printable_text.h"
#include "core/log/proof.h"
#include "core/log/store.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace keyrite::cli {
namespace {

constexpr std::size_t kMaxProofFileBytes = 262144;

struct ProveArguments
{
    std::string logFile;
    std::uint64_t seq = 0;
    std::string noteFile;
    std::string out;
};

struct CheckArguments
{
    std::string proofFile;
    std::string keyFile;
    std::string bodyFile;
    std::vector<std::string> witnesses;
};

// The note given, or the log's last.
Result<std::string> noteFor(const log::Store& store, const std::string& noteFile)
{
    if (!noteFile.empty())
        return readNoteFile(noteFile);
    const auto stored = store.checkpoints();
    if (!stored)
        return fail(stored.error());
    if (stored->empty())
        return fail(ErrorCode::NotFound, "The log has no checkpoint yet, so that nothing can be proven.");
    return stored->back().note;
}

// The hashes of the first `size` bodies.
Result<std::vector<log::Digest>> leavesOf(const log::Store& store, std::uint64_t size)
{
    std::vector<log::Digest> leaves;
    const auto read = store.forEachRow([&](const log::Row& row) {
        if (leaves.size() == size || row.seq != static_cast<std::int64_t>(leaves.size()))
            return false;
        leaves.push_back(log::leafHash(asBytes(row.body)));
        return true;
    });
    if (!read)
        return fail(read.error());
    if (leaves.size() != size)
        return fail(ErrorCode::LogNotSound,
                    "The log lacks entry " + std::to_string(leaves.size()) + ". Verify it first.");
    return leaves;
}

Result<void> prove(const ProveArguments& arguments)
{
    const auto store = log::Store::openReadOnly(arguments.logFile);
    if (!store)
        return fail(store.error());
    const auto note = noteFor(*store, arguments.noteFile);
    if (!note)
        return fail(note.error());
    const auto checkpoint = log::parseCheckpoint(*note);
    if (!checkpoint)
        return fail(checkpoint.error());
    if (arguments.seq >= checkpoint->size)
        return fail(ErrorCode::NotFound, "Entry " + std::to_string(arguments.seq) +
                                             " is not covered by the checkpoint, which counts " +
                                             std::to_string(checkpoint->size) + " entries.");
    const auto leaves = leavesOf(*store, checkpoint->size);
    const auto body = store->body(arguments.seq);
    if (!leaves || !body)
        return fail(!leaves ? leaves.error() : body.error());
    const auto path = log::inclusionProof(arguments.seq, *leaves);
    const auto holds = log::verifyInclusion(arguments.seq, checkpoint->size, (*leaves)[arguments.seq], path,
                                            checkpoint->root);
    if (!holds)
        return fail(ErrorCode::LogNotSound, "The log is not what its checkpoint signed. Verify it first.");
    const log::EntryProof proof{arguments.seq, path, *note, Bytes(body->begin(), body->end())};
    return writeText(proof.text(), arguments.out);
}

Result<std::vector<log::WitnessKey>> witnessKeys(const std::vector<std::string>& texts)
{
    std::vector<log::WitnessKey> keys;
    for (const std::string& text : texts) {
        auto key = log::WitnessKey::parse(text);
        if (!key)
            return fail(key.error());
        keys.push_back(std::move(*key));
    }
    return keys;
}

// Errors: IoFailed and NoteMalformed where a file cannot be read; others where the proof does not hold.
Result<void> checkProof(const CheckArguments& arguments)
{
    const auto text = readTextFile(arguments.proofFile, kMaxProofFileBytes);
    const auto key = readVerifierKeyFile(arguments.keyFile);
    const auto witnesses = witnessKeys(arguments.witnesses);
    if (!text || !key || !witnesses)
        return fail(!text ? text.error() : !key ? key.error() : witnesses.error());
    const auto proof = log::EntryProof::parse(*text);
    if (!proof)
        return fail(proof.error());
    std::string body(proof->extra.begin(), proof->extra.end());
    if (!arguments.bodyFile.empty()) {
        const auto given = readTextFile(arguments.bodyFile, log::kMaxBodyBytes);
        if (!given)
            return fail(given.error());
        body = *given;
    }
    const auto checkpoint = log::verifyEntry(*proof, body, *key);
    if (!checkpoint)
        return fail(checkpoint.error());
    std::cout << "PROVEN. Entry " << proof->index << " of " << printable(checkpoint->origin)
              << " is in the tree of " << checkpoint->size << " entries that its audit key signed:\n"
              << printable(body) << '\n';
    for (const log::WitnessKey& witness : *witnesses) {
        const auto times = log::openCosignatures(proof->note, witness);
        if (!times || times->empty())
            return fail(times ? Error{ErrorCode::SignatureInvalid,
                                      "The witness " + witness.name + " has not signed this checkpoint."}
                              : times.error());
        std::cout << "Seen by the witness " << printable(witness.name) << " at "
                  << toIsoTime(TimePoint{std::chrono::seconds{times->back()}}) << " by their clock.\n";
    }
    return {};
}

} // namespace

void addProve(CLI::App& app, int& exitCode)
{
    CLI::App* command = app.add_subcommand("prove", "Write a proof of one entry (C2SP tlog-proof)");
    const auto arguments = std::make_shared<ProveArguments>();
    command->add_option("log", arguments->logFile, "The log file")->required();
    command->add_option("entry", arguments->seq, "Number of the entry")->required();
    command->add_option("--checkpoint", arguments->noteFile,
                        "File with the checkpoint to prove against; the log's last one otherwise");
    command->add_option("--out", arguments->out, "File to write to, instead of standard output");
    command->callback([arguments, &exitCode] {
        if (const auto done = prove(*arguments); !done)
            exitCode = report(done.error());
    });
}

void addCheckProof(CLI::App& app, int& exitCode)
{
    CLI::App* command = app.add_subcommand("check-proof", "Check a proof of one entry, without the log");
    const auto arguments = std::make_shared<CheckArguments>();
    command->add_option("proof", arguments->proofFile, "The .tlog-proof file")->required();
    command->add_option("--vkey", arguments->keyFile, "File with the verifier key of the audit token")
        ->required();
    command->add_option("--body", arguments->bodyFile,
                        "File with the entry's body, instead of the one that the proof brings along");
    command->add_option("--witness", arguments->witnesses,
                        "Key of a witness who must have signed the checkpoint; may be repeated");
    command->footer("Exit code: 0 the entry is proven, 1 it is not, 2 a file cannot be read.");
    command->callback([arguments, &exitCode] {
        const auto done = checkProof(*arguments);
        if (!done)
            exitCode = report(done.error()) + (done.error().code == ErrorCode::IoFailed ? 1 : 0);
    });
}

} // namespace keyrite::cli
