// Store::find: which entries fit a filter, from the index where it reaches and from the bodies after it.
#include "core/log/search_index.h"
#include "core/log/store_state.h"
#include "core/log/subject.h"

#include <algorithm>
#include <limits>
#include <set>

namespace keyrite::log {
namespace {

std::int64_t signedSeq(std::uint64_t seq)
{
    return static_cast<std::int64_t>(std::min<std::uint64_t>(seq, std::numeric_limits<std::int64_t>::max()));
}

tl::unexpected<Error> indexDamaged(const std::string& file)
{
    return fail(ErrorCode::LogNotSound, "The search index of the log " + file +
                                            " was altered. Verify the log, and read it without a filter.");
}

class Search final
{
public:
    Search(const Database& database, const std::string& file, const Filter& filter,
           const WordBreaker& breaker, std::uint64_t from)
        : m_database(database), m_file(file), m_filter(filter), m_breaker(breaker),
          m_from(std::max(from, filter.first.value_or(0))), m_last(filter.last.value_or(UINT64_MAX))
    {
    }
    Result<std::vector<std::uint64_t>> run();

private:
    void collectWanted();
    Result<void> searchBlocks();
    Result<void> searchBlock(std::uint64_t first, std::string_view earliest, std::string_view latest);
    Result<void> narrow(BlockSet& set, std::uint64_t first, const WantedSubject& wanted);
    Result<void> add(std::uint64_t first, const BlockSet& set, bool partly);
    Result<bool> fitsTime(std::uint64_t seq);
    Result<void> readRest();

