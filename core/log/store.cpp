#include "core/log/store.h"

#include "core/log/schema.h"
#include "core/log/search_index.h"
#include "core/log/store_state.h"

namespace keyrite::log {
namespace {

tl::unexpected<Error> openToRead(const std::string& file)
{
    return fail(ErrorCode::InvalidArgument,
                "The log " + file + " is open for reading only. Open it for adding.");
}

// Entries whose numbers are `from` and above, read until visit answers false.
Result<void> readEntries(const Database& database, std::uint64_t from,
                         const std::function<bool(Entry)>& visit)
{
    constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
    auto select = database.prepare("SELECT body FROM entry WHERE seq >= ?1 ORDER BY seq");
    if (!select)
        return fail(select.error());
    select->bind(1, static_cast<std::int64_t>(std::min(from, kMost)));
    for (;;) {
        const auto row = select->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        auto entry = parseBody(select->text(0));
        if (!entry)
            return fail(entry.error());
        if (!visit(std::move(*entry)))
            return {};
    }
}

} // namespace

Store::Store(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<std::vector<Entry>> Store::append(std::vector<Entry> entries)
{
    if (!m_state->writer || !m_state->range)
        return openToRead(m_state->file);
    std::vector<std::string> bodies;
    for (Entry& entry : entries) {
        entry.seq = m_state->size + bodies.size();
        auto body = canonicalBody(entry);
        if (!body)
            return fail(body.error());
        bodies.push_back(std::move(*body));
    }
    if (bodies.empty())
        return entries;
    CompactRange grown = *m_state->range;
    if (const auto inserted = m_state->insertAll(bodies, grown); !inserted) {
        if (m_state->database.inTransaction())
            (void)m_state->database.run("ROLLBACK"); // what failed is what the caller hears
        return fail(inserted.error());
    }
    const bool blockFull = m_state->size / kBlockEntries != grown.size() / kBlockEntries;
    m_state->size = grown.size();
    m_state->range = std::move(grown);
    // The entries are recorded whatever becomes of the index: what it lacks is read, and it is tried again.
    if (blockFull)
        m_state->extendIndex();
    return entries;
}

const std::string& Store::file() const
{
    return m_state->file;
}

std::uint64_t Store::size() const
{
    return m_state->size;
}

crypto::Digest Store::root() const
{
    return m_state->range ? m_state->range->root() : crypto::Digest{};
}

Result<void> Store::refresh()
{
    return m_state->load();
}

Result<std::string> Store::body(std::uint64_t seq) const
{
    auto select = m_state->database.prepare("SELECT body FROM entry WHERE seq = ?1");
    if (!select)
        return fail(select.error());
    const auto row = select->bind(1, static_cast<std::int64_t>(seq)).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(ErrorCode::NotFound,
                    "The log " + m_state->file + " has no entry " + std::to_string(seq) + ".");
    return std::string(select->text(0));
}

Result<Entry> Store::entry(std::uint64_t seq) const
{
    const auto text = body(seq);
    return text ? parseBody(*text) : fail(text.error());
}

Result<std::vector<Entry>> Store::entries(const Filter& filter, std::uint64_t from, std::size_t limit) const
{
    std::vector<Entry> read;
    if (limit == 0)
        return read;
    if (filter.isEmpty()) {
        const auto done = readEntries(m_state->database, from, [&](Entry entry) {
            read.push_back(std::move(entry));
            return read.size() < limit;
        });
        return done ? Result<std::vector<Entry>>(std::move(read)) : fail(done.error());
    }
    const auto found = find(filter, from);
    if (!found)
        return fail(found.error());
    for (const std::uint64_t seq : *found) {
        auto entryFound = entry(seq);
        if (!entryFound)
            return fail(entryFound.error());
        read.push_back(std::move(*entryFound));
        if (read.size() == limit)
            break;
    }
    return read;
}

Result<void> Store::forEachRow(const std::function<bool(const Row& row)>& visit) const
{
    return forEachRowFrom(std::numeric_limits<std::int64_t>::min(), visit);
}

Result<void> Store::forEachRowFrom(std::int64_t from, const std::function<bool(const Row& row)>& visit) const
{
    auto select = m_state->database.prepare("SELECT seq, body, tree FROM entry WHERE seq >= ?1 ORDER BY seq");
    if (!select)
        return fail(select.error());
    select->bind(1, from);
    for (;;) {
        const auto row = select->step();
        if (!row)
            return fail(row.error());
        if (!*row || !visit({select->integer(0), select->text(1), select->blob(2)}))
            return {};
    }
}

Result<std::optional<std::int64_t>> Store::firstRowFrom(std::int64_t from) const
{
    auto select = m_state->database.prepare("SELECT seq FROM entry WHERE seq >= ?1 ORDER BY seq LIMIT 1");
    if (!select)
        return fail(select.error());
    const auto row = select->bind(1, from).step();
    if (!row)
        return fail(row.error());
    return *row ? std::optional(select->integer(0)) : std::nullopt;
}

Result<void>
Store::forEachBody(const std::function<bool(std::int64_t seq, std::string_view body)>& visit) const
{
    return forEachRow([&](const Row& row) { return visit(row.seq, row.body); });
}

Result<void> Store::addCheckpoint(std::uint64_t size, std::string_view note)
{
    if (!m_state->writer)
        return openToRead(m_state->file);
    if (auto checked = m_state->checkNew(size, note); !checked)
        return checked;
    auto select = m_state->database.prepare("SELECT note FROM checkpoint WHERE size = ?1");
    if (!select)
        return fail(select.error());
    const auto row = select->bind(1, static_cast<std::int64_t>(size)).step();
    if (!row)
        return fail(row.error());
    if (*row && select->text(0) == note)
        return {};
    if (*row)
        return fail(ErrorCode::CheckpointMismatch,
                    "The log " + m_state->file + " already has another checkpoint over " +
                        std::to_string(size) +
                        " entries. There is one for a number of entries; record something and sign again.");
    select->reset();
    auto insert = m_state->database.prepare("INSERT INTO checkpoint(size, note) VALUES (?1, ?2)");
    if (!insert)
        return fail(insert.error());
    return insert->bind(1, static_cast<std::int64_t>(size)).bind(2, note).run();
}

Result<std::vector<StoredCheckpoint>> Store::checkpoints() const
{
    auto select = m_state->database.prepare("SELECT size, note FROM checkpoint ORDER BY size");
    if (!select)
        return fail(select.error());
    std::vector<StoredCheckpoint> found;
    for (;;) {
        const auto row = select->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return found;
        found.push_back({static_cast<std::uint64_t>(select->integer(0)), std::string(select->text(1))});
    }
}

Result<std::vector<std::string>> Store::schemaProblems() const
{
    return schemaDifferences(m_state->database);
}

Result<std::vector<std::string>> Store::fileProblems(const std::function<bool()>& goOn) const
{
    bool cancelled = false;
    const auto watch = m_state->database.whileRunning([&] { return !(cancelled = cancelled || !goOn()); });
    auto check = m_state->database.prepare("PRAGMA integrity_check(20)");
    if (!check)
        return fail(check.error());
    std::vector<std::string> problems;
    for (;;) {
        const auto row = check->step();
        if (cancelled)
            return fail(ErrorCode::Cancelled, "The check of the file was stopped before its end.");
        if (!row)
            return fail(row.error());
        if (!*row)
            return problems;
        if (check->text(0) != "ok")
            problems.emplace_back(check->text(0));
    }
}

} // namespace keyrite::log
