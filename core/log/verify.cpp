#include "core/log/verify.h"

#include "core/log/audit_keys.h"
#include "core/log/verify_tree.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <set>

namespace keyrite::log {
namespace {

using namespace std::chrono_literals;

enum class ClaimSource { Stored, Outside, Printed };

// What a checkpoint says of this log, and whether somebody vouches for it: its signature, or the paper.
struct Claim
{
    std::string name; // "the stored checkpoint"
    Checkpoint checkpoint;
    ClaimSource source;
    bool vouchedFor;
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
    void addNote(std::string_view note, const std::string& name, std::optional<std::uint64_t> storedSize);
    void checkHasKey();
    std::vector<std::uint64_t> claimedSizes() const;
    Result<void> readRows();
    void judgeClaims();
    void judge(const Claim& claim);
    void reportMismatch(const Claim& claim);
    void reportTruncation();
    void checkWitnesses();
    void checkWitness(const WitnessKey& key);
    void takeCosignatures(WitnessReport& witness, std::uint64_t size, const std::string& note);
    void startFileCheck();
    Result<void> finishFileCheck();
    void judgeFile(const Result<std::vector<std::string>>& problems);
    void addFinding(ErrorCode code, std::string message, std::optional<std::uint64_t> seq = std::nullopt,
                    std::string detail = {});

