// What the log costs beyond the least it could: an insert and commit of the same bytes, and reading and
// hashing the same bytes. Length and place of the log that is read: big_log.h; KEYRITE_BENCH_FOLDER is also
// the disk on which appends are measured.
#include "core/log/canonical.h"
#include "core/log/verify.h"
#include "tests/bench/big_log.h"

#include <benchmark/benchmark.h>
#include <sqlite3.h>
#include <thread>
#include <unistd.h>

using namespace keyrite;
using namespace keyrite::bench;
using namespace keyrite::log;
namespace fs = std::filesystem;

namespace {

// A folder of its own, gone with the object.
class Folder final
{
public:
    Folder()
    {
        m_path = benchFolder() /
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

const fs::path& stepsLog()
{
    static const fs::path file = keptLog("steps", typicalEntry);
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

// Every body read and hashed, and what `also` does with it.
template <typename Also>
void selectAndSha256(benchmark::State& state, Also also)
{
    Sqlite database(stepsLog());
    while (state.KeepRunning()) {
        sqlite3_stmt* select = database.prepare("SELECT body FROM entry ORDER BY seq");
        while (sqlite3_step(select) == SQLITE_ROW) {
            const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(select, 0));
            const ByteView body(bytes, static_cast<std::size_t>(sqlite3_column_bytes(select, 0)));
            benchmark::DoNotOptimize(crypto::sha256(body));
            also(body);
        }
        sqlite3_finalize(select);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(entriesOfBigLog()) * state.iterations());
}

// Floor of a verification.
void BM_SelectAndSha256(benchmark::State& state)
{
    selectAndSha256(state, [](ByteView) {});
}
BENCHMARK(BM_SelectAndSha256)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);

// How much of a verification is neither tree nor signatures: whether each body is in canonical form.
void BM_SelectSha256AndCanonicalForm(benchmark::State& state)
{
    selectAndSha256(state, [](ByteView body) {
        benchmark::DoNotOptimize(scanBody({reinterpret_cast<const char*>(body.data()), body.size()}));
    });
}
BENCHMARK(BM_SelectSha256AndCanonicalForm)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

// The same log with a signed checkpoint would add one Ed25519 verification, some 100 us, for each.
void verifyLog(benchmark::State& state, bool checkFile)
{
    const Store store = need(Store::openReadOnly(stepsLog()));
    VerifyOptions options;
    options.checkFile = checkFile;
    options.threads = static_cast<unsigned>(state.range(0));
    while (state.KeepRunning())
        if (const VerifyReport report = need(verify(store, options)); !report.sound())
            throw std::runtime_error(report.findings.front().error.message);
    state.SetItemsProcessed(static_cast<std::int64_t>(entriesOfBigLog()) * state.iterations());
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
    verifyLog(state, false);
}
BENCHMARK(BM_VerifyTree)
    ->Apply(upToAllCores)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

// The same and SQLite's check of its pages and indexes.
void BM_VerifyAll(benchmark::State& state)
{
    verifyLog(state, true);
}
BENCHMARK(BM_VerifyAll)
    ->Apply(upToAllCores)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void BM_OpenForAppend(benchmark::State& state)
{
    stepsLog();
    while (state.KeepRunning())
        benchmark::DoNotOptimize(need(Store::openForAppend(stepsLog())).size());
}
BENCHMARK(BM_OpenForAppend)->UseRealTime()->Unit(benchmark::kMicrosecond);

} // namespace
