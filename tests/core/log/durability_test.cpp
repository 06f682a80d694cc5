// What a log must survive. The short form runs with all tests; the long one, a thousand kills, is
//   QTEST_FUNCTION_TIMEOUT=7200000 KEYRITE_KILLS=1000 build/release/tests/core/log/log_durability_test
//   killedAmongReaders
#include "core/log/store.h"
#include "core/log/verify.h"
#include "tests/core/log/sample_log.h"
#include "tests/test_main.h"

#include <QTemporaryDir>
#include <csignal>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

using namespace keyrite;
using namespace keyrite::log;
using test::sampleEntry;
namespace fs = std::filesystem;

namespace {

constexpr int kReaders = 3;
constexpr int kRoundsALog = 25; // then a new log, so that verifying it stays quick

int killsWanted()
{
    const char* text = std::getenv("KEYRITE_KILLS");
    return text == nullptr ? 6 : std::atoi(text);
}

// In a child: two entries a transaction, each told once it was acknowledged; now and then a checkpoint.
[[noreturn]] void appendForever(const fs::path& file, const test::AuditKey& key, int pipe)
{
    auto store = Store::openForAppend(file);
    for (int i = 0; store; ++i) {
        if (!store->append({sampleEntry("step.done", i), sampleEntry("step.started", i)}) ||
            (i % 5 == 4 && !store->addCheckpoint(store->size(), key.sign(store->size(), store->root()))) ||
            ::write(pipe, "x", 1) != 1)
            break;
    }
    ::_exit(1);
}

// In a child: reads until it is killed; ends by itself only where it sees what must not be. One piece, and no
// check of the file, so that it looks often.
[[noreturn]] void readForever(const fs::path& file, const test::AuditKey& key)
{
    std::uint64_t seen = 0;
    for (;;) {
        const auto store = Store::openReadOnly(file);
        if (!store)
            continue; // between two writers a reader may come too early
        if (store->size() < seen)
            ::_exit(2);
        seen = store->size();
        const auto report =
            verify(*store, {.key = key.verifier(), .checkpoints = {}, .checkFile = false, .threads = 1});
        if (report && (!report->sound() || report->entries < seen))
            ::_exit(3);
    }
}

template <typename Work>
pid_t inChild(Work work)
{
    const pid_t child = ::fork();
    if (child == 0)
        work();
    return child;
}

// Kills it and answers whether it was still at work.
bool killed(pid_t child)
{
    int status = 0;
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

void copyLog(const fs::path& from, const fs::path& to)
{
    fs::copy_file(from, to, fs::copy_options::overwrite_existing);
    fs::copy_file(from.string() + "-wal", to.string() + "-wal", fs::copy_options::overwrite_existing);
    fs::remove(to.string() + "-shm");
}

} // namespace

class DurabilityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    // kill -9 at any instant, while several readers look on: nothing that was acknowledged is lost, nothing
    // half done is there, the log verifies, and no reader ever saw anything else.
    void killedAmongReaders()
    {
        const int kills = killsWanted();
        std::mt19937 random(1); // the same rounds in every run; the instants are the scheduler's
        std::uint64_t acknowledgedInAll = 0;
        for (int round = 0; round < kills; ++round) {
            if (round % kRoundsALog == 0)
                startLog();
            std::array<pid_t, kReaders> readers{};
            for (pid_t& reader : readers)
                reader = inChild([&] { readForever(path(), m_key); });
            const std::uint64_t before = Store::openReadOnly(path())->size();
            const std::uint64_t acknowledged = 2 * appendAndKill(random() % 20);
            for (const pid_t reader : readers)
                QVERIFY2(killed(reader), "a reader saw a log that does not hold");
            checkAfterKill(before + acknowledged);
            acknowledgedInAll += acknowledged;
        }
        qInfo("%d kills, %llu acknowledged entries, none lost, every log sound", kills,
              static_cast<unsigned long long>(acknowledgedInAll));
    }

    // A write-ahead file that ends anywhere: whole transactions only, never fewer than a shorter one gave,
    // and what is there verifies.
    void aHalfWrittenWriteAheadFile()
    {
        Store store = Store::create(path()).value();
        for (int i = 0; i < 12; ++i)
            store.append({sampleEntry("step.done", i), sampleEntry("step.started", i)}).value();
        const auto length = fs::file_size(path().string() + "-wal");
        std::uint64_t last = 0;
        for (std::uintmax_t cut = 0; cut <= length;
             cut += cut == length ? 1 : std::min<std::uintmax_t>(3001, length - cut)) {
            copyLog(path(), path("cut.log"));
            fs::resize_file(path("cut.log").string() + "-wal", cut);
            Store reopened = Store::openForAppend(path("cut.log")).value();
            QVERIFY(reopened.size() % 2 == 0 && reopened.size() >= last);
            last = reopened.size();
            QVERIFY(verify(reopened, {.threads = 1})->sound());
            QVERIFY(reopened.append({sampleEntry()}));
        }
        QCOMPARE(last, std::uint64_t{24});
    }

