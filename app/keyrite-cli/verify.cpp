#include "app/keyrite-cli/verify.h"

#include "app/keyrite-cli/note_files.h"
#include "app/keyrite-cli/printable_text.h"
#include "core/ceremony/audit.h"
#include "core/ceremony/builtin.h"
#include "core/log/collection.h"
#include "core/paper/printed_head.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <unistd.h>

namespace keyrite::cli {
namespace {

constexpr int kSound = 0;
constexpr int kNotSound = 1;
constexpr int kUnreadable = 2;

struct Arguments
{
    std::string logFile;
    std::string keyFile;
    std::vector<std::string> checkpointFiles;
    std::vector<std::string> heads;
    std::vector<std::string> witnesses;
    std::vector<std::string> procedureFiles;
    unsigned threads = 0;
    bool json = false;
};

// One line on a terminal, drawn over and over; nothing in a file or a pipe.
bool showProgress(const log::VerifyProgress& progress)
{
    std::cerr << '\r';
    switch (progress.stage) {
    case log::VerifyStage::Entries:
        std::cerr << "Entries " << progress.done << " of " << progress.of;
        break;
    case log::VerifyStage::File:
        std::cerr << "Pages and indexes of the file ...";
        break;
    case log::VerifyStage::Replay:
        std::cerr << "Ceremonies, entry " << progress.done << " of " << progress.of;
        break;
    }
    std::cerr << "\x1b[K" << std::flush;
    return true;
}

// Those that come with the program, and those that were given as approved.
Result<ceremony::ProcedureSource> readProcedures(const std::vector<std::string>& files)
{
    auto given = std::make_shared<std::vector<std::shared_ptr<const ceremony::Procedure>>>();
    for (const std::string& file : files) {
        const auto text = readTextFile(file, kMaxProcedureBytes);
        if (!text)
            return fail(text.error());
        const auto procedure = ceremony::Procedure::parse(*text);
        if (!procedure)
            return fail(procedure.error().code, file + ": " + procedure.error().message);
        given->push_back(*procedure);
    }
    return [given](std::string_view hash) {
        for (const auto& procedure : *given)
            if (toHex(procedure->hash) == hash)
                return procedure;
        return ceremony::procedureWithHash(hash);
    };
}

Result<void> readAnchors(const Arguments& arguments, log::VerifyOptions& options)
{
    for (const std::string& file : arguments.checkpointFiles) {
        auto note = readNoteFile(file);
        if (!note)
            return fail(note.error());
        options.checkpoints.push_back(std::move(*note));
    }
    for (const std::string& text : arguments.heads) {
        const auto head = paper::parsePrintedHead(text);
        if (!head)
            return fail(head.error());
        options.heads.push_back(*head);
    }
    for (const std::string& text : arguments.witnesses) {
        auto key = log::WitnessKey::parse(text);
        if (!key)
            return fail(key.error());
        options.witnesses.push_back(std::move(*key));
    }
    return {};
}

Result<ceremony::AuditOptions> readOptions(const Arguments& arguments)
{
    ceremony::AuditOptions options;
    options.log.threads = arguments.threads;
    if (!arguments.keyFile.empty()) {
        const auto key = readVerifierKeyFile(arguments.keyFile);
        if (!key)
            return fail(key.error());
        options.log.key = *key;
    }
    if (auto read = readAnchors(arguments, options.log); !read)
        return fail(read.error());
    auto procedures = readProcedures(arguments.procedureFiles);
    if (!procedures)
        return fail(procedures.error());
    options.procedures = std::move(*procedures);
    if (::isatty(STDERR_FILENO) != 0)
        options.log.progress = showProgress;
    return options;
}

Result<ceremony::Audit> verifyLog(const Arguments& arguments)
{
    const auto options = readOptions(arguments);
    if (!options)
        return fail(options.error());
    const auto store = log::Store::openReadOnly(arguments.logFile);
    if (!store)
        return fail(store.error());
    auto audit = ceremony::audit(*store, *options);
    if (options->log.progress)
        std::cerr << "\r\x1b[K" << std::flush;
    return audit;
}

log::Json findingJson(const log::Finding& finding)
{
    log::Json json{{"message", finding.error.message}, {"detail", finding.error.detail}};
    json["entry"] = finding.seq ? log::Json(*finding.seq) : log::Json();
    return json;
}

void printJson(const ceremony::Audit& outcome)
{
    const log::VerifyReport& report = outcome.log;
    log::Json json{{"sound", report.sound()},
                   {"entries", report.entries},
                   {"root", toBase64(report.root)},
                   {"checkpoints", report.checkpoints},
                   {"coveredBySignature", report.coveredBySignature},
                   {"keyFromLog", report.keyFromLog},
                   {"anchors", report.anchors},
                   {"anchored", report.anchored},
                   {"findings", log::Json::array()},
                   {"remarks", log::Json::array()},
                   {"witnesses", log::Json::array()}};
    json["key"] = report.key ? log::Json(report.key->text()) : log::Json();
    if (outcome.replay)
        json["replay"] = {{"ceremonies", outcome.replay->ceremonies},
                          {"closed", outcome.replay->closed},
                          {"aborted", outcome.replay->aborted},
                          {"unfinished", outcome.replay->unfinished},
                          {"signatures", outcome.replay->signatures}};
    for (const log::Finding& finding : report.findings)
        json["findings"].push_back(findingJson(finding));
    for (const log::Finding& remark : report.remarks)
        json["remarks"].push_back(findingJson(remark));
    for (const log::WitnessReport& witness : report.witnesses)
        json["witnesses"].push_back({{"key", witness.key.text()},
                                     {"cosignatures", witness.cosignatures},
                                     {"covered", witness.covered},
                                     {"time", witness.timeSeconds}});
    const ceremony::AuditWords words = ceremony::inWords(outcome);
    json["checked"] = words.checked;
    json["notCovered"] = words.notCovered;
    // What a damaged log says need not be UTF-8.
    std::cout << json.dump(2, ' ', false, log::Json::error_handler_t::replace) << '\n';
}

void printFindings(const log::VerifyReport& report)
{
    const auto& first = report.findings.front();
    std::cout << "\nNOT SOUND."
              << (first.seq ? " First bad entry: " + std::to_string(*first.seq) + "." : std::string())
              << '\n';
    for (const log::Finding& finding : report.findings) {
        std::cout << "\n- " << printable(finding.error.message) << '\n';
        if (!finding.error.detail.empty())
            std::cout << "  (" << printable(finding.error.detail) << ")\n";
    }
}

void printList(const char* title, const std::vector<std::string>& sentences)
{
    if (sentences.empty())
        return;
    std::cout << '\n' << title << '\n';
    for (const std::string& sentence : sentences)
        std::cout << "- " << printable(sentence) << '\n';
}

void print(const ceremony::Audit& outcome)
{
    const ceremony::AuditWords words = ceremony::inWords(outcome);
    std::cout << "Entries: " << outcome.log.entries << '\n'
              << "Root:    " << toBase64(outcome.log.root) << '\n';
    if (outcome.sound())
        std::cout << "\nSOUND. " << printable(words.verdict) << '\n';
    else
        printFindings(outcome.log);
    printList("Look at these:", words.remarks);
    printList("Checked:", words.checked);
    printList("Not covered:", words.notCovered);
}

int unreadable(const Error& error)
{
    std::cerr << printable(error.message) << '\n';
    if (!error.detail.empty())
        std::cerr << '(' << printable(error.detail) << ")\n";
    return kUnreadable;
}

int runOne(const Arguments& arguments)
{
    const auto outcome = verifyLog(arguments);
    if (!outcome)
        return unreadable(outcome.error());
    if (arguments.json)
        printJson(*outcome);
    else
        print(*outcome);
    return outcome->sound() ? kSound : kNotSound;
}

// Each log of a collection may be sound, and its room have signed another one all the same.
int showFork(const std::filesystem::path& file)
{
    const auto fork = log::keptFork(file);
    if (!fork)
        return kSound;
    std::cerr << (fork->code == ErrorCode::LogForked ? "\nFORKED. " : "\nREFUSED. ")
              << printable(fork->message) << '\n';
    return kNotSound;
}

// A collection: each log by itself, the worst answer for all.
int run(const Arguments& arguments)
{
    const auto logs = log::logsIn(arguments.logFile);
    if (!logs)
        return unreadable(logs.error());
    int worst = kSound;
    for (const auto& file : *logs) {
        Arguments one = arguments;
        one.logFile = file.string();
        if (one.logFile != arguments.logFile && !arguments.json)
            std::cout << "\n== " << printable(one.logFile) << '\n';
        worst = std::max(worst, runOne(one));
        if (one.logFile != arguments.logFile)
            worst = std::max(worst, showFork(file));
    }
    return worst;
}

} // namespace

void addVerify(CLI::App& app, int& exitCode)
{
    CLI::App* command = app.add_subcommand("verify", "Check that a log is what was recorded and signed");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("log", arguments->logFile, "The log file, or the folder of a collection")->required();
    command->add_option("--vkey", arguments->keyFile, "File with the verifier key of the audit token");
    command->add_option(
        "--checkpoint", arguments->checkpointFiles,
        "File with a checkpoint kept outside the log, which the log must contain; may be repeated");
    command->add_option("--head", arguments->heads,
                        "A head from paper, which the log must contain: the number of entries, then 16 hex "
                        "groups or 32 words, in quotation marks; may be repeated");
    command->add_option("--witness", arguments->witnesses,
                        "Key of a witness, who must have signed a checkpoint of the log; may be repeated");
    command->add_option("--procedure", arguments->procedureFiles,
                        "File of an approved procedure, besides those of the program; may be repeated");
    command->add_option("--threads", arguments->threads, "Threads that read and hash; 0: one for each core")
        ->check(CLI::Range(0, 256));
    command->add_flag("--json", arguments->json, "Print the report as JSON");
    command->footer("Exit code: 0 the log is sound, 1 it is not, or its room is known to have signed another "
                    "one, 2 it cannot be read.");
    command->callback([arguments, &exitCode] { exitCode = run(*arguments); });
}

} // namespace keyrite::cli
