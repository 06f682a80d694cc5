#include "app/keyrite-cli/verify.h"

#include "app/keyrite-cli/printable_text.h"
#include "core/ceremony/builtin.h"
#include "core/ceremony/replay.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>

namespace keyrite::cli {
namespace {

constexpr int kSound = 0;
constexpr int kNotSound = 1;
constexpr int kUnreadable = 2;
constexpr std::size_t kMaxNoteBytes = 65536;

struct Arguments
{
    std::string logFile;
    std::string keyFile;
    std::vector<std::string> checkpointFiles;
    bool json = false;
};

// A small text file with the line ends that editors and scanners give it made plain.
Result<std::string> readText(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string text;
    for (char c = 0; text.size() <= kMaxNoteBytes && in.get(c);)
        if (c != '\r')
            text += c;
    if (text.empty())
        return fail(ErrorCode::IoFailed, "The file " + file + " cannot be read, or it is empty.");
    return text;
}

Result<log::VerifierKey> readKey(const std::string& file)
{
    auto text = readText(file);
    if (!text)
        return fail(text.error());
    while (!text->empty() && (text->back() == '\n' || text->back() == ' '))
        text->pop_back();
    return log::VerifierKey::parse(*text);
}

Result<log::VerifyOptions> readOptions(const Arguments& arguments)
{
    log::VerifyOptions options;
    if (!arguments.keyFile.empty()) {
        const auto key = readKey(arguments.keyFile);
        if (!key)
            return fail(key.error().code, arguments.keyFile + ": " + key.error().message);
        options.key = *key;
    }
    for (const std::string& file : arguments.checkpointFiles) {
        auto note = readText(file);
        if (!note)
            return fail(note.error());
        if (note->back() != '\n')
            note->push_back('\n');
        options.checkpoints.push_back(std::move(*note));
    }
    return options;
}

struct Outcome
{
    log::VerifyReport log;
    // Every ceremony replayed through the engine that ran it; nothing where the log itself is not sound,
    // since a replay of entries that are not the recorded ones says nothing.
    std::optional<ceremony::ReplayReport> replay;
};

Result<Outcome> verifyLog(const Arguments& arguments)
{
    const auto options = readOptions(arguments);
    if (!options)
        return fail(options.error());
    const auto store = log::Store::openReadOnly(arguments.logFile);
    if (!store)
        return fail(store.error());
    auto report = log::verify(*store, *options);
    if (!report)
        return fail(report.error());
    Outcome outcome{std::move(*report), std::nullopt};
    if (!outcome.log.sound())
        return outcome;
    auto replay = ceremony::replay(*store, ceremony::procedureWithHash);
    if (!replay)
        return fail(replay.error());
    outcome.log.findings = replay->findings;
    outcome.replay = std::move(*replay);
    return outcome;
}

log::Json findingJson(const log::Finding& finding)
{
    log::Json json{{"message", finding.error.message}, {"detail", finding.error.detail}};
    json["entry"] = finding.seq ? log::Json(*finding.seq) : log::Json();
    return json;
}

void printJson(const Outcome& outcome)
{
    const log::VerifyReport& report = outcome.log;
    log::Json json{{"sound", report.sound()},
                   {"entries", report.entries},
                   {"root", toBase64(report.root)},
                   {"checkpoints", report.checkpoints},
                   {"coveredBySignature", report.coveredBySignature},
                   {"keyFromLog", report.keyFromLog},
                   {"findings", log::Json::array()}};
    json["key"] = report.key ? log::Json(report.key->text()) : log::Json();
    if (outcome.replay)
        json["replay"] = {{"ceremonies", outcome.replay->ceremonies},
                          {"closed", outcome.replay->closed},
                          {"aborted", outcome.replay->aborted},
                          {"unfinished", outcome.replay->unfinished},
                          {"signatures", outcome.replay->signatures}};
    for (const log::Finding& finding : report.findings)
        json["findings"].push_back(findingJson(finding));
    // What a damaged log says need not be UTF-8.
    std::cout << json.dump(2, ' ', false, log::Json::error_handler_t::replace) << '\n';
}

std::string keyLine(const log::VerifyReport& report)
{
    if (!report.key)
        return "none: no signature was checked";
    if (!report.keyFromLog)
        return printable(report.key->text());
    return printable(report.key->text()) +
           "\n             (named by the log itself; compare it with the minutes of the set-up, or give that "
           "one with --vkey)";
}

std::string coverLine(const log::VerifyReport& report)
{
    if (report.entries <= report.coveredBySignature)
        return "all entries are covered by a signature";
    return std::to_string(report.coveredBySignature) + " of " + std::to_string(report.entries) +
           " entries are covered by a signature";
}

// What was shown, and no more: behind the last signature the log vouches for itself only.
std::string soundSentence(const log::VerifyReport& report)
{
    const std::uint64_t covered = report.coveredBySignature;
    if (report.entries <= covered)
        return "Every entry is in its place and is what was signed.";
    const std::string rest =
        "from entry " + std::to_string(covered) +
        " on, entries are in their place and fit the hashes stored with them, but nothing "
        "signed vouches for them yet.";
    return covered == 0 ? "But " + rest
                        : "Entries 0 to " + std::to_string(covered - 1) + " are what was signed; " + rest;
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

std::string replayLine(const std::optional<ceremony::ReplayReport>& replay)
{
    if (!replay)
        return "not replayed, because the log is not sound";
    return std::to_string(replay->ceremonies) + " replayed: " + std::to_string(replay->closed) + " closed, " +
           std::to_string(replay->aborted) + " aborted, " + std::to_string(replay->unfinished) +
           " unfinished; " + std::to_string(replay->signatures) + " challenge signatures verified";
}

void print(const Outcome& outcome)
{
    const log::VerifyReport& report = outcome.log;
    std::cout << "Entries:     " << report.entries << '\n'
              << "Root:        " << toBase64(report.root) << '\n'
              << "Checkpoints: " << report.checkpoints << " good; " << coverLine(report) << '\n'
              << "Audit key:   " << keyLine(report) << '\n'
              << "Ceremonies:  " << replayLine(outcome.replay) << '\n';
    if (report.sound())
        std::cout << "\nSOUND. " << soundSentence(report) << '\n';
    else
        printFindings(report);
}

int run(const Arguments& arguments)
{
    const auto outcome = verifyLog(arguments);
    if (!outcome) {
        std::cerr << printable(outcome.error().message) << '\n';
        if (!outcome.error().detail.empty())
            std::cerr << '(' << printable(outcome.error().detail) << ")\n";
        return kUnreadable;
    }
    if (arguments.json)
        printJson(*outcome);
    else
        print(*outcome);
    return outcome->log.sound() ? kSound : kNotSound;
}

} // namespace

void addVerify(CLI::App& app, int& exitCode)
{
    CLI::App* command = app.add_subcommand("verify", "Check that a log is what was recorded and signed");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("log", arguments->logFile, "The log file")->required();
    command->add_option("--vkey", arguments->keyFile, "File with the verifier key of the audit token");
    command->add_option(
        "--checkpoint", arguments->checkpointFiles,
        "File with a checkpoint kept outside the log, which the log must contain; may be repeated");
    command->add_flag("--json", arguments->json, "Print the report as JSON");
    command->footer("Exit code: 0 the log is sound, 1 it is not, 2 it cannot be read.");
    command->callback([arguments, &exitCode] { exitCode = run(*arguments); });
}

} // namespace keyrite::cli
