// A small log for tests, and a hand that changes it as somebody with write access to the file could.
#pragma once

#include "core/log/merkle.h"
#include "core/log/store.h"
#include "tests/core/log/audit_key.h"

#include <algorithm>
#include <sqlite3.h>

namespace keyrite::test {

inline constexpr const char* kOrigin = "keyrite.example/room-1";

inline log::Entry sampleEntry(const std::string& kind = "step.done", int number = 0)
{
    return {.time = fromIsoTime("2026-11-22T10:15:30.123Z").value(),
            .ceremony = number < 10 ? "KC-2026-0001" : "KC-2026-0002",
            .step = "step-" + std::to_string(number),
            .kind = kind,
            .actor = number % 2 == 0 ? "Ada" : "Ben",
            .role = "administrator",
            .data = {{"number", number}}};
}

// Entry 0 names the audit key; `mark` makes the bodies of two logs differ.
inline std::vector<log::Entry> sampleEntries(const log::VerifierKey& key, int count,
                                             const std::string& mark = "a")
{
    std::vector<log::Entry> entries{sampleEntry("log.opened")};
    entries.front().data["vkey"] = key.text();
    for (int i = 1; i < count; ++i) {
        entries.push_back(sampleEntry("step.done", i));
        entries.back().data["mark"] = mark;
    }
    return entries;
}

// A closed log with a stored checkpoint at each of the rising sizes.
inline void makeLog(const std::filesystem::path& file, const AuditKey& key, int count,
                    const std::vector<std::uint64_t>& checkpoints, const std::string& mark = "a")
{
    log::Store store = log::Store::create(file).value();
    std::vector<log::Entry> pending;
    for (log::Entry& entry : sampleEntries(key.verifier(), count, mark)) {
        pending.push_back(std::move(entry));
        const std::uint64_t size = store.size() + pending.size();
        const bool sign = std::find(checkpoints.begin(), checkpoints.end(), size) != checkpoints.end();
        if (sign || size == static_cast<std::uint64_t>(count))
            store.append(std::exchange(pending, {})).value();
        if (sign && !store.addCheckpoint(size, key.sign(size, store.root())))
            throw std::runtime_error("no checkpoint");
    }
}

// The root over the bodies as they lie in the file.
inline crypto::Digest rootOfBodies(const log::Store& store)
{
    log::CompactRange range;
    const auto read = store.forEachBody([&](std::int64_t, std::string_view body) {
        range.append(log::leafHash(asBytes(body)));
        return true;
    });
    return read ? range.root() : crypto::Digest{};
}

// SQL straight at the file, triggers in place; answers whether SQLite took it.
inline bool takes(const std::filesystem::path& file, const char* sql)
{
    sqlite3* database = nullptr;
    sqlite3_open(file.c_str(), &database);
    const bool taken = sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    return taken;
}

// Runs SQL on the file with the triggers out of the way, and puts them back.
class Intruder final
{
public:
    explicit Intruder(const std::filesystem::path& file)
    {
        check(sqlite3_open(file.c_str(), &m_database));
        run("PRAGMA synchronous=OFF");
        m_triggers = rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
        for (const auto& trigger : m_triggers)
            run("DROP TRIGGER " + trigger.at(0));
    }
    Intruder(const Intruder&) = delete;
    Intruder& operator=(const Intruder&) = delete;
    ~Intruder()
    {
        for (const auto& trigger : m_triggers)
            sqlite3_exec(m_database, trigger.at(1).c_str(), nullptr, nullptr, nullptr);
        sqlite3_close(m_database);
    }

    void run(const std::string& sql)
    {
        check(sqlite3_exec(m_database, sql.c_str(), nullptr, nullptr, nullptr));
    }

    // `sql` has parameters ?1 (text) and ?2 (blob), each used or not.
    void run(const std::string& sql, const std::string& text, ByteView blob = {})
    {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(m_database, sql.c_str(), -1, &statement, nullptr));
        sqlite3_bind_text64(statement, 1, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
        sqlite3_bind_blob64(statement, 2, blob.data(), blob.size(), SQLITE_STATIC);
        const int code = sqlite3_step(statement);
        sqlite3_finalize(statement);
        check(code == SQLITE_DONE ? SQLITE_OK : code);
    }

    std::vector<std::vector<std::string>> rows(const std::string& sql)
    {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(m_database, sql.c_str(), -1, &statement, nullptr));
        std::vector<std::vector<std::string>> found;
        while (sqlite3_step(statement) == SQLITE_ROW) {
            std::vector<std::string>& row = found.emplace_back();
            for (int i = 0; i < sqlite3_column_count(statement); ++i) {
                const void* bytes = sqlite3_column_blob(statement, i);
                row.emplace_back(static_cast<const char*>(bytes),
                                 static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
            }
        }
        sqlite3_finalize(statement);
        return found;
    }

    // Name and SQL of each trigger.
    std::vector<std::pair<std::string, std::string>> triggers() const
    {
        std::vector<std::pair<std::string, std::string>> found;
        for (const auto& trigger : m_triggers)
            found.emplace_back(trigger.at(0), trigger.at(1));
        return found;
    }

    // Leaves one trigger away for good.
    void forget(const std::string& name)
    {
        std::erase_if(m_triggers, [&](const auto& trigger) { return trigger.at(0) == name; });
    }

    // Leaves the triggers away for good.
    void forgetTriggers() { m_triggers.clear(); }

    // What a skilled intruder does after changing bodies: every stored hash made to fit.
    void rehash()
    {
        log::CompactRange range;
        for (const auto& row : rows("SELECT body, seq FROM entry ORDER BY seq")) {
            const auto& completed = range.append(log::leafHash(asBytes(row.at(0))));
            run("UPDATE entry SET tree = ?2 WHERE seq = CAST(?1 AS INTEGER)", row.at(1),
                {completed.front().data(), completed.size() * 32});
        }
    }

private:
    static void check(int code)
    {
        if (code != SQLITE_OK)
            throw std::runtime_error(sqlite3_errstr(code));
    }
    sqlite3* m_database = nullptr;
    std::vector<std::vector<std::string>> m_triggers;
};

} // namespace keyrite::test
