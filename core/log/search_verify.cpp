// Store::searchProblems: whether the search index is, to the bit, what the bodies say. Block by block, on as
// many threads as are wanted.
#include "core/log/search_index.h"
#include "core/log/store_state.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace keyrite::log {
namespace {

constexpr std::size_t kMaxDifferences = 20;

// What all threads share: which blocks are still to be checked, and what was found. Locked.
class IndexCheck final
{
public:
    explicit IndexCheck(std::uint64_t indexed) : m_indexed(indexed) {}

    // The first entry of a block that nobody has taken yet; nothing where there is none, or no use in it.
    std::optional<std::uint64_t> take()
    {
        const std::scoped_lock lock(m_mutex);
        if (m_next >= m_indexed || m_error || m_differences.size() >= kMaxDifferences)
            return std::nullopt;
        return std::exchange(m_next, m_next + kBlockEntries);
    }

    void report(std::uint64_t first, std::string sentence)
    {
        const std::scoped_lock lock(m_mutex);
        m_differences.emplace(first, std::move(sentence));
    }

    void stop(Error error)
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_error)
            m_error = std::move(error);
    }

    // After all threads have ended. In order of blocks.
    Result<std::vector<std::string>> differences() const
    {
        if (m_error)
            return fail(*m_error);
        std::vector<std::string> sentences;
        for (const auto& [first, sentence] : m_differences)
            if (sentences.size() < kMaxDifferences)
                sentences.push_back(sentence);
        return sentences;
    }

private:
    std::mutex m_mutex;
    const std::uint64_t m_indexed;
    std::uint64_t m_next = 0;
    std::multimap<std::uint64_t, std::string> m_differences;
    std::optional<Error> m_error;
};

std::string inBlock(std::uint64_t first)
{
    return " among entries " + std::to_string(first) + " to " + std::to_string(first + kBlockEntries - 1);
}

std::string missesEntries(std::string_view subject, std::uint64_t first)
{
    const bool word = subject.starts_with(kWordSubject);
    const std::string what =
        word ? "the word \"" + std::string(subject.substr(kWordSubject.size())) + "\"" : std::string(subject);
    return "A search for " + what + " may miss entries, or show wrong ones," + inBlock(first) + ".";
}

Result<void> checkTimes(const Database& database, std::uint64_t first, const BlockIndex& expected,
                        IndexCheck& check)
{
    auto select = database.prepare("SELECT earliest, latest FROM search_block WHERE first = ?1");
    if (!select)
        return fail(select.error());
    const auto row = select->bind(1, static_cast<std::int64_t>(first)).step();
    if (!row)
        return fail(row.error());
    if (!*row || select->text(0) != expected.earliest || select->text(1) != expected.latest)
        check.report(first, "A search by time may miss entries" + inBlock(first) + ".");
    return {};
}

// Both sides in the order of their bytes: what one lacks, or has otherwise, is seen on the way.
Result<void> checkSubjects(const Database& database, std::uint64_t first, const BlockIndex& expected,
                           IndexCheck& check)
{
    auto select =
        database.prepare("SELECT subject, entries FROM search_subject WHERE first = ?1 ORDER BY subject");
    if (!select)
        return fail(select.error());
    select->bind(1, static_cast<std::int64_t>(first));
    auto next = expected.subjects.begin();
    for (;;) {
        const auto row = select->step();
        if (!row)
            return fail(row.error());
        const std::string_view stored = *row ? select->text(0) : std::string_view();
        for (; next != expected.subjects.end() && (!*row || next->first < stored); ++next)
            check.report(first, missesEntries(next->first, first));
        if (!*row)
            return {};
        const bool known = next != expected.subjects.end() && next->first == stored;
        if (!known || BlockSet::fromBytes(select->blob(1)) != next->second)
            check.report(first, missesEntries(stored, first));
        if (known)
            ++next;
    }
}

Result<void> checkBlock(const Database& database, const WordBreaker& breaker, std::uint64_t first,
                        IndexCheck& check)
{
    const auto expected = readBlock(database, breaker, first);
    if (!expected)
        return fail(expected.error());
    if (auto checked = checkTimes(database, first, *expected, check); !checked)
        return checked;
    return checkSubjects(database, first, *expected, check);
}

// What must be there is looked at block by block; now that there is nothing between and behind the blocks.
Result<void> checkCounts(const Database& database, IndexCheck& check)
{
    const auto blocks =
        database.integer("SELECT count(*) <> ifnull(max(first) / 1024 + 1, 0) FROM search_block");
    const auto subjects = database.integer(
        "SELECT count(*) FROM search_subject WHERE first NOT IN (SELECT first FROM search_block)");
    if (!blocks || !subjects)
        return fail(!blocks ? blocks.error() : subjects.error());
    if (*blocks != 0 || *subjects != 0)
        check.report(UINT64_MAX, "The search index holds more than the entries say.");
    return {};
}

// Until no block is left.
Result<void> checkBlocks(const Database& database, const WordBreaker& breaker, IndexCheck& check,
                         const std::function<bool()>& goOn)
{
    while (const auto first = check.take()) {
        if (goOn && !goOn())
            return fail(ErrorCode::Cancelled, "The check of the search index was stopped.");
        if (auto checked = checkBlock(database, breaker, *first, check); !checked)
            return checked;
    }
    return {};
}

} // namespace

Result<std::vector<std::string>> Store::searchProblems(unsigned threads,
                                                       const std::function<bool()>& goOn) const
{
    const auto indexed = indexedEntries(m_state->database);
    if (!indexed && indexed.error().code == ErrorCode::LogNotSound)
        return std::vector<std::string>{indexed.error().message};
    if (!indexed)
        return fail(indexed.error());
    IndexCheck check(*indexed);
    // Each on a connection of its own; only the calling thread is asked whether to go on.
    const auto work = [&](const Store& store, const std::function<bool()>& ask) {
        const auto breaker = store.m_state->wordBreaker();
        const auto done =
            breaker ? checkBlocks(store.m_state->database, **breaker, check, ask) : fail(breaker.error());
        if (!done)
            check.stop(done.error());
    };
    std::vector<std::jthread> others;
    const std::uint64_t useful = std::min<std::uint64_t>(threads, *indexed / kBlockEntries);
    for (std::uint64_t i = 1; i < useful; ++i)
        others.emplace_back([&] {
            if (const auto store = openReadOnly(file()))
                work(*store, {});
        });
    if (const auto counted = checkCounts(m_state->database, check); !counted)
        check.stop(counted.error());
    work(*this, goOn);
    others.clear(); // waits for them
    return check.differences();
}

} // namespace keyrite::log
