// Store::State: the connection behind a Store, what it knows of the tree, and what only the writer has.
// Internal to core/log.
#pragma once

#include "core/log/merkle.h"
#include "core/log/sqlite.h"
#include "core/log/store.h"
#include "core/log/words.h"
#include "core/log/writer_lock.h"

#include <optional>

namespace keyrite::log {

struct WriterStatements
{
    Statement begin;
    Statement insert;
    Statement commit;
};

struct Store::State
{
    // In order of opening; closed in the reverse order, the lock last.
    std::string file;
    std::optional<WriterLock> lock = std::nullopt;
    Database database;
    std::optional<WriterStatements> writer = std::nullopt; // nothing in a reader
    std::uint64_t size = 0;
    std::optional<CompactRange> range = CompactRange(); // nothing where the stored tree is damaged

    // Learns size and range from the file.
    Result<void> load();
    // Takes the lock. Errors: LogInUse, IoFailed.
    Result<void> becomeWriter();
    // A constant number of rows is looked at. Errors: LogNotSound.
    Result<void> checkForAppend() const;

    // Made when it is first needed. Errors: Internal.
    Result<const WordBreaker*> wordBreaker();

    // The compact range of the first `entries` entries, read from the rows that completed its nodes.
    Result<CompactRange> rangeAt(std::uint64_t entries) const;
    // The root of the perfect subtree of 2^level entries that ends with entry `row`. Errors: LogNotSound.
    Result<Digest> nodeAt(unsigned level, std::uint64_t row) const;
    // The note says `at` entries and their root. Errors: NoteMalformed, CheckpointMismatch.
    Result<void> checkNew(std::uint64_t at, std::string_view note) const;
    // One transaction; `grown` is the range before it and, on success, after it.
    Result<void> insertAll(const std::vector<std::string>& bodies, CompactRange& grown);
    // As far as blocks are full. What fails is tried again with the next block.
    void extendIndex();

    std::optional<WordBreaker> breaker = std::nullopt; // see wordBreaker()

private:
    Result<std::uint64_t> countEntries() const;
    Result<Digest> node(Statement& select, unsigned level, std::uint64_t row) const;
    Result<void> prepareStatements();
    Result<void> checkSchema() const;
    Result<void> checkLastEntry() const;
    Result<void> checkLastCheckpoint() const;
};

} // namespace keyrite::log
