#include "core/log/verify.h"

#include "core/log/verify_claims.h"
#include "core/log/verify_witnesses.h"

#include <algorithm>
#include <atomic>
#include <future>

namespace keyrite::log {
namespace {

using namespace std::chrono_literals;

class Verification final
{
public:
    Verification(const Store& store, const VerifyOptions& options) : m_store(store), m_options(options) {}
    Result<VerifyReport> run();

private:
    Result<void> checkSchema();
    void chooseKey();
    Result<void> collectClaims();
    Result<void> readRows();
    void startFileCheck();
    Result<void> finishFileCheck();
    void judgeFile(const Result<std::vector<std::string>>& problems);

    const Store& m_store;
    const VerifyOptions& m_options;
    VerifyReport m_report;
    std::vector<AuditKey> m_keys;
    std::vector<StoredCheckpoint> m_stored;
    Claims m_claims{m_keys, m_report};
    std::optional<TreeWalk> m_walk;
    std::atomic<bool> m_cancelled = false;
    std::future<Result<std::vector<std::string>>> m_fileProblems; // last: its thread asks m_cancelled
};

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
        m_claims.judge(*m_walk);
        checkWitnesses(m_stored, m_options, *m_walk, m_report);
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
        m_report.addFinding(
            ErrorCode::LogNotSound,
            problem + " Somebody took away or changed what keeps entries from being altered. Find out who "
                      "could write to the file, and rely on the printed checkpoints.");
    return {};
}

// The log names its keys, one after the other; a key from outside must be one of them.
void Verification::chooseKey()
{
    auto named = auditKeys(m_store);
    if (!named)
        m_report.addFinding(named.error().code, named.error().message);
    else
        m_keys = std::move(*named);
    m_report.keyFromLog = !m_options.key && !m_keys.empty();
    const auto isGiven = [&](const AuditKey& one) { return one.key == *m_options.key; };
    const bool known = m_options.key && std::any_of(m_keys.begin(), m_keys.end(), isGiven);
    if (m_options.key && !m_keys.empty() && !known)
        m_report.addFinding(
            ErrorCode::LogNotSound,
            "Entry 0 names another audit key (" + m_keys.front().key.text() + ") than the one you gave (" +
                m_options.key->text() +
                "). Either this is the log of another room, or its beginning was replaced. Check the "
                "key on the minutes of the set-up.",
            0);
    if (m_options.key && !known)
        m_keys = {{*m_options.key, 0}};
    if (!m_keys.empty())
        m_report.key = m_options.key ? *m_options.key : m_keys.back().key;
}

Result<void> Verification::collectClaims()
{
    auto stored = m_store.checkpoints();
    if (!stored)
        return fail(stored.error());
    m_stored = std::move(*stored);
    for (const StoredCheckpoint& one : m_stored)
        m_claims.addStored(one);
    for (const std::string& note : m_options.checkpoints)
        m_claims.addOutside(note);
    for (const PrintedHead& head : m_options.heads)
        m_claims.addPrinted(head);
    if (!m_report.key && (!m_stored.empty() || !m_options.checkpoints.empty()))
        m_report.addFinding(ErrorCode::SignatureInvalid,
                            "No signature could be checked: the log's first entry names no audit key, and "
                            "none was given. Give the key from the minutes of the set-up.");
    return {};
}

Result<void> Verification::readRows()
{
    m_walk.emplace(m_store, m_options, m_claims.sizes());
    if (auto run = m_walk->run(); !run)
        return run;
    for (Finding& finding : m_walk->findings().listed)
        m_report.findings.push_back(std::move(finding));
    if (const std::uint64_t more = m_walk->findings().unlisted; more > 0)
        m_report.addFinding(ErrorCode::LogNotSound,
                            "There is more: " + std::to_string(more) +
                                " further faults of entries were found and are not listed.");
    m_report.remarks = std::move(m_walk->remarks().listed);
    if (const std::uint64_t more = m_walk->remarks().unlisted; more > 0)
        m_report.remarks.push_back(
            {std::nullopt,
             {ErrorCode::ClockOdd, "The clock moved oddly " + std::to_string(more) + " more times."}});
    m_report.entries = m_walk->entries();
    m_report.root = m_walk->root();
    if (m_walk->refused())
        m_report.addFinding(
            ErrorCode::LogUnreadable,
            "Entry " + std::to_string(m_report.entries) +
                " and those after it cannot be read: the file is damaged there. Keep it as it is, and "
                "take the last exported copy.",
            m_report.entries, m_walk->refused()->detail);
    return {};
}

// SQLite's own check runs on one thread, which may as well be another than those that read the entries.
void Verification::startFileCheck()
{
    m_fileProblems = std::async(std::launch::async, [this]() -> Result<std::vector<std::string>> {
        const auto store = Store::openReadOnly(m_store.file());
        return store ? store->fileProblems([this] { return !m_cancelled; }) : fail(store.error());
    });
}

Result<void> Verification::finishFileCheck()
{
    const auto goOn = [this] {
        if (!m_cancelled && m_options.progress && !m_options.progress({VerifyStage::File, 0, 0}))
            m_cancelled = true;
        return !m_cancelled;
    };
    const bool apart = m_fileProblems.valid();
    auto file = apart ? Result<std::vector<std::string>>() : m_store.fileProblems(goOn);
    const auto index = m_store.searchProblems(threadsOf(m_options), goOn);
    if (apart) {
        while (m_fileProblems.wait_for(100ms) == std::future_status::timeout)
            goOn();
        file = m_fileProblems.get();
    }
    if (m_cancelled)
        return fail(ErrorCode::Cancelled, "The verification was stopped before its end: it says nothing.");
    // The pages first: what an index in a damaged file says is of no interest.
    judgeFile(file && file->empty() ? index : file);
    return {};
}

void Verification::judgeFile(const Result<std::vector<std::string>>& problems)
{
    const std::string what =
        problems ? (problems->empty() ? std::string() : problems->front()) : problems.error().detail;
    m_report.fileChecked = problems.has_value();
    if (!problems || !what.empty())
        m_report.addFinding(
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
