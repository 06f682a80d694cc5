#include "core/ceremony/audit.h"

namespace keyrite::ceremony {
namespace {

std::string counted(std::uint64_t count, const char* one, const char* many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string entriesFrom(std::uint64_t first, std::uint64_t count)
{
    return first + 1 == count ? "Entry " + std::to_string(first)
                              : "Entries " + std::to_string(first) + " to " + std::to_string(count - 1);
}

// What was shown, and no more: behind the last signature the log vouches for itself only.
std::string soundSentence(const log::VerifyReport& report)
{
    if (report.entries == 0)
        return "The log is empty.";
    if (report.entries <= report.coveredBySignature)
        return "Every entry is in its place and is what was signed.";
    const std::string rest = "entries are in their place and fit the hashes stored with them, but nothing "
                             "signed vouches for them yet.";
    return report.coveredBySignature == 0
               ? "But " + rest
               : entriesFrom(0, report.coveredBySignature) + " are what was signed; from entry " +
                     std::to_string(report.coveredBySignature) + " on, " + rest;
}

std::string verdictOf(const Audit& audit)
{
    if (audit.sound())
        return soundSentence(audit.log);
    const log::Finding& first = audit.log.findings.front();
    return "The log is not sound. " +
           (first.seq ? "The first bad entry is " + std::to_string(*first.seq) + ". " : std::string()) +
           first.error.message;
}

void sayKeys(const log::VerifyReport& report, AuditWords& words)
{
    if (!report.key)
        return words.notCovered.emplace_back("No signature was checked: there is no audit key."), void();
    words.checked.push_back("The signatures of " +
                            counted(report.checkpoints, "stored checkpoint", "stored checkpoints") +
                            ", against the audit key " + report.key->text() + ".");
    if (report.keyFromLog)
        words.notCovered.emplace_back(
            "The audit key is the one that the log itself names. Whoever could replace the whole log could "
            "name another: compare it with the minutes of the set-up, or give the key from there.");
}

void sayAnchors(const log::VerifyReport& report, AuditWords& words)
{
    if (report.anchors > 0)
        words.checked.push_back(
            counted(report.anchors, "checkpoint", "checkpoints") +
            " brought from outside: the log contains what they say, so that none of its first " +
            counted(report.anchored, "entry", "entries") + " was taken back or changed since.");
    if (report.anchors == 0)
        words.notCovered.emplace_back(
            "Nothing from outside was compared. A log that was cut short together with its last "
            "checkpoints, or an older copy of it, looks just as sound: bring a printed head.");
    else if (report.anchored < report.entries)
        words.notCovered.push_back("Whether the log was cut short after its first " +
                                   counted(report.anchored, "entry", "entries") +
                                   ": bring a newer printed head.");
    for (const log::WitnessReport& witness : report.witnesses)
        if (witness.cosignatures > 0)
            words.checked.push_back(counted(witness.cosignatures, "signature", "signatures") +
                                    " of the witness " + witness.key.text() + ", the last over " +
                                    counted(witness.covered, "entry", "entries") + ", by their clock at " +
                                    toIsoTime(TimePoint{std::chrono::seconds{witness.timeSeconds}}) + ".");
    if (report.otherCosignatures > 0)
        words.notCovered.push_back(counted(report.otherCosignatures, "signature", "signatures") +
                                   " of witnesses whose key was not given.");
}

void sayReplay(const std::optional<ReplayReport>& replay, AuditWords& words)
{
    if (!replay)
        return words.notCovered.emplace_back(
                   "The ceremonies were not replayed, because the log is not sound."),
               void();
    words.checked.push_back(
        counted(static_cast<std::uint64_t>(replay->ceremonies), "ceremony", "ceremonies") +
        ", replayed step by step through the engine: " + std::to_string(replay->closed) + " closed, " +
        std::to_string(replay->aborted) + " aborted, " + std::to_string(replay->unfinished) +
        " unfinished; order, roles, promised effects and the procedure's hash.");
    words.checked.push_back(counted(static_cast<std::uint64_t>(replay->signatures), "challenge signature",
                                    "challenge signatures") +
                            ", against the public keys recorded when the keys were made.");
}

} // namespace

Result<Audit> audit(const log::Store& store, const AuditOptions& options)
{
    auto report = log::verify(store, options.log);
    if (!report)
        return fail(report.error());
    Audit audit{std::move(*report), std::nullopt};
    if (!audit.log.sound())
        return audit;
    auto replayed = replay(store, options.procedures, options.log.progress);
    if (!replayed)
        return fail(replayed.error());
    audit.log.findings = replayed->findings;
    audit.replay = std::move(*replayed);
    return audit;
}

AuditWords inWords(const Audit& audit)
{
    const log::VerifyReport& report = audit.log;
    AuditWords words{.verdict = verdictOf(audit)};
    words.checked.push_back(counted(report.entries, "entry", "entries") +
                            ": each in its place, in canonical form, hashed again, and the tree over them.");
    sayKeys(report, words);
    sayAnchors(report, words);
    sayReplay(audit.replay, words);
    words.checked.emplace_back(
        report.remarks.empty()
            ? "The times: none goes back by more than two minutes or on by more than a day."
            : "The times: see the remarks.");
    if (!report.fileChecked)
        words.notCovered.emplace_back("The pages and search indexes of the file.");
    if (report.coveredBySignature < report.entries)
        words.notCovered.push_back(entriesFrom(report.coveredBySignature, report.entries) +
                                   ": no signature covers what came after the last checkpoint.");
    words.notCovered.emplace_back("The times themselves: they are the workstation's.");
    for (const log::Finding& finding : report.findings)
        words.wrong.push_back(finding.error.message);
    for (const log::Finding& remark : report.remarks)
        words.remarks.push_back(remark.error.message);
    return words;
}

} // namespace keyrite::ceremony
