// What the log costs beyond the least it could: an insert and commit of the same bytes, and reading and
// hashing the same bytes. KEYRITE_BENCH_ENTRIES sets the size of the log that is read (default 20000; the
// full run has 1000000); KEYRITE_BENCH_FOLDER the folder on the disk to be measured (default: the system's
// folder for temporary files); KEYRITE_BENCH_ROOM the log whose ceremonies are replayed.
#include "core/ceremony/builtin.h"
#include "core/ceremony/replay.h"
#include "core/log/merkle.h"
#include "core/log/store.h"
#include "core/log/verify.h"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <sqlite3.h>
#include <stdexcept>
#include <thread>
#include <unistd.h>

using namespace keyrite;
using namespace keyrite::log;
namespace fs = std::filesystem;

namespace {

std::uint64_t entriesToRead()
{
    const char* text = std::getenv("KEYRITE_BENCH_ENTRIES");
    return text == nullptr ? 20000 : std::strtoull(text, nullptr, 10);
}

// A folder of its own, gone with the object.
class Folder final
{
public:
    Folder()
    {
        const char* parent = std::getenv("KEYRITE_BENCH_FOLDER");
        m_path = (parent == nullptr ? fs::temp_directory_path() : fs::path(parent)) /
                 ("keyrite-log-bench-" + std::to_string(::getpid()) + "-" + std::to_string(s_count++));
        fs::create_directories(m_path);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(m_path); }
    fs::path file(const char* name) const { return m_path / name; }

private:
    inline static int s_count = 0;
    fs::path m_path;
};

// Its body has 400 bytes, as a step's entry has.
Entry typicalEntry(std::uint64_t number)
{
    Entry entry{.time = TimePoint{std::chrono::milliseconds{1795342530123 +
                                                            static_cast<std::int64_t>(number) * 1000}},
                .ceremony = "KC-2026-" + std::to_string(1000 + number / 200),
                .step = "issue-" + std::to_string(number % 40),
                .kind = number % 3 == 0   ? "share.issued"
                        : number % 3 == 1 ? "step.started"
                                          : "step.done",
                .actor = "Custodian " + std::to_string(number % 12),
                .role = "administrator",
                .data = {{"fingerprint", "3b9f 10c4 77ae e205"}, {"sheet", number % 9}}};
    entry.data["note"] = "";
    entry.seq = number;
    const std::size_t size = canonicalBody(entry).value().size();
    entry.data["note"] = std::string(size < 400 ? 400 - size : 0, 'n');
    return entry;
}

template <typename T>
T need(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().message);
    return std::move(*result);
}

// The log that is read, made once.
const fs::path& bigLog()
{
    static const Folder folder;
    static const fs::path file = [] {
        Store store = need(Store::create(folder.file("big.log")));
        std::vector<Entry> batch;
        for (std::uint64_t i = 0; i < entriesToRead(); ++i) {
            batch.push_back(typicalEntry(i));
            if (batch.size() == 10000 || i + 1 == entriesToRead())
                need(store.append(std::exchange(batch, {})));
        }
        return folder.file("big.log");
    }();
    return file;
}

class Sqlite final
{
public:
    explicit Sqlite(const fs::path& file) { check(sqlite3_open(file.c_str(), &m_database)); }
    Sqlite(const Sqlite&) = delete;
    Sqlite& operator=(const Sqlite&) = delete;
    ~Sqlite() { sqlite3_close(m_database); }
    void run(const char* sql) { check(sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr)); }
    sqlite3_stmt* prepare(const char* sql)
    {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(m_database, sql, -1, &statement, nullptr));
        return statement;
    }

private:
    static void check(int code)
    {
        if (code != SQLITE_OK)
            throw std::runtime_error(sqlite3_errstr(code));
    }
    sqlite3* m_database = nullptr;
};

