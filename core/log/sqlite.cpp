#include "core/log/sqlite.h"

#include <cerrno>

namespace keyrite::log {
namespace {

constexpr int kMaxRowBytes = 1 << 20;
constexpr int kBusyTimeoutMs = 2000;

// SQLite says "full" of the disk only; a quota or a limit on file sizes is the same to whoever stands before
// it.
bool isNoSpaceLeft(int systemError)
{
    return systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG;
}

// "file:" with the few characters escaped that would end a path in a URI (sqlite.org/uri.html).
std::string uri(const std::filesystem::path& file, Access access)
{
    std::string text = "file:";
    for (const char c : std::filesystem::absolute(file).string())
        text += c == '%' ? "%25" : c == '?' ? "%3f" : c == '#' ? "%23" : std::string(1, c);
    return text + (access == Access::Immutable ? "?immutable=1" : "");
}

} // namespace

Error refusal(sqlite3* database, const std::string& file, int systemError)
{
    const int code = sqlite3_errcode(database);
    const std::string words = sqlite3_errmsg(database);
    switch (code & 0xFF) {
    case SQLITE_FULL:
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::LogInUse,
                "Another program is working on the log " + file + ". Close it and try again.", words};
    case SQLITE_NOTADB:
        return {ErrorCode::LogUnreadable,
                "The file " + file + " is not a log: it is not a database at all. Choose the log file.",
                words};
    case SQLITE_CORRUPT:
        return {
            ErrorCode::LogUnreadable,
            "The log " + file +
                " is damaged and cannot be read to its end. Keep it as it is, take the last exported copy "
                "and verify that one.",
            words};
    case SQLITE_CANTOPEN:
        return {ErrorCode::LogUnreadable,
                "The log " + file +
                    " cannot be opened. Check that the file exists and that you may read it; a log on "
                    "read-only media must have been closed before it was copied.",
                words};
    case SQLITE_CONSTRAINT:
        return {ErrorCode::LogNotSound,
                "The log " + file + " refused the change: " + words +
                    ". Another program has changed it. Verify it before going on.",
                words};
    default:
        if (systemError == EROFS)
            return {
                ErrorCode::IoFailed,
                "The disk of the log " + file +
                    " has become read-only, as a system makes it when a disk fails. Nothing was recorded, "
                    "and nothing is lost. Have the disk checked, or copy the log to another one, and "
                    "repeat the step.",
                words};
        if ((code & 0xFF) != SQLITE_IOERR || !isNoSpaceLeft(systemError))
            return {ErrorCode::IoFailed,
                    "The log " + file +
                        " could not be read or written. Check the disk and that you may write there.",
                    words};
    }
    return {ErrorCode::DiskFull,
            "There is no space left on the disk of the log " + file +
                ". Nothing was recorded and nothing is lost. Free some space and repeat the step.",
            words};
}

Statement::Statement(sqlite3_stmt* statement, std::string file)
    : m_statement(statement), m_file(std::move(file))
{
}

// Binding fails only for a parameter that the statement does not have, or out of memory; the step tells.
Statement& Statement::bind(int parameter, std::int64_t value)
{
    sqlite3_bind_int64(m_statement.get(), parameter, value);
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view text)
{
    sqlite3_bind_text64(m_statement.get(), parameter, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind(int parameter, ByteView blob)
{
    sqlite3_bind_blob64(m_statement.get(), parameter, blob.data(), blob.size(), SQLITE_STATIC);
    return *this;
}

Result<bool> Statement::step()
{
    errno = 0; // sqlite3_system_errno() is not set by a failing commit
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return code == SQLITE_ROW;
    Error error = refusal(sqlite3_db_handle(m_statement.get()), m_file, errno);
    reset();
    return fail(std::move(error));
}

Result<void> Statement::run()
{
    const auto row = step();
    reset();
    if (!row)
        return fail(row.error());
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string_view Statement::text(int column) const
{
    // As a blob: the text as it lies in the row, without the copy that a terminating zero would need.
    const void* bytes = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return bytes == nullptr
               ? std::string_view()
               : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

ByteView Statement::blob(int column) const
{
    const void* bytes = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return {static_cast<const std::uint8_t*>(bytes), bytes == nullptr ? 0 : static_cast<std::size_t>(size)};
}

Database::Database(sqlite3* database, std::string file) : m_database(database), m_file(std::move(file)) {}

Result<Database> Database::open(const std::filesystem::path& file, Access access)
{
    const int mode = access == Access::ReadWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(uri(file, access).c_str(), &handle,
                                     mode | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(handle, file.string());
    if (code != SQLITE_OK)
        return fail(refusal(handle, database.m_file, 0));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, kBusyTimeoutMs);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kMaxRowBytes);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (const auto checked = database.run("PRAGMA cell_size_check=ON"); !checked)
        return fail(checked.error());
    return database;
}

Result<Statement> Database::prepare(std::string_view sql) const
{
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v2(m_database.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    if (code != SQLITE_OK)
        return fail(refusal(m_database.get(), m_file, 0));
    return Statement(statement, m_file);
}

Result<void> Database::run(std::string_view sql) const
{
    auto statement = prepare(sql);
    if (!statement)
        return fail(statement.error());
    return statement->run();
}

Result<std::int64_t> Database::integer(std::string_view sql) const
{
    auto statement = prepare(sql);
    if (!statement)
        return fail(statement.error());
    const auto row = statement->step();
    if (!row)
        return fail(row.error());
    return *row ? statement->integer(0) : 0;
}

Result<std::string> Database::text(std::string_view sql) const
{
    auto statement = prepare(sql);
    if (!statement)
        return fail(statement.error());
    const auto row = statement->step();
    if (!row)
        return fail(row.error());
    return *row ? std::string(statement->text(0)) : std::string();
}

Database::Watch::Watch(sqlite3* database, std::function<bool()> goOn)
    : m_database(database), m_goOn(std::move(goOn))
{
    constexpr int kInstructions = 10000; // some hundred microseconds
    sqlite3_progress_handler(
        m_database, kInstructions, [](void* watch) { return static_cast<Watch*>(watch)->m_goOn() ? 0 : 1; },
        this);
}

Database::Watch::~Watch()
{
    sqlite3_progress_handler(m_database, 0, nullptr, nullptr);
}

std::unique_ptr<Database::Watch> Database::whileRunning(std::function<bool()> goOn) const
{
    return std::make_unique<Watch>(m_database.get(), std::move(goOn));
}

bool Database::isReadOnly() const
{
    return sqlite3_db_readonly(m_database.get(), "main") != 0;
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(m_database.get()) == 0;
}

std::string Database::walFile() const
{
    return sqlite3_filename_wal(sqlite3_db_filename(m_database.get(), "main"));
}

} // namespace keyrite::log
