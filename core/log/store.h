// Store: the append-only SQLite file that is the log. docs/formats/log.md.
// Thread rule: one Store is used on one thread; several read-only Stores may read while one appends.
#pragma once

#include "core/crypto/hash.h"
#include "core/log/filter.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace keyrite::log {

struct StoredCheckpoint
{
    std::uint64_t size;
    std::string note;
};

// A row as it lies in the file, unchecked; borrowed for the time of a visit.
struct Row
{
    std::int64_t seq;
    std::string_view body;
    ByteView tree; // RFC 6962 hashes of the subtrees that this entry completes: its leaf first, 32 bytes each
};

class Store final
{
public:
    // A new, empty file with mode 0600. Errors: IoFailed (it exists, folder missing), DiskFull.
    [[nodiscard]] static Result<Store> create(const std::filesystem::path& file);

    // The one writer; a second one is refused (LogInUse). Does not re-hash: constant time in the log's size.
    // Errors: LogUnreadable, LogInUse, LogNotSound (the stored tree does not fit the last entry or the last
    // checkpoint, or tables and triggers are not as they must be), IoFailed (the folder cannot be written).
    [[nodiscard]] static Result<Store> openForAppend(const std::filesystem::path& file);

    // Never changes the file, and works on read-only media. Errors: LogUnreadable.
    [[nodiscard]] static Result<Store> openReadOnly(const std::filesystem::path& file);

    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    // Appends all entries in one transaction and answers them with their `seq`; on return they are on disk
    // (synchronous=FULL). On an error nothing was appended and the next append may succeed. Errors:
    // EntryInvalid, DiskFull, IoFailed, LogInUse or LogNotSound (another program has meddled with the file),
    // InvalidArgument (the Store is read-only).
    [[nodiscard]] Result<std::vector<Entry>> append(std::vector<Entry> entries);

    const std::string& file() const;

    // Number of entries as of the last append or refresh(), and the Merkle root over them (RFC 6962; SHA-256
    // of nothing when empty; all zero where the stored tree is damaged, which verify() explains).
    std::uint64_t size() const;
    crypto::Digest root() const;

    // The root over the first `size` entries, and the RFC 6962 proof that entry `seq` is among them
    // (verifyInclusion), read from the stored hashes. Errors: NotFound (size() is smaller), LogNotSound (the
    // stored tree is incomplete).
    [[nodiscard]] Result<crypto::Digest> rootAt(std::uint64_t size) const;
    [[nodiscard]] Result<std::vector<crypto::Digest>> inclusionProof(std::uint64_t seq,
                                                                     std::uint64_t size) const;

    // A reader looks again at how far the writer has come.
    [[nodiscard]] Result<void> refresh();

    // The raw body of one entry. Errors: NotFound.
    [[nodiscard]] Result<std::string> body(std::uint64_t seq) const;
    [[nodiscard]] Result<Entry> entry(std::uint64_t seq) const;

    // The numbers of the entries that fit, in order, from `from`; those that were appended by others since
    // the last refresh() as well. By the search index, and by reading what came after it: of a log that was
    // altered it may miss entries, which verify() finds. An entry that is not valid fits only an empty
    // filter. Errors: LogNotSound (the index was altered).
    [[nodiscard]] Result<std::vector<std::uint64_t>> find(const Filter& filter, std::uint64_t from = 0) const;

    // The names of all subjects of a type ("ceremony", "key", "kind", "person", "set", "sheet"; subject.h).
    [[nodiscard]] Result<std::vector<std::string>> subjects(std::string_view type) const;

    // Entries in order, oldest first, from `from`, at most `limit`. Errors: EntryInvalid, and those of
    // find().
    [[nodiscard]] Result<std::vector<Entry>> entries(const Filter& filter, std::uint64_t from = 0,
                                                     std::size_t limit = SIZE_MAX) const;

    // Calls visit for each row in order of seq until it answers false; rows are as stored, unchecked.
    [[nodiscard]] Result<void> forEachRow(const std::function<bool(const Row& row)>& visit) const;
    // The same from the row `from` on, which need not exist.
    [[nodiscard]] Result<void> forEachRowFrom(std::int64_t from,
                                              const std::function<bool(const Row& row)>& visit) const;
    // The number of the first row that is not before `from`; nothing where there is none.
    [[nodiscard]] Result<std::optional<std::int64_t>> firstRowFrom(std::int64_t from) const;
    [[nodiscard]] Result<void>
    forEachBody(const std::function<bool(std::int64_t seq, std::string_view body)>& visit) const;

    // Stores a signed checkpoint, unverified but for its size and root. At most one for a size; the same one
    // again is accepted. Errors: NoteMalformed, CheckpointMismatch, and those of append().
    [[nodiscard]] Result<void> addCheckpoint(std::uint64_t size, std::string_view note);
    [[nodiscard]] Result<std::vector<StoredCheckpoint>> checkpoints() const;

    // For verify(): one sentence for each way in which tables and triggers (schema) or the file's pages
    // (file) are not as they must be. The second reads everything and takes its time; `goOn` is asked now and
    // then, on the same thread, whether it shall. Errors: Cancelled.
    [[nodiscard]] Result<std::vector<std::string>> schemaProblems() const;
    [[nodiscard]] Result<std::vector<std::string>> fileProblems(const std::function<bool()>& goOn) const;
    // Likewise for the search index: that it equals what the bodies say. So many threads share the work.
    [[nodiscard]] Result<std::vector<std::string>>
    searchProblems(unsigned threads, const std::function<bool()>& goOn = {}) const;

    struct State; // internal

private:
    explicit Store(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace keyrite::log