    const Store& m_store;
    const VerifyOptions& m_options;
    VerifyReport m_report;
    std::vector<AuditKey> m_keys;
    std::vector<Claim> m_claims; // sorted by size
    std::map<std::uint64_t, std::string> m_storedNotes;
    std::optional<TreeWalk> m_walk;
    std::set<std::uint64_t> m_goodSizes{0}; // at which a claim held
    bool m_storedMismatch = false;
    std::atomic<bool> m_cancelled = false;
    std::future<Result<std::vector<std::string>>> m_fileProblems; // last: its thread asks m_cancelled
};

std::string entriesText(std::uint64_t count)
{
    return std::to_string(count) + (count == 1 ? " entry" : " entries");
}

std::string textOf(const Json& data, const char* name)
{
    return data.contains(name) && data.at(name).is_string() ? data.at(name).get<std::string>()
                                                            : std::string();
}

// Of the checkpoint that a witness signed; 0 where the entry says none.
std::uint64_t sizeOf(const Json& data)
{
    return data.contains("size") && data.at("size").is_number_unsigned()
               ? data.at("size").get<std::uint64_t>()
               : 0;
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
    if (m_options.checkFile && m_options.threads != 1)
        startFileCheck();
    const auto read = readRows();
    if (read) {
        judgeClaims();
        checkWitnesses();
    } else {
        m_cancelled = true;
    }
    const auto checked = m_options.checkFile ? finishFileCheck() : Result<void>();
    if (!read || !checked)
        return fail(!read ? read.error() : checked.error());
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

// The log names its keys, one after the other; a key from outside must be one of them.
void Verification::chooseKey()
{
    auto named = auditKeys(m_store);
    if (!named)
        addFinding(named.error().code, named.error().message);
    else
        m_keys = std::move(*named);
    m_report.keyFromLog = !m_options.key && !m_keys.empty();
    const auto isGiven = [&](const AuditKey& one) { return one.key == *m_options.key; };
    const bool known = m_options.key && std::any_of(m_keys.begin(), m_keys.end(), isGiven);
    if (m_options.key && !m_keys.empty() && !known)
        addFinding(ErrorCode::LogNotSound,
                   "Entry 0 names another audit key (" + m_keys.front().key.text() +
                       ") than the one you gave (" + m_options.key->text() +
                       "). Either this is the log of another room, or its beginning was replaced. Check the "
                       "key on the minutes of the set-up.",
                   0);
    if (m_options.key && !known)
        m_keys = {{*m_options.key, 0}};
    if (!m_keys.empty())
        m_report.key = m_options.key ? *m_options.key : m_keys.back().key;
}

void Verification::addNote(std::string_view note, const std::string& name,
                           std::optional<std::uint64_t> storedSize)
{
    auto checkpoint = parseCheckpoint(note);
    if (const VerifierKey* key = checkpoint ? auditKeyFor(m_keys, checkpoint->size) : nullptr)
        checkpoint = openCheckpoint(note, *key);
    if (!checkpoint)
        addFinding(checkpoint.error().code, name + ": " + checkpoint.error().message, std::nullopt,
                   checkpoint.error().detail);
    else if (storedSize && *storedSize != checkpoint->size)
        addFinding(ErrorCode::CheckpointMismatch,
                   name + " is stored under another number of entries than it says, which is " +
                       std::to_string(checkpoint->size) +
                       ". It was moved or replaced. Compare it with the printed one.");
    else
        m_claims.push_back({storedSize ? "stored checkpoint" : "checkpoint from outside", *checkpoint,
                            storedSize ? ClaimSource::Stored : ClaimSource::Outside,
                            m_report.key.has_value()});
}

Result<void> Verification::collectClaims()
{
    const auto stored = m_store.checkpoints();
    if (!stored)
        return fail(stored.error());
    for (const StoredCheckpoint& one : *stored) {
        addNote(one.note, "The stored checkpoint over " + entriesText(one.size), one.size);
        m_storedNotes.emplace(one.size, one.note);
    }
    for (std::size_t i = 0; i < m_options.checkpoints.size(); ++i)
        addNote(m_options.checkpoints[i], "The checkpoint from outside, number " + std::to_string(i + 1),
                std::nullopt);
    for (const PrintedHead& head : m_options.heads)
        m_claims.push_back({"printed head", {{}, head.size, head.root}, ClaimSource::Printed, true});
    checkHasKey();
    std::stable_sort(m_claims.begin(), m_claims.end(),
                     [](const Claim& a, const Claim& b) { return a.checkpoint.size < b.checkpoint.size; });
    return {};
}

void Verification::checkHasKey()
{
    if (!m_report.key && (!m_storedNotes.empty() || !m_options.checkpoints.empty()))
        addFinding(ErrorCode::SignatureInvalid,
                   "No signature could be checked: the log's first entry names no audit key, and none was "
                   "given. Give the key from the minutes of the set-up.");
}

std::vector<std::uint64_t> Verification::claimedSizes() const
{
    std::vector<std::uint64_t> sizes;
    for (const Claim& claim : m_claims)
        sizes.push_back(claim.checkpoint.size);
    return sizes;
}

Result<void> Verification::readRows()
{
    m_walk.emplace(m_store, m_options, claimedSizes());
    if (auto run = m_walk->run(); !run)
        return run;
    for (Finding& finding : m_walk->findings().listed)
        m_report.findings.push_back(std::move(finding));
    if (const std::uint64_t more = m_walk->findings().unlisted; more > 0)
        addFinding(ErrorCode::LogNotSound, "There is more: " + std::to_string(more) +
                                               " further faults of entries were found and are not listed.");
    m_report.remarks = std::move(m_walk->remarks().listed);
    if (const std::uint64_t more = m_walk->remarks().unlisted; more > 0)
        m_report.remarks.push_back(
            {std::nullopt,
             {ErrorCode::ClockOdd, "The clock moved oddly " + std::to_string(more) + " more times."}});
    m_report.entries = m_walk->entries();
    m_report.root = m_walk->root();
    if (m_walk->refused())
        addFinding(ErrorCode::LogUnreadable,
                   "Entry " + std::to_string(m_report.entries) +
                       " and those after it cannot be read: the file is damaged there. Keep it as it is, and "
                       "take the last exported copy.",
                   m_report.entries, m_walk->refused()->detail);
    return {};
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
    m_goodSizes.insert(claim.checkpoint.size);
    if (!claim.vouchedFor)
        return;
    if (claim.source != ClaimSource::Printed)
        m_report.coveredBySignature = claim.checkpoint.size;
    if (claim.source == ClaimSource::Stored) {
        ++m_report.checkpoints;
    } else {
        ++m_report.anchors;
        m_report.anchored = claim.checkpoint.size;
    }
}

// The change lies behind the last checkpoint that holds. It is named as an entry only where no entry there
// has been found bad by itself.
void Verification::reportMismatch(const Claim& claim)
{
    const bool stored = claim.source == ClaimSource::Stored;
    if (stored && std::exchange(m_storedMismatch, true))
        return; // follows from the first
    const std::uint64_t last = claim.checkpoint.size == 0 ? 0 : claim.checkpoint.size - 1;
    const std::uint64_t good = *std::prev(m_goodSizes.upper_bound(last));
    const bool known = std::any_of(m_report.findings.begin(), m_report.findings.end(), [&](const Finding& f) {
        return f.seq && *f.seq >= good && *f.seq <= last;
    });
    const std::string where = "entries " + std::to_string(good) + " to " + std::to_string(last);
    addFinding(
        stored ? ErrorCode::CheckpointMismatch : ErrorCode::LogForked,
        std::string("What is in the log is not what was ") +
            (claim.source == ClaimSource::Printed ? "printed" : "signed") + ": the " + claim.name + " over " +
            entriesText(claim.checkpoint.size) + " has another root. At least one of the " + where +
            " was changed, or the checkpoint belongs to another copy of the log. Keep both, and compare "
            "them with the printed checkpoints.",
        known ? std::nullopt : std::optional(good));
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
                   " are missing. The " + claim.name + " counts " + entriesText(claim.checkpoint.size) +
                   ", the log has " + std::to_string(entries) +
                   ". The last ones were removed, or this is an older copy: look for the newest one.",
               entries);
}

void Verification::checkWitnesses()
{
    for (const WitnessKey& key : m_options.witnesses)
        checkWitness(key);
    for (const Entry& entry : m_walk->cosigned()) {
        const auto vkey = textOf(entry.data, "vkey");
        const bool given = std::any_of(m_options.witnesses.begin(), m_options.witnesses.end(),
                                       [&](const WitnessKey& key) { return key.text() == vkey; });
        m_report.otherCosignatures += given ? 0U : 1U;
    }
}

void Verification::checkWitness(const WitnessKey& key)
{
    WitnessReport witness{.key = key};
    for (const auto& [size, note] : m_storedNotes)
        takeCosignatures(witness, size, note);
    for (const std::string& note : m_options.checkpoints)
        if (const auto checkpoint = parseCheckpoint(note))
            takeCosignatures(witness, checkpoint->size, note);
    for (const Entry& entry : m_walk->cosigned()) {
        const auto note = m_storedNotes.find(sizeOf(entry.data));
        if (note == m_storedNotes.end() || textOf(entry.data, "vkey") != key.text())
            continue;
        if (const auto whole = withSignature(note->second, textOf(entry.data, "line") + "\n");
            whole && *whole != note->second)
            takeCosignatures(witness, note->first, *whole);
    }
    if (witness.cosignatures == 0)
        addFinding(ErrorCode::SignatureInvalid,
                   "The witness " + key.name +
                       " has signed no checkpoint that is in this log. Ask the witness for the signed "
                       "checkpoint that they kept, and give it from outside.");
    m_report.witnesses.push_back(std::move(witness));
}

// Counts what holds over a root of this log; that the note itself is of this log, judge() says.
void Verification::takeCosignatures(WitnessReport& witness, std::uint64_t size, const std::string& note)
{
    const auto times = openCosignatures(note, witness.key);
    if (!times) {
        addFinding(times.error().code,
                   "The checkpoint over " + entriesText(size) + ": " + times.error().message, std::nullopt,
                   times.error().detail);
        return;
    }
    const auto checkpoint = parseCheckpoint(note);
    if (times->empty() || !checkpoint || m_walk->rootAt(size) != checkpoint->root)
        return;
    witness.cosignatures += times->size();
    if (size < witness.covered)
        return;
    witness.covered = size;
    witness.timeSeconds = times->back();
}

// The pages first: an index in a damaged file need not be looked at.
Result<std::vector<std::string>> fileAndIndexProblems(const Store& store, const std::function<bool()>& goOn)
{
    auto problems = store.fileProblems(goOn);
    return problems && problems->empty() ? store.searchProblems(goOn) : problems;
}

// SQLite's own check takes longer than all the rest: on a thread and a connection of its own.
void Verification::startFileCheck()
{
    m_fileProblems = std::async(std::launch::async, [this]() -> Result<std::vector<std::string>> {
        const auto store = Store::openReadOnly(m_store.file());
        return store ? fileAndIndexProblems(*store, [this] { return !m_cancelled; }) : fail(store.error());
    });
}

Result<void> Verification::finishFileCheck()
{
    const auto goOn = [this] {
        if (!m_cancelled && m_options.progress && !m_options.progress({VerifyStage::File, 0, 0}))
            m_cancelled = true;
        return !m_cancelled;
    };
    if (!m_fileProblems.valid()) {
        judgeFile(fileAndIndexProblems(m_store, goOn));
    } else {
        while (m_fileProblems.wait_for(100ms) == std::future_status::timeout)
            goOn();
        judgeFile(m_fileProblems.get());
    }
    if (m_cancelled)
        return fail(ErrorCode::Cancelled, "The verification was stopped before its end: it says nothing.");
    return {};
}

void Verification::judgeFile(const Result<std::vector<std::string>>& problems)
{
    const std::string what =
        problems ? (problems->empty() ? std::string() : problems->front()) : problems.error().detail;
    m_report.fileChecked = problems.has_value();
    if (!problems || !what.empty())
        addFinding(
            ErrorCode::LogNotSound,
            "The file around the entries is damaged or was altered, so that a search may miss entries. "
            "Read the whole log instead of searching it, and go on with the last exported copy.",
            std::nullopt, what);
}

} // namespace

std::optional<VerifierKey> keyNamedBy(const Store& store)
{
    const auto opened = store.entry(0);
    if (!opened || opened->kind != "log.opened" || !opened->data.contains("vkey") ||
        !opened->data.at("vkey").is_string())
        return std::nullopt;
    const auto key = VerifierKey::parse(opened->data.at("vkey").get<std::string>());
    return key ? std::optional(*key) : std::nullopt;
}

Result<VerifyReport> verify(const Store& store, const VerifyOptions& options)
{
    return Verification(store, options).run();
}

} // namespace keyrite::log