    const Database& m_database;
    const std::string& m_file;
    const Filter& m_filter;
    const WordBreaker& m_breaker;
    std::uint64_t m_from;
    std::uint64_t m_last;
    std::uint64_t m_indexed = 0;
    std::vector<WantedSubject> m_wanted; // words among them
    std::optional<Statement> m_subject;
    std::optional<Statement> m_beginnings;
    std::optional<Statement> m_time;
    std::vector<std::uint64_t> m_found;
};

// For each word one that begins so. Where nothing is wanted, what every valid entry has: a kind.
void Search::collectWanted()
{
    m_wanted = subjectsWanted(m_filter);
    for (const std::string& word : m_breaker.words(m_filter.text))
        m_wanted.push_back({std::string(kWordSubject) + word, true});
    if (m_wanted.empty() && !m_filter.isEmpty())
        m_wanted.push_back({"kind/", true});
}

// In the order of bytes, what begins with a name lies before the name with its last byte one higher.
std::string afterAll(std::string beginning)
{
    ++beginning.back();
    return beginning;
}

Result<void> Search::narrow(BlockSet& set, std::uint64_t first, const WantedSubject& wanted)
{
    const std::string after = wanted.isBeginning ? afterAll(wanted.name) : std::string();
    Statement& select = wanted.isBeginning ? *m_beginnings : *m_subject;
    select.bind(1, signedSeq(first)).bind(2, wanted.name);
    if (wanted.isBeginning)
        select.bind(3, after);
    BlockSet found;
    for (;;) {
        const auto row = select.step();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        const auto entries = BlockSet::fromBytes(select.blob(0));
        if (!entries) {
            select.reset();
            return indexDamaged(m_file);
        }
        found |= *entries;
    }
    select.reset();
    set &= found;
    return {};
}

// An entry without a valid time fits no filter.
Result<bool> Search::fitsTime(std::uint64_t seq)
{
    const auto row = m_time->bind(1, signedSeq(seq)).step();
    if (!row)
        return fail(row.error());
    const auto entry = *row ? parseBody(m_time->text(0)) : Result<Entry>(fail(ErrorCode::NotFound, {}));
    m_time->reset();
    return entry && (!m_filter.from || entry->time >= *m_filter.from) &&
           (!m_filter.to || entry->time < *m_filter.to);
}

Result<void> Search::searchBlock(std::uint64_t first, std::string_view earliest, std::string_view latest)
{
    if (first > m_last)
        return {};
    const std::string from = m_filter.from ? toIsoTime(*m_filter.from) : std::string();
    const std::string to = m_filter.to ? toIsoTime(*m_filter.to) : std::string();
    if (latest < from || (m_filter.to && earliest >= to))
        return {};
    const bool partly = earliest < from || (m_filter.to && latest >= to);
    BlockSet set;
    set.fill();
    for (const WantedSubject& wanted : m_wanted)
        if (auto narrowed = narrow(set, first, wanted); !narrowed)
            return narrowed;
    return add(first, set, partly);
}

Result<void> Search::add(std::uint64_t first, const BlockSet& set, bool partly)
{
    for (std::uint64_t place = 0; place < kBlockEntries; ++place) {
        const std::uint64_t seq = first + place;
        if (!set.contains(place) || seq < m_from || seq > m_last)
            continue;
        const auto fits = partly ? fitsTime(seq) : Result<bool>(true);
        if (!fits)
            return fail(fits.error());
        if (*fits)
            m_found.push_back(seq);
    }
    return {};
}

Result<void> Search::searchBlocks()
{
    auto blocks = m_database.prepare(
        "SELECT first, earliest, latest FROM search_block WHERE first > ?1 ORDER BY first");
    auto subject = m_database.prepare("SELECT entries FROM search_subject WHERE first = ?1 AND subject = ?2");
    auto beginnings = m_database.prepare(
        "SELECT entries FROM search_subject WHERE first = ?1 AND subject >= ?2 AND subject < ?3");
    auto time = m_database.prepare("SELECT body FROM entry WHERE seq = ?1");
    if (!blocks || !subject || !beginnings || !time)
        return indexDamaged(m_file);
    m_subject.emplace(std::move(*subject));
    m_beginnings.emplace(std::move(*beginnings));
    m_time.emplace(std::move(*time));
    blocks->bind(1, signedSeq(m_from) - static_cast<std::int64_t>(kBlockEntries));
    for (;;) {
        const auto row = blocks->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        const std::int64_t first = blocks->integer(0);
        if (first < 0 || first % static_cast<std::int64_t>(kBlockEntries) != 0)
            return indexDamaged(m_file);
        if (auto done = searchBlock(static_cast<std::uint64_t>(first), blocks->text(1), blocks->text(2));
            !done)
            return done;
    }
}

// What the index does not hold yet.
Result<void> Search::readRest()
{
    auto select = m_database.prepare("SELECT seq, body FROM entry WHERE seq >= ?1 ORDER BY seq");
    if (!select)
        return fail(select.error());
    select->bind(1, signedSeq(std::max(m_from, m_indexed)));
    for (;;) {
        const auto row = select->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        const auto entry = parseBody(select->text(1));
        if (m_filter.isEmpty() || (entry && matches(*entry, m_filter, m_breaker)))
            m_found.push_back(static_cast<std::uint64_t>(select->integer(0)));
    }
}

Result<std::vector<std::uint64_t>> Search::run()
{
    const auto indexed = indexedEntries(m_database);
    if (!indexed)
        return fail(indexed.error());
    m_indexed = *indexed;
    collectWanted();
    if (!m_filter.text.empty() && m_breaker.words(m_filter.text).empty())
        return std::move(m_found); // what has no words is in no entry
    for (const auto stage : {&Search::searchBlocks, &Search::readRest})
        if (const auto done = (this->*stage)(); !done)
            return fail(done.error());
    return std::move(m_found);
}

} // namespace

Result<std::vector<std::uint64_t>> Store::find(const Filter& filter, std::uint64_t from) const
{
    const auto breaker = m_state->wordBreaker();
    if (!breaker)
        return fail(breaker.error());
    // One look at the file, while a writer may go on.
    if (const auto begun = m_state->database.run("BEGIN"); !begun)
        return fail(begun.error());
    auto found = Search(m_state->database, m_state->file, filter, **breaker, from).run();
    if (const auto ended = m_state->database.run("COMMIT"); !ended && found)
        return fail(ended.error());
    return found;
}

Result<std::vector<std::string>> Store::subjects(std::string_view type) const
{
    auto select = m_state->database.prepare(
        "SELECT DISTINCT subject FROM search_block CROSS JOIN search_subject USING (first) "
        "WHERE subject >= ?1 AND subject < ?2");
    const auto indexed = indexedEntries(m_state->database);
    if (!select || !indexed)
        return fail(!select ? select.error() : indexed.error());
    const std::string first = std::string(type) + "/";
    const std::string after = afterAll(first);
    select->bind(1, first).bind(2, after);
    std::set<std::string> names;
    for (;;) {
        const auto row = select->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        names.emplace(select->text(0).substr(first.size()));
    }
    const auto rest = entries({}, *indexed);
    if (!rest)
        return fail(rest.error());
    for (const Entry& entry : *rest)
        for (const std::string& subject : subjectsOf(entry))
            if (subject.starts_with(first))
                names.insert(subject.substr(first.size()));
    return std::vector<std::string>(names.begin(), names.end());
}

} // namespace keyrite::log
