// Owners for SQLite's objects, with its refusals as Results that speak of the log. Internal to core/log.
// Thread rule: one thread at a time.
#pragma once

#include "core/bytes.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <sqlite3.h>

namespace keyrite::log {

// A prepared statement. Texts and blobs it answers are borrowed until its next step or reset.
class Statement final
{
public:
    Statement(sqlite3_stmt* statement, std::string file);

    // Parameters count from 1 and are borrowed until the next reset.
    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, std::string_view text);
    Statement& bind(int parameter, ByteView blob);

    // True where there is a row. Errors: as refusal().
    [[nodiscard]] Result<bool> step();
    // For what answers no row: runs it and makes it ready for the next run.
    [[nodiscard]] Result<void> run();
    void reset();

    // Columns count from 0.
    std::int64_t integer(int column) const;
    std::string_view text(int column) const;
    ByteView blob(int column) const;

private:
    struct Finalize
    {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    std::string m_file;
};

enum class Access {
    ReadWrite,
    ReadOnly,
    Immutable // read-only media, where SQLite cannot make the files beside that its locks need
};

// A connection, set up so that a hostile file can do little: no trusted schema, no writing to the schema,
// rows of at most 1 MiB.
class Database final
{
public:
    // The file must exist. SQLite looks into it only at the first statement. Errors: as refusal().
    [[nodiscard]] static Result<Database> open(const std::filesystem::path& file, Access access);

    [[nodiscard]] Result<Statement> prepare(std::string_view sql) const;
    [[nodiscard]] Result<void> run(std::string_view sql) const; // one statement, rows ignored
    [[nodiscard]] Result<std::int64_t> integer(std::string_view sql) const;
    [[nodiscard]] Result<std::string> text(std::string_view sql) const;

    // While the answer lives, every statement asks now and then, on its own thread, whether to go on, and
    // fails where not.
    class Watch;
    [[nodiscard]] std::unique_ptr<Watch> whileRunning(std::function<bool()> goOn) const;

    bool isReadOnly() const;
    bool inTransaction() const;
    std::string walFile() const; // where SQLite keeps the write-ahead log

private:
    struct Close
    {
        void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
    };
    explicit Database(sqlite3* database, std::string file);

    std::unique_ptr<sqlite3, Close> m_database;
    std::string m_file;
};

class Database::Watch final
{
public:
    Watch(sqlite3* database, std::function<bool()> goOn);
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch();

private:
    sqlite3* m_database;
    std::function<bool()> m_goOn;
};

// SQLite's last refusal on this connection: DiskFull, LogInUse, LogUnreadable (no database, damaged),
// LogNotSound (the log's own triggers refused), IoFailed.
Error refusal(sqlite3* database, const std::string& file);

} // namespace keyrite::log