    // Bytes of the write-ahead file that a failing disk changed: SQLite's checksums end the log there.
    void aDamagedWriteAheadFile()
    {
        Store store = Store::create(path()).value();
        for (int i = 0; i < 6; ++i)
            store.append({sampleEntry("step.done", i)}).value();
        QFile wal(QString::fromStdString(path().string() + "-wal"));
        QVERIFY(wal.open(QIODevice::ReadOnly));
        const QByteArray bytes = wal.readAll();
        for (qsizetype at = 0; at < bytes.size(); at += 1571) {
            copyLog(path(), path("cut.log"));
            QByteArray changed = bytes;
            changed[at] = static_cast<char>(changed[at] ^ 0x10);
            QFile out(QString::fromStdString(path("cut.log").string() + "-wal"));
            QVERIFY(out.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
                    out.write(changed) == changed.size());
            out.close();
            const auto reopened = Store::openReadOnly(path("cut.log"));
            QVERIFY(!reopened || (reopened->size() <= 6 && verify(*reopened, {.threads = 1})->sound()));
        }
    }

    // A second process is refused, and told who is there.
    void aSecondProcess()
    {
        const Store store = Store::create(path()).value();
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const pid_t child = inChild([&] {
            const auto second = Store::openForAppend(path());
            const std::string answer = second ? "taken" : second.error().message;
            const bool told = !second && second.error().code == ErrorCode::LogInUse &&
                              ::write(ends[1], answer.data(), answer.size()) > 0;
            ::_exit(told ? 0 : 1);
        });
        int status = 0;
        ::waitpid(child, &status, 0);
        QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        std::array<char, 1000> answer{};
        QVERIFY(::read(ends[0], answer.data(), answer.size() - 1) > 0);
        const std::string expected = "(process " + std::to_string(::getpid()) + ")";
        QVERIFY2(std::string(answer.data()).find(expected) != std::string::npos, answer.data());
        ::close(ends[0]);
        ::close(ends[1]);
    }

    // The clock goes back: nothing is refused and nothing lost, and verify says it.
    void theClockSetBack()
    {
        Store store = Store::create(path()).value();
        Entry late = sampleEntry();
        late.time += std::chrono::hours{5};
        store.append({late, sampleEntry()}).value();
        const VerifyReport report = verify(store, {.threads = 1}).value();
        QVERIFY(report.sound());
        QCOMPARE(report.entries, std::uint64_t{2});
        QCOMPARE(report.remarks.size(), std::size_t{1});
        QCOMPARE(report.remarks.front().seq, std::optional<std::uint64_t>(1));
    }

private:
    fs::path path(const char* name = "room.log") const
    {
        return m_folder->filePath(QString::fromLatin1(name)).toStdString();
    }

    // Of nearly a block, so that the search index is written for the first time while writers are killed.
    void startLog()
    {
        init();
        std::vector<Entry> entries{sampleEntry("log.opened")};
        entries.front().data["vkey"] = m_key.verifier().text();
        for (int i = 0; i < 1000; ++i)
            entries.push_back(sampleEntry("step.done", i));
        Store::create(path()).value().append(std::move(entries)).value();
    }

    void checkAfterKill(std::uint64_t least) const
    {
        Store store = Store::openForAppend(path()).value();
        QVERIFY(store.size() >= least);
        QCOMPARE(store.size() % 2, std::uint64_t{1}); // the first entry, and whole transactions
        const VerifyReport report = verify(store, {.key = m_key.verifier(), .threads = 1}).value();
        QVERIFY2(report.sound(), report.sound() ? "" : report.findings.front().error.message.c_str());
        QCOMPARE(report.entries, store.size());
    }

    // Kills the writer once at least `count` transactions were acknowledged; answers how many were.
    std::uint64_t appendAndKill(std::uint64_t count) const
    {
        int ends[2];
        if (::pipe(ends) != 0)
            throw std::runtime_error("no pipe");
        const pid_t writer = inChild([&] { appendForever(path(), m_key, ends[1]); });
        ::close(ends[1]);
        std::uint64_t acknowledged = 0;
        char mark = 0;
        while (acknowledged < count && ::read(ends[0], &mark, 1) == 1)
            ++acknowledged;
        killed(writer);
        while (::read(ends[0], &mark, 1) == 1)
            ++acknowledged;
        ::close(ends[0]);
        return acknowledged;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    test::AuditKey m_key{test::kOrigin};
};

KEYRITE_TEST_MAIN(DurabilityTest)
#include "durability_test.moc"
