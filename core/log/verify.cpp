#include "core/log/verify.h"

#include "core/log/verify_rows.h"

#include <algorithm>

namespace keyrite::log {
namespace {

// What a signed note says of this log, and whether its signature was checked.
struct Claim
{
    Checkpoint checkpoint;
    bool stored; // in the log itself, else from outside
    bool signatureHolds;
};

class Verification final
{
public:
    Verification(const Store& store, const VerifyOptions& options) : m_store(store), m_options(options) {}
    Result<VerifyReport> run();

private:
    Result<void> checkSchema();
    void chooseKey();
    Result<void> collectClaims();
    void addClaim(std::string_view note, const std::string& name, std::optional<std::uint64_t> storedSize);
    std::vector<std::uint64_t> claimedSizes() const;
    void readRows();
    void judgeClaims();
    void judge(const Claim& claim);
    void reportMismatch(const Claim& claim);
    void reportTruncation();
    void checkFile();
    void addFinding(ErrorCode code, std::string message, std::optional<std::uint64_t> seq = std::nullopt,
                    std::string detail = {});

    const Store& m_store;
    const VerifyOptions& m_options;
    VerifyReport m_report;
    std::vector<Claim> m_claims; // sorted by size
    std::optional<RowWalk> m_walk;
    std::uint64_t m_goodUpTo = 0; // the largest size at which a claim held
    bool m_storedMismatch = false;
};

std::string entriesText(std::uint64_t count)
{
    return std::to_string(count) + (count == 1 ? " entry" : " entries");
}

void Verification::addFinding(ErrorCode code, std::string message, std::optional<std::uint64_t> seq,
                              std::string detail)
{
    m_report.findings.push_back({seq, {code, std::move(message), std::move(detail)}});
}

Result<VerifyReport> Verification::run()
{
    if (const auto checked = checkSchema(); !checked)
        return fail(checked.error());
    chooseKey();
    // Before the rows: the log only grows, so what is signed now is there when the rows are read.
    if (const auto collected = collectClaims(); !collected)
        return fail(collected.error());
    readRows();
    judgeClaims();
    if (m_options.checkFile)
        checkFile();
    std::stable_sort(m_report.findings.begin(), m_report.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.seq && (!b.seq || *a.seq < *b.seq); });
    return m_report;
}

Result<void> Verification::checkSchema()
{
    const auto problems = m_store.schemaProblems();
    if (!problems)
        return fail(problems.error());
    for (const std::string& problem : *problems)
        addFinding(ErrorCode::LogNotSound,
                   problem +
                       " Somebody took away or changed what keeps entries from being altered. Find out who "
                       "could write to the file, and rely on the printed checkpoints.");
    return {};
}

// The key that entry 0 names, if it names one.
std::optional<VerifierKey> keyOfLog(const Store& store)
{
    const auto opened = store.entry(0);
    if (!opened || opened->kind != "log.opened" || !opened->data.contains("vkey") ||
        !opened->data.at("vkey").is_string())
        return std::nullopt;
    const auto key = VerifierKey::parse(opened->data.at("vkey").get<std::string>());
    return key ? std::optional(*key) : std::nullopt;
}

void Verification::chooseKey()
{
    const auto named = keyOfLog(m_store);
    m_report.key = m_options.key ? m_options.key : named;
    m_report.keyFromLog = !m_options.key && named.has_value();
    if (m_options.key && named && *named != *m_options.key)
        addFinding(ErrorCode::LogNotSound,
                   "Entry 0 names another audit key (" + named->text() + ") than the one you gave (" +
                       m_options.key->text() +
                       "). Either this is the log of another room, or its beginning was replaced. Check the "
                       "key on the minutes of the set-up.",
                   0);
}

void Verification::addClaim(std::string_view note, const std::string& name,
                            std::optional<std::uint64_t> storedSize)
{
    const auto checkpoint = m_report.key ? openCheckpoint(note, *m_report.key) : parseCheckpoint(note);
    if (!checkpoint)
        addFinding(checkpoint.error().code, name + ": " + checkpoint.error().message, std::nullopt,
                   checkpoint.error().detail);
    else if (storedSize && *storedSize != checkpoint->size)
        addFinding(ErrorCode::CheckpointMismatch,
                   name + " is stored under another number of entries than it says, which is " +
                       std::to_string(checkpoint->size) +
                       ". It was moved or replaced. Compare it with the printed one.");
    else
        m_claims.push_back({*checkpoint, storedSize.has_value(), m_report.key.has_value()});
}

Result<void> Verification::collectClaims()
{
    const auto stored = m_store.checkpoints();
    if (!stored)
        return fail(stored.error());
    for (const StoredCheckpoint& one : *stored)
        addClaim(one.note, "The stored checkpoint over " + entriesText(one.size), one.size);
    for (std::size_t i = 0; i < m_options.checkpoints.size(); ++i)
        addClaim(m_options.checkpoints[i], "The checkpoint from outside, number " + std::to_string(i + 1),
                 std::nullopt);
    if (!m_report.key && (!stored->empty() || !m_options.checkpoints.empty()))
        addFinding(ErrorCode::SignatureInvalid,
                   "No signature could be checked: the log's first entry names no audit key, and none was "
                   "given. Give the key from the minutes of the set-up.");
    std::stable_sort(m_claims.begin(), m_claims.end(),
                     [](const Claim& a, const Claim& b) { return a.checkpoint.size < b.checkpoint.size; });
    return {};
}

std::vector<std::uint64_t> Verification::claimedSizes() const
{
    std::vector<std::uint64_t> sizes;
    for (const Claim& claim : m_claims)
        sizes.push_back(claim.checkpoint.size);
    return sizes;
}

void Verification::readRows()
{
    m_walk.emplace(claimedSizes());
    const auto read = m_store.forEachRow([&](const Row& row) { return m_walk->visit(row); });
    for (Finding& finding : m_walk->findings())
        m_report.findings.push_back(std::move(finding));
    if (m_walk->unlisted() > 0)
        addFinding(ErrorCode::LogNotSound, "There is more: " + std::to_string(m_walk->unlisted()) +
                                               " further faults of entries were found and are not listed.");
    m_report.entries = m_walk->entries();
    m_report.root = m_walk->range().root();
    if (!read)
        addFinding(ErrorCode::LogUnreadable,
                   "Entry " + std::to_string(m_report.entries) +
                       " and those after it cannot be read: the file is damaged there. Keep it as it is, and "
                       "take the last exported copy.",
                   m_report.entries, read.error().detail);
}

void Verification::judgeClaims()
{
    for (const Claim& claim : m_claims)
        judge(claim);
    reportTruncation();
}

void Verification::judge(const Claim& claim)
{
    const auto root = m_walk->rootAt(claim.checkpoint.size);
    if (!root)
        return; // the log ends before (reported below), or has a gap before (reported already)
    if (*root != claim.checkpoint.root) {
        reportMismatch(claim);
        return;
    }
    m_goodUpTo = claim.checkpoint.size;
    if (!claim.signatureHolds)
        return;
    m_report.coveredBySignature = claim.checkpoint.size;
    m_report.checkpoints += claim.stored ? 1U : 0U;
}

// The change lies behind the last checkpoint that holds. It is named as an entry only where no entry there
// has been found bad by itself.
void Verification::reportMismatch(const Claim& claim)
{
    if (claim.stored && std::exchange(m_storedMismatch, true))
        return; // follows from the first
    const std::uint64_t last = claim.checkpoint.size == 0 ? 0 : claim.checkpoint.size - 1;
    const bool known = std::any_of(m_report.findings.begin(), m_report.findings.end(), [&](const Finding& f) {
        return f.seq && *f.seq >= m_goodUpTo && *f.seq <= last;
    });
    const std::string where = "entries " + std::to_string(m_goodUpTo) + " to " + std::to_string(last);
    addFinding(
        claim.stored ? ErrorCode::CheckpointMismatch : ErrorCode::LogForked,
        "What is in the log is not what was signed: the " +
            std::string(claim.stored ? "stored checkpoint" : "checkpoint from outside") + " over " +
            entriesText(claim.checkpoint.size) + " has another root. At least one of the " + where +
            " was changed, or the checkpoint belongs to another copy of the log. Keep both, and compare "
            "them with the printed checkpoints.",
        known ? std::nullopt : std::optional(m_goodUpTo));
}

void Verification::reportTruncation()
{
    const std::uint64_t entries = m_report.entries;
    if (m_claims.empty() || m_claims.back().checkpoint.size <= entries)
        return;
    const Claim& claim = m_claims.back();
    const std::uint64_t last = claim.checkpoint.size - 1;
    addFinding(ErrorCode::LogNotSound,
               "The log is truncated: entries " + std::to_string(entries) + " to " + std::to_string(last) +
                   " are missing. The " + (claim.stored ? "stored checkpoint" : "checkpoint from outside") +
                   " counts " + entriesText(claim.checkpoint.size) + ", the log has " +
                   std::to_string(entries) +
                   ". The last ones were removed, or this is an older copy: look for the newest one.",
               entries);
}

void Verification::checkFile()
{
    const auto problems = m_store.fileProblems();
    const std::string what =
        problems ? (problems->empty() ? std::string() : problems->front()) : problems.error().detail;
    if (!what.empty())
        addFinding(
            ErrorCode::LogNotSound,
            "The file around the entries is damaged or was altered, so that a search may miss entries. "
            "Read the whole log instead of searching it, and go on with the last exported copy.",
            std::nullopt, what);
}

} // namespace

Result<VerifyReport> verify(const Store& store, const VerifyOptions& options)
{
    return Verification(store, options).run();
}

} // namespace keyrite::log
