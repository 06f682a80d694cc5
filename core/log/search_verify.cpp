// What verify() asks of the search index: that it is, to the bit, what the bodies say.
#include "core/log/schema.h"
#include "core/log/search_index.h"

namespace keyrite::log {
namespace {

constexpr std::size_t kMaxDifferences = 20;
constexpr std::int64_t kWordsBetweenLooks = 10000;

class IndexCheck final
{
public:
    IndexCheck(const Database& database, const std::function<bool()>& goOn)
        : m_database(database), m_goOn(goOn)
    {
    }
    Result<std::vector<std::string>> run();

private:
    Result<void> prepare();
    Result<void> checkBlocks();
    Result<void> checkBlock(std::uint64_t first);
    Result<void> checkTimes(std::uint64_t first, const BlockIndex& expected);
    Result<void> checkSubjects(std::uint64_t first, const BlockIndex& expected);
    Result<void> checkCounts();
    Result<void> checkWords();
    Result<void> checkWord(Statement& stored, const std::string& word,
                           const std::vector<std::int64_t>& entries);
    void report(std::string sentence)
    {
        if (m_differences.size() < kMaxDifferences)
            m_differences.push_back(std::move(sentence));
    }

    Result<void> mayGoOn() const
    {
        if (m_goOn && !m_goOn())
            return fail(ErrorCode::Cancelled, "The check of the search index was stopped.");
        return {};
    }

