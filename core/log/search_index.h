// SearchIndex: what makes entries found quickly: for every full block of entries the times it spans, and
// which of them have which subject (subject.h) and which word. It is written behind the entries, a block at a
// time, and says nothing that their bodies do not: what is not in it yet is read. docs/formats/log.md,
// docs/decisions. Internal to core/log; thread rule as the Store's.
#pragma once

#include "core/log/filter.h"
#include "core/log/sqlite.h"
#include "core/log/words.h"

#include <array>
#include <map>

namespace keyrite::log {

inline constexpr std::uint64_t kBlockEntries = 1024;

// A word is indexed as a subject whose name begins so.
inline constexpr std::string_view kWordSubject = "word/";

// Which of a block's entries: bit i is entry first + i. In the file: a byte that says how many zero bytes are
// left out at the start, then the others, bit 0 lowest, without the zero bytes at the end.
class BlockSet final
{
public:
    void insert(std::uint64_t place) { m_words[place / 64] |= std::uint64_t{1} << (place % 64); }
    bool contains(std::uint64_t place) const { return (m_words[place / 64] >> (place % 64) & 1) != 0; }
    void fill() { m_words.fill(~std::uint64_t{0}); }
    BlockSet& operator&=(const BlockSet& other);
    BlockSet& operator|=(const BlockSet& other);
    Bytes bytes() const;
    // Nothing where bytes() would not have written this: the set is empty or more than a block's, or a zero
    // stands at an end.
    static std::optional<BlockSet> fromBytes(ByteView bytes);
    bool operator==(const BlockSet&) const = default;

private:
    std::array<std::uint64_t, kBlockEntries / 64> m_words{};
};

// What the index says of one block, read off its entries. An entry that is no valid one has neither subjects
// nor words, nor a time.
struct BlockIndex
{
    std::string earliest; // as entries write times; empty where no entry is valid
    std::string latest;
    std::map<std::string, BlockSet> subjects; // words among them
};

// Reads the entries [first, first + kBlockEntries).
[[nodiscard]] Result<BlockIndex> readBlock(const Database& database, const WordBreaker& breaker,
                                           std::uint64_t first);

// Entries below this number are in the index, by what it says of itself; a multiple of kBlockEntries and at
// most the number of entries. Errors: LogNotSound.
[[nodiscard]] Result<std::uint64_t> indexedEntries(const Database& database);

// Indexes every full block below `size` that is missing, each in a transaction of its own.
[[nodiscard]] Result<void> extendIndex(const Database& database, const WordBreaker& breaker,
                                       std::uint64_t size);

} // namespace keyrite::log
