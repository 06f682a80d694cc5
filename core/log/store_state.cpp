#include "core/log/store_state.h"

#include "core/log/canonical.h"
#include "core/log/note.h"
#include "core/log/schema.h"
#include "core/log/search_index.h"

#include <algorithm>
#include <cstring>

namespace keyrite::log {
namespace {

tl::unexpected<Error> notSound(const std::string& file, const std::string& problem)
{
    return fail(ErrorCode::LogNotSound, "Nothing can be added to the log " + file + ": " + problem +
                                            " Keep the file as it is and verify it.");
}

ByteView flat(const std::vector<Digest>& digests)
{
    return {digests.front().data(), digests.size() * sizeof(Digest)};
}

} // namespace

Result<std::uint64_t> Store::State::countEntries() const
{
    const auto count = database.integer("SELECT ifnull(max(seq), -1) + 1 FROM entry");
    if (!count)
        return fail(count.error());
    return static_cast<std::uint64_t>(std::max<std::int64_t>(*count, 0));
}

Result<const WordBreaker*> Store::State::wordBreaker()
{
    if (!breaker) {
        auto made = WordBreaker::create();
        if (!made)
            return fail(made.error());
        breaker.emplace(std::move(*made));
    }
    return &*breaker;
}

// The root of the perfect subtree of 2^level leaves that ends with `row`.
Result<Digest> Store::State::node(Statement& select, unsigned level, std::uint64_t row) const
{
    const auto found = select.bind(1, static_cast<std::int64_t>(row)).step();
    if (!found)
        return fail(found.error());
    Digest digest{};
    const ByteView tree = *found ? select.blob(0) : ByteView();
    if (tree.size() < (level + 1) * digest.size())
        return notSound(file, "the stored tree of entry " + std::to_string(row) + " is incomplete.");
    std::memcpy(digest.data(), tree.data() + level * digest.size(), digest.size());
    select.reset();
    return digest;
}

Result<Digest> Store::State::nodeAt(unsigned level, std::uint64_t row) const
{
    auto select = database.prepare("SELECT tree FROM entry WHERE seq = ?1");
    return select ? node(*select, level, row) : fail(select.error());
}

Result<CompactRange> Store::State::rangeAt(std::uint64_t entries) const
{
    auto select = database.prepare("SELECT tree FROM entry WHERE seq = ?1");
    if (!select)
        return fail(select.error());
    std::vector<Digest> nodes;
    std::uint64_t end = 0;
    for (unsigned level = 64; level-- > 0;) {
        const std::uint64_t span = std::uint64_t{1} << level;
        if ((entries & span) == 0)
            continue;
        end += span;
        const auto digest = node(*select, level, end - 1);
        if (!digest)
            return fail(digest.error());
        nodes.push_back(*digest);
    }
    return CompactRange::restore(entries, std::move(nodes));
}

Result<void> Store::State::load()
{
    const auto count = countEntries();
    if (!count)
        return fail(count.error());
    size = *count;
    const auto stored = rangeAt(size);
    range = stored ? std::optional(*stored) : std::nullopt;
    return {};
}

Result<void> Store::State::checkForAppend() const
{
    if (!range)
        return notSound(file, "the tree stored with its entries is incomplete.");
    if (auto checked = checkSchema(); !checked)
        return checked;
    if (auto checked = checkLastEntry(); !checked)
        return checked;
    return checkLastCheckpoint();
}

Result<void> Store::State::checkSchema() const
{
    const auto differences = schemaDifferences(database);
    if (!differences)
        return fail(differences.error());
    if (!differences->empty())
        return notSound(file, differences->front());
    return {};
}

// The last body leads to the last row's hashes, together with what the rows before it stored.
Result<void> Store::State::checkLastEntry() const
{
    if (size == 0)
        return {};
    const std::string last = std::to_string(size - 1);
    auto select = database.prepare("SELECT body, tree FROM entry ORDER BY seq DESC LIMIT 1");
    auto before = rangeAt(size - 1);
    if (!select || !before)
        return fail(!select ? select.error() : before.error());
    if (const auto row = select->step(); !row)
        return fail(row.error());
    const auto head = scanBody(select->text(0));
    if (!head || head->seq != size - 1)
        return notSound(file, "its last entry, " + last + ", is not a valid one.");
    const ByteView expected = flat(before->append(leafHash(asBytes(select->text(0)))));
    const ByteView stored = select->blob(1);
    if (!std::equal(expected.begin(), expected.end(), stored.begin(), stored.end()))
        return notSound(file, "its last entry, " + last + ", does not fit the tree stored with it.");
    return {};
}

Result<void> Store::State::checkLastCheckpoint() const
{
    auto select = database.prepare("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1");
    if (!select)
        return fail(select.error());
    const auto row = select->step();
    if (!row || !*row)
        return row ? Result<void>() : fail(row.error());
    const auto at = static_cast<std::uint64_t>(select->integer(0));
    if (at > size)
        return notSound(file, "its last checkpoint counts " + std::to_string(at) + " entries, but only " +
                                  std::to_string(size) + " are there.");
    const auto checkpoint = parseCheckpoint(select->text(1));
    const auto signedRange = rangeAt(at);
    if (!checkpoint || !signedRange || checkpoint->size != at || checkpoint->root != signedRange->root())
        return notSound(file, "its last checkpoint, over " + std::to_string(at) +
                                  " entries, does not fit the entries.");
    return {};
}

// Lock first, then look: what is read afterwards, nobody else changes.
Result<void> Store::State::becomeWriter()
{
    if (database.isReadOnly())
        return fail(ErrorCode::IoFailed, "The log " + file +
                                             " cannot be written. Check that it is not on read-only media "
                                             "and that you may change it.");
    const auto mode = database.text("PRAGMA journal_mode=WAL");
    const auto full = database.run("PRAGMA synchronous=FULL");
    if (!mode || !full)
        return fail(!mode ? mode.error() : full.error());
    if (*mode != "wal")
        return fail(ErrorCode::IoFailed, "The disk of the log " + file +
                                             " does not offer what the log needs (a write-ahead file). Move "
                                             "it to a local disk.");
    // Makes SQLite open the write-ahead file, on which the lock is.
    if (const auto opened = countEntries(); !opened)
        return fail(opened.error());
    auto taken = WriterLock::take(database.walFile(), file);
    if (!taken)
        return fail(taken.error());
    lock.emplace(std::move(*taken));
    return prepareStatements();
}

Result<void> Store::State::prepareStatements()
{
    auto begin = database.prepare("BEGIN IMMEDIATE");
    auto insert = database.prepare("INSERT INTO entry(seq, body, tree) VALUES (?1, ?2, ?3)");
    auto commit = database.prepare("COMMIT");
    if (!begin || !insert || !commit)
        return fail(!begin ? begin.error() : !insert ? insert.error() : commit.error());
    writer.emplace(WriterStatements{std::move(*begin), std::move(*insert), std::move(*commit)});
    return {};
}

Result<void> Store::State::insertAll(const std::vector<std::string>& bodies, CompactRange& grown)
{
    if (auto begun = writer->begin.run(); !begun)
        return begun;
    for (const std::string& body : bodies) {
        const auto seq = static_cast<std::int64_t>(grown.size());
        const std::vector<Digest>& completed = grown.append(leafHash(asBytes(body)));
        auto inserted = writer->insert.bind(1, seq).bind(2, body).bind(3, flat(completed)).run();
        if (!inserted)
            return inserted;
    }
    return writer->commit.run();
}

void Store::State::extendIndex()
{
    if (const auto made = wordBreaker())
        (void)log::extendIndex(database, **made, size);
}

Result<void> Store::State::checkNew(std::uint64_t at, std::string_view note) const
{
    const auto checkpoint = parseCheckpoint(note);
    if (!checkpoint)
        return fail(checkpoint.error());
    const bool possible = checkpoint->size == at && at <= size;
    const auto signedRange = possible ? rangeAt(at) : CompactRange();
    if (!signedRange)
        return fail(signedRange.error());
    if (!possible || checkpoint->root != signedRange->root())
        return fail(ErrorCode::CheckpointMismatch,
                    "The checkpoint over " + std::to_string(checkpoint->size) +
                        " entries is not one of this log, whose " + std::to_string(size) +
                        " entries have another root. Use the checkpoint of this log.");
    return {};
}

} // namespace keyrite::log