// Floor of an append: the same body into a bare table, prepared statement, same durability.
void BM_BareInsertCommit(benchmark::State& state)
{
    const Folder folder;
    Sqlite database(folder.file("bare.db"));
    database.run("PRAGMA journal_mode=WAL");
    database.run("PRAGMA synchronous=FULL");
    database.run("CREATE TABLE bare(seq INTEGER PRIMARY KEY, body TEXT NOT NULL)");
    sqlite3_stmt* insert = database.prepare("INSERT INTO bare VALUES (?1, ?2)");
    std::uint64_t number = 0;
    while (state.KeepRunning()) {
        state.PauseTiming();
        const std::string body = need(canonicalBody(typicalEntry(number)));
        state.ResumeTiming();
        sqlite3_bind_int64(insert, 1, static_cast<sqlite3_int64>(number++));
        sqlite3_bind_text(insert, 2, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
        sqlite3_step(insert); // its own transaction
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
}
BENCHMARK(BM_BareInsertCommit)->UseRealTime();

void BM_AppendCommit(benchmark::State& state)
{
    const Folder folder;
    Store store = need(Store::create(folder.file("room.log")));
    std::uint64_t number = 0;
    while (state.KeepRunning()) {
        state.PauseTiming();
        std::vector<Entry> entry{typicalEntry(number++)};
        state.ResumeTiming();
        need(store.append(std::move(entry)));
    }
}
BENCHMARK(BM_AppendCommit)->UseRealTime();

// Floor of a verification: every body read and hashed, and nothing else.
void BM_SelectAndSha256(benchmark::State& state)
{
    Sqlite database(bigLog());
    while (state.KeepRunning()) {
        sqlite3_stmt* select = database.prepare("SELECT body FROM entry ORDER BY seq");
        while (sqlite3_step(select) == SQLITE_ROW) {
            const auto* body = static_cast<const std::uint8_t*>(sqlite3_column_blob(select, 0));
            benchmark::DoNotOptimize(
                crypto::sha256(ByteView(body, static_cast<std::size_t>(sqlite3_column_bytes(select, 0)))));
        }
        sqlite3_finalize(select);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(entriesToRead()) * state.iterations());
}
BENCHMARK(BM_SelectAndSha256)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);

// The same log with a signed checkpoint would add one Ed25519 verification, some 100 us, for each.
void verifyBigLog(benchmark::State& state, bool checkFile)
{
    const Store store = need(Store::openReadOnly(bigLog()));
    VerifyOptions options;
    options.checkFile = checkFile;
    options.threads = static_cast<unsigned>(state.range(0));
    while (state.KeepRunning())
        if (const VerifyReport report = need(verify(store, options)); !report.sound())
            throw std::runtime_error(report.findings.front().error.message);
    state.SetItemsProcessed(static_cast<std::int64_t>(entriesToRead()) * state.iterations());
}

// 1, 2, 4 ... threads, as far as there are cores.
void upToAllCores(benchmark::internal::Benchmark* bench)
{
    for (unsigned threads = 1; threads <= std::max(1U, std::thread::hardware_concurrency()); threads *= 2)
        bench->Arg(threads);
}

// Tree, stored hashes and the canonical form of every body.
void BM_VerifyTree(benchmark::State& state)
{
    verifyBigLog(state, false);
}
BENCHMARK(BM_VerifyTree)
    ->Apply(upToAllCores)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

// The same and SQLite's check of its pages and indexes.
void BM_VerifyAll(benchmark::State& state)
{
    verifyBigLog(state, true);
}
BENCHMARK(BM_VerifyAll)
    ->Apply(upToAllCores)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

// Replay alone, of the log of a room that KEYRITE_BENCH_ROOM names (a rehearsal's log.keyrite): its entries
// are those of real ceremonies, which typicalEntry()'s are not.
void BM_Replay(benchmark::State& state)
{
    const char* file = std::getenv("KEYRITE_BENCH_ROOM");
    if (file == nullptr)
        return state.SkipWithError("KEYRITE_BENCH_ROOM names no log");
    const Store store = need(Store::openReadOnly(file));
    while (state.KeepRunning())
        if (const auto report = need(ceremony::replay(store, ceremony::procedureWithHash));
            !report.findings.empty())
            throw std::runtime_error(report.findings.front().error.message);
    state.SetItemsProcessed(static_cast<std::int64_t>(store.size()) * state.iterations());
}
BENCHMARK(BM_Replay)->UseRealTime()->Unit(benchmark::kMillisecond);

void BM_OpenForAppend(benchmark::State& state)
{
    bigLog();
    while (state.KeepRunning())
        benchmark::DoNotOptimize(need(Store::openForAppend(bigLog())).size());
}
BENCHMARK(BM_OpenForAppend)->UseRealTime()->Unit(benchmark::kMicrosecond);

} // namespace
