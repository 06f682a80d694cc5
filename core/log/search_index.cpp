#include "core/log/search_index.h"

#include "core/log/subject.h"

#include <algorithm>

namespace keyrite::log {
namespace {

void addTime(BlockIndex& block, const std::string& time)
{
    block.earliest = block.earliest.empty() ? time : std::min(block.earliest, time);
    block.latest = std::max(block.latest, time);
}

void addEntry(BlockIndex& block, const WordBreaker& breaker, std::uint64_t place, std::string_view body)
{
    const auto entry = parseBody(body);
    if (!entry)
        return;
    addTime(block, toIsoTime(entry->time));
    for (const std::string& subject : subjectsOf(*entry))
        block.subjects[subject].insert(place);
    std::string subject(kWordSubject);
    breaker.eachWord(textOf(*entry), [&](std::string_view word) {
        block.subjects[subject.replace(kWordSubject.size(), std::string::npos, word)].insert(place);
    });
}

Result<void> writeSubjects(const Database& database, std::int64_t first, const BlockIndex& block)
{
    auto insert = database.prepare("INSERT INTO search_subject(first, subject, entries) VALUES (?1, ?2, ?3)");
    if (!insert)
        return fail(insert.error());
    for (const auto& [subject, entries] : block.subjects) {
        const Bytes bytes = entries.bytes();
        if (auto done = insert->bind(1, first).bind(2, subject).bind(3, ByteView(bytes)).run(); !done)
            return done;
    }
    return {};
}

Result<void> writeBlock(const Database& database, const WordBreaker& breaker, std::uint64_t first)
{
    const auto block = readBlock(database, breaker, first);
    if (!block)
        return fail(block.error());
    const auto number = static_cast<std::int64_t>(first);
    auto insert = database.prepare("INSERT INTO search_block(first, earliest, latest) VALUES (?1, ?2, ?3)");
    if (!insert)
        return fail(insert.error());
    if (auto done = insert->bind(1, number).bind(2, block->earliest).bind(3, block->latest).run(); !done)
        return done;
    return writeSubjects(database, number, *block);
}

} // namespace

BlockSet& BlockSet::operator&=(const BlockSet& other)
{
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_words[i] &= other.m_words[i];
    return *this;
}

BlockSet& BlockSet::operator|=(const BlockSet& other)
{
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_words[i] |= other.m_words[i];
    return *this;
}

Bytes BlockSet::bytes() const
{
    Bytes bytes(1 + kBlockEntries / 8);
    for (std::size_t i = 0; i < kBlockEntries / 8; ++i)
        bytes[1 + i] = static_cast<std::uint8_t>(m_words[i / 8] >> (i % 8 * 8));
    while (bytes.size() > 1 && bytes.back() == 0)
        bytes.pop_back();
    const auto begin =
        std::find_if(bytes.begin() + 1, bytes.end(), [](std::uint8_t byte) { return byte != 0; });
    bytes.front() = static_cast<std::uint8_t>(begin - bytes.begin() - 1);
    bytes.erase(bytes.begin() + 1, begin);
    return bytes;
}

std::optional<BlockSet> BlockSet::fromBytes(ByteView bytes)
{
    if (bytes.size() < 2 || bytes[1] == 0 || bytes.back() == 0)
        return std::nullopt;
    const std::size_t skipped = bytes[0];
    const ByteView rest = bytes.subspan(1);
    if (skipped + rest.size() > kBlockEntries / 8)
        return std::nullopt;
    BlockSet set;
    for (std::size_t i = 0; i < rest.size(); ++i)
        set.m_words[(skipped + i) / 8] |= std::uint64_t{rest[i]} << ((skipped + i) % 8 * 8);
    return set;
}

Result<BlockIndex> readBlock(const Database& database, const WordBreaker& breaker, std::uint64_t first)
{
    auto select = database.prepare("SELECT seq, body FROM entry WHERE seq >= ?1 AND seq < ?2");
    if (!select)
        return fail(select.error());
    const auto from = static_cast<std::int64_t>(first);
    const auto blockSize = static_cast<std::int64_t>(kBlockEntries);
    select->bind(1, from).bind(2, from + blockSize);
    BlockIndex block;
    for (;;) {
        const auto row = select->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return block;
        addEntry(block, breaker, static_cast<std::uint64_t>(select->integer(0) - from), select->text(1));
    }
}

Result<std::uint64_t> indexedEntries(const Database& database)
{
    const auto block = static_cast<std::int64_t>(kBlockEntries);
    const auto last = database.integer("SELECT ifnull(max(first), -1024) FROM search_block");
    const auto entries = database.integer("SELECT ifnull(max(seq), -1) + 1 FROM entry");
    if (!last || !entries)
        return fail(!last ? last.error() : entries.error());
    if (*last < -block || *last % block != 0 || *last > *entries - block)
        return fail(ErrorCode::LogNotSound,
                    "The search index of the log speaks of entries that are not there. "
                    "Verify the log, and read it without a filter.");
    return static_cast<std::uint64_t>(*last + block);
}

Result<void> extendIndex(const Database& database, const WordBreaker& breaker, std::uint64_t size)
{
    const auto indexed = indexedEntries(database);
    if (!indexed)
        return fail(indexed.error());
    for (std::uint64_t first = *indexed; first + kBlockEntries <= size; first += kBlockEntries) {
        auto begun = database.run("BEGIN IMMEDIATE");
        auto written = begun ? writeBlock(database, breaker, first) : begun;
        auto committed = written ? database.run("COMMIT") : written;
        if (!committed) {
            if (database.inTransaction())
                (void)database.run("ROLLBACK");
            return committed;
        }
    }
    return {};
}

} // namespace keyrite::log
