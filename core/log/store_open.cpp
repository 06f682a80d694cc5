// How a log is made, and opened by its one writer or by a reader.
#include "core/log/schema.h"
#include "core/log/store_state.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace keyrite::log {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kOwnerOnly = 0600;

bool hasContent(const fs::path& file, const char* suffix)
{
    std::error_code absent;
    const auto size = fs::file_size(file.string() + suffix, absent);
    return !absent && size > 0;
}

// SQLite would take a write-ahead file that an earlier log left behind for part of the new one.
Result<void> refuseLeftovers(const fs::path& file)
{
    for (const char* suffix : {"-wal", "-journal"})
        if (hasContent(file, suffix))
            return fail(ErrorCode::IoFailed,
                        "The log " + file.string() + " cannot be created: " + file.string() + suffix +
                            " is left over from another log of this name. Choose another name.");
    return {};
}

Result<void> createEmptyFile(const fs::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
    if (descriptor < 0)
        return fail(
            errno == ENOSPC || errno == EDQUOT ? ErrorCode::DiskFull : ErrorCode::IoFailed,
            "The log " + file.string() +
                " cannot be created. Check that no file has this name, that the folder exists and that "
                "you may write to it.",
            std::strerror(errno));
    ::close(descriptor);
    return {};
}

// The name of a new file is durable once its folder is.
void syncFolder(const fs::path& file)
{
    const int descriptor =
        ::open(fs::absolute(file).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

void removeAll(const fs::path& file)
{
    for (const char* suffix : {"", "-wal", "-shm"}) {
        std::error_code ignored;
        fs::remove(file.string() + suffix, ignored);
    }
}

Result<void> fillNewDatabase(const Database& database)
{
    const std::string application = "PRAGMA application_id=" + std::to_string(kApplicationId);
    const std::string version = "PRAGMA user_version=" + std::to_string(kUserVersion);
    for (const std::string& sql :
         {std::string("PRAGMA journal_mode=WAL"), std::string("BEGIN"), application, version})
        if (auto done = database.run(sql); !done)
            return done;
    if (auto made = createSchema(database); !made)
        return made;
    if (auto committed = database.run("COMMIT"); !committed)
        return committed;
    // From now on the file alone, without what SQLite keeps beside it, is a log.
    return database.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<void> createDatabase(const fs::path& file)
{
    const auto database = Database::open(file, Access::ReadWrite);
    return database ? fillNewDatabase(*database) : fail(database.error());
}

// Told apart from an unreadable file before SQLite, which needs to write beside it, fails to open it.
Result<void> checkWritable(const fs::path& file)
{
    for (const fs::path& needed : {file, fs::absolute(file).parent_path()})
        if (::access(needed.c_str(), W_OK) != 0 && (errno == EROFS || errno == EACCES))
            return fail(ErrorCode::IoFailed,
                        "Nothing can be added to the log " + file.string() +
                            ": it lies on read-only media, or you may not write to it or its folder.",
                        std::strerror(errno));
    return {};
}

Result<Database> openIdentified(const fs::path& file, Access access)
{
    auto database = Database::open(file, access);
    if (!database)
        return database;
    if (const auto identified = checkIdentity(*database, file.string()); !identified)
        return fail(identified.error());
    return database;
}

// For a reader every refusal means the same: this cannot be read.
tl::unexpected<Error> unreadable(Error error)
{
    error.code = ErrorCode::LogUnreadable;
    return fail(std::move(error));
}

} // namespace

Result<Store> Store::create(const fs::path& file)
{
    if (const auto free = refuseLeftovers(file); !free)
        return fail(free.error());
    if (const auto created = createEmptyFile(file); !created)
        return fail(created.error());
    if (const auto filled = createDatabase(file); !filled) {
        removeAll(file);
        return fail(filled.error());
    }
    syncFolder(file);
    return openForAppend(file);
}

Result<Store> Store::openForAppend(const fs::path& file)
{
    if (const auto writable = checkWritable(file); !writable)
        return fail(writable.error());
    auto database = openIdentified(file, Access::ReadWrite);
    if (!database)
        return fail(database.error());
    Store store(std::make_unique<State>(State{.file = file.string(), .database = std::move(*database)}));
    State& state = *store.m_state;
    // Lock first, then look: what is read afterwards, nobody else changes.
    if (const auto locked = state.becomeWriter(); !locked)
        return fail(locked.error());
    if (const auto loaded = state.load(); !loaded)
        return fail(loaded.error());
    if (const auto checked = state.checkForAppend(); !checked)
        return fail(checked.error());
    return store;
}

Result<Store> Store::openReadOnly(const fs::path& file)
{
    auto database = openIdentified(file, Access::ReadOnly);
    if (!database && !hasContent(file, "-wal"))
        if (auto immutable = openIdentified(file, Access::Immutable))
            database = std::move(immutable);
    if (!database)
        return unreadable(database.error());
    Store store(std::make_unique<State>(State{.file = file.string(), .database = std::move(*database)}));
    if (const auto loaded = store.m_state->load(); !loaded)
        return unreadable(loaded.error());
    return store;
}

} // namespace keyrite::log