    const Database& m_database;
    const std::function<bool()>& m_goOn;
    std::uint64_t m_indexed = 0;
    std::int64_t m_subjects = 0;
    std::vector<std::string> m_differences;
};

std::string inBlock(std::uint64_t first)
{
    return " among entries " + std::to_string(first) + " to " + std::to_string(first + kBlockEntries - 1);
}

// Everything happens in one look at the file, while a writer may go on.
Result<std::vector<std::string>> IndexCheck::run()
{
    for (const auto stage :
         {&IndexCheck::prepare, &IndexCheck::checkBlocks, &IndexCheck::checkCounts, &IndexCheck::checkWords})
        if (const auto done = (this->*stage)(); !done)
            return fail(done.error());
    return std::move(m_differences);
}

Result<void> IndexCheck::prepare()
{
    for (const std::string& sql :
         {std::string("CREATE VIRTUAL TABLE temp.search_again USING ") + std::string(kTextTable),
          std::string("CREATE VIRTUAL TABLE temp.words_again USING fts5vocab(temp, search_again, instance)"),
          std::string("CREATE VIRTUAL TABLE temp.words_stored USING fts5vocab(main, search_text, instance)")})
        if (auto done = m_database.run(sql); !done)
            return done;
    const auto indexed = indexedEntries(m_database);
    if (!indexed)
        return fail(indexed.error());
    m_indexed = *indexed;
    return {};
}

Result<void> IndexCheck::checkBlocks()
{
    for (std::uint64_t first = 0; first < m_indexed; first += kBlockEntries)
        if (const auto checked = checkBlock(first); !checked)
            return checked;
    return {};
}

Result<void> IndexCheck::checkBlock(std::uint64_t first)
{
    if (auto allowed = mayGoOn(); !allowed)
        return allowed;
    const auto expected = readBlock(m_database, first);
    if (!expected)
        return fail(expected.error());
    if (auto checked = checkTimes(first, *expected); !checked)
        return checked;
    if (auto checked = checkSubjects(first, *expected); !checked)
        return checked;
    return writeTexts(m_database, "temp.search_again", first, expected->texts);
}

Result<void> IndexCheck::checkTimes(std::uint64_t first, const BlockIndex& expected)
{
    auto select = m_database.prepare("SELECT earliest, latest FROM search_block WHERE first = ?1");
    if (!select)
        return fail(select.error());
    const auto row = select->bind(1, static_cast<std::int64_t>(first)).step();
    if (!row)
        return fail(row.error());
    if (!*row || select->text(0) != expected.earliest || select->text(1) != expected.latest)
        report("A search by time may miss entries" + inBlock(first) + ".");
    return {};
}

Result<void> IndexCheck::checkSubjects(std::uint64_t first, const BlockIndex& expected)
{
    auto select = m_database.prepare("SELECT entries FROM search_subject WHERE first = ?1 AND subject = ?2");
    if (!select)
        return fail(select.error());
    for (const auto& [subject, entries] : expected.subjects) {
        const auto row = select->bind(1, static_cast<std::int64_t>(first)).bind(2, subject).step();
        if (!row)
            return fail(row.error());
        const auto stored = *row ? BlockSet::fromBytes(select->blob(0)) : std::nullopt;
        if (!stored || *stored != entries)
            report("A search for " + subject + " may miss entries, or show wrong ones," + inBlock(first) +
                   ".");
        select->reset();
    }
    m_subjects += static_cast<std::int64_t>(expected.subjects.size());
    return {};
}

// What must be there was found above; now that there is no more.
Result<void> IndexCheck::checkCounts()
{
    const auto blocks = m_database.integer("SELECT count(*) FROM search_block");
    const auto subjects = m_database.integer("SELECT count(*) FROM search_subject");
    if (!blocks || !subjects)
        return fail(!blocks ? blocks.error() : subjects.error());
    if (static_cast<std::uint64_t>(*blocks) * kBlockEntries != m_indexed || *subjects != m_subjects)
        report("The search index holds more than the entries say.");
    return {};
}

// Each word is looked up in the stored index as a search does it.
Result<void> IndexCheck::checkWords()
{
    auto again = m_database.prepare("SELECT term, doc FROM temp.words_again");
    auto stored = m_database.prepare("SELECT doc FROM temp.words_stored WHERE term = ?1");
    if (!again || !stored)
        return fail(!again ? again.error() : stored.error());
    std::string word;
    std::vector<std::int64_t> entries;
    std::int64_t count = 0;
    for (bool more = true; more && m_differences.size() < kMaxDifferences;) {
        const auto row = again->step();
        const auto allowed = count % kWordsBetweenLooks == 0 ? mayGoOn() : Result<void>();
        if (!row || !allowed)
            return fail(!row ? row.error() : allowed.error());
        more = *row;
        if (!entries.empty() && (!more || again->text(0) != word))
            if (const auto checked = checkWord(*stored, word, std::exchange(entries, {})); !checked)
                return checked;
        if (more) {
            word = again->text(0);
            entries.push_back(again->integer(1));
            ++count;
        }
    }
    const auto all = m_database.integer("SELECT count(*) FROM temp.words_stored");
    if (!all)
        return fail(all.error());
    if (*all != count && m_differences.empty())
        report("The search index holds words that no entry has.");
    return {};
}

Result<void> IndexCheck::checkWord(Statement& stored, const std::string& word,
                                   const std::vector<std::int64_t>& entries)
{
    stored.bind(1, word);
    auto expected = entries.begin();
    bool same = true;
    for (;;) {
        const auto row = stored.step();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        same = same && expected != entries.end() && *expected++ == stored.integer(0);
    }
    stored.reset();
    if (!same || expected != entries.end())
        report("A search for the word \"" + word + "\" may miss entries, or show wrong ones.");
    return {};
}

} // namespace

Result<std::vector<std::string>> indexDifferences(const Database& database, const std::function<bool()>& goOn)
{
    if (auto begun = database.run("BEGIN"); !begun)
        return fail(begun.error());
    auto found = IndexCheck(database, goOn).run();
    // Takes the temporary tables with it.
    if (auto ended = database.run("ROLLBACK"); !ended && found)
        return fail(ended.error());
    if (!found && found.error().code == ErrorCode::LogNotSound)
        return std::vector<std::string>{found.error().message};
    return found;
}

} // namespace keyrite::log
