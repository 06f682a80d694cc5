#include "core/log/store.h"
#include "tests/core/log/sample_log.h"
#include "tests/test_main.h"

#include <QTemporaryDir>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace keyrite;
using namespace keyrite::log;
using test::rootOfBodies;
using test::sampleEntry;
using test::takes;
namespace fs = std::filesystem;

namespace {

std::vector<std::uint64_t> numbers(const Result<std::vector<Entry>>& entries)
{
    std::vector<std::uint64_t> found;
    for (const Entry& entry : entries.value())
        found.push_back(entry.seq);
    return found;
}

void writeFile(const fs::path& file, const QByteArray& bytes)
{
    QFile out(QString::fromStdString(file.string()));
    if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate) || out.write(bytes) != bytes.size())
        throw std::runtime_error("no file");
}

} // namespace

class StoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void appendReopenAndReadBack()
    {
        Digest root{};
        {
            Store store = Store::create(path()).value();
            QCOMPARE(store.size(), std::uint64_t{0});
            QVERIFY(store.root() == emptyRoot());
            QCOMPARE(store.append({sampleEntry("log.opened")}).value().front().seq, std::uint64_t{0});
            std::vector<Entry> more;
            for (int i = 1; i < 20; ++i)
                more.push_back(sampleEntry("step.done", i));
            QCOMPARE(store.append(more).value().back().seq, std::uint64_t{19});
            QVERIFY(store.append({}).value().empty());
            root = store.root();
            QVERIFY(root == rootOfBodies(store));
        }
        Store store = Store::openForAppend(path()).value();
        QCOMPARE(store.size(), std::uint64_t{20});
        QVERIFY(store.root() == root);
        QCOMPARE(store.entry(19)->step, std::string("step-19"));
        QCOMPARE(store.entry(20).error().code, ErrorCode::NotFound);
        QVERIFY(store.append({sampleEntry()}));
        QVERIFY(store.root() == rootOfBodies(store));
    }

    void theFileIsTheOwnersAndAlone()
    {
        {
            Store store = Store::create(path()).value();
            QVERIFY(store.append({sampleEntry()}));
            for (const auto& file : fs::directory_iterator(folder()))
                QVERIFY((fs::status(file).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
                        fs::perms::none);
        }
        struct stat status = {};
        QCOMPARE(::stat(path().c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777U, 0600U);
        for (const auto& file : fs::directory_iterator(folder()))
            QCOMPARE(file.path().filename().string(), std::string("room.log"));
        QVERIFY(Store::openReadOnly(path()));
        for (const auto& file : fs::directory_iterator(folder()))
            QVERIFY(file.path() == path() || file.path().extension() == ".log-wal" ||
                    file.path().extension() == ".log-shm");
    }

    void aNewLogReplacesNothing()
    {
        writeFile(path(), "something");
        QCOMPARE(Store::create(path()).error().code, ErrorCode::IoFailed);
        QCOMPARE(Store::create(folder() / "none" / "room.log").error().code, ErrorCode::IoFailed);
        writeFile(folder() / "new.log-wal", "left behind");
        QCOMPARE(Store::create(folder() / "new.log").error().code, ErrorCode::IoFailed);
        QVERIFY(!fs::exists(folder() / "new.log"));
    }

    void namesWithOddCharacters()
    {
        for (const char* name : {"a%20b.log", "what?.log", "#1.log", "Zoë's log", "a b&c=d.log"}) {
            Store::create(folder() / name).value().append({sampleEntry()}).value();
            QCOMPARE(Store::openReadOnly(folder() / name)->size(), std::uint64_t{1});
        }
    }

    void aRefusedEntryAppendsNothing()
    {
        Store store = Store::create(path()).value();
        store.append({sampleEntry()}).value();
        const Digest root = store.root();
        Entry bad = sampleEntry();
        bad.data["ratio"] = 0.5;
        QCOMPARE(store.append({sampleEntry(), bad}).error().code, ErrorCode::EntryInvalid);
        QCOMPARE(store.size(), std::uint64_t{1});
        QVERIFY(store.root() == root);
        QVERIFY(store.append({sampleEntry()}));
        QCOMPARE(Store::openReadOnly(path())->size(), std::uint64_t{2});
    }

    void aSecondWriterIsRefusedAndReadersAreNot()
    {
        auto store = std::make_unique<Store>(Store::create(path()).value());
        QVERIFY(store->append({sampleEntry()}));
        QCOMPARE(Store::openForAppend(path()).error().code, ErrorCode::LogInUse);
        QCOMPARE(inAnotherProcess([&] { return Store::openForAppend(path()).error().code; }),
                 ErrorCode::LogInUse);
        QCOMPARE(inAnotherProcess([&] {
                     return Store::openReadOnly(path())->size() == 1 ? ErrorCode::Cancelled
                                                                     : ErrorCode::Internal;
                 }),
                 ErrorCode::Cancelled);
        Store reader = Store::openReadOnly(path()).value();
        QCOMPARE(reader.size(), std::uint64_t{1});
        QVERIFY(store->append({sampleEntry()}));
        QCOMPARE(reader.size(), std::uint64_t{1});
        QVERIFY(reader.refresh());
        QCOMPARE(reader.size(), std::uint64_t{2});
        QVERIFY(reader.root() == store->root());
        QCOMPARE(reader.append({sampleEntry()}).error().code, ErrorCode::InvalidArgument);
        QVERIFY(!reader.addCheckpoint(0, m_key.sign(0, emptyRoot())));
        store.reset();
        QVERIFY(Store::openForAppend(path()));
    }

    void twoLogsInOneFolderDoNotLockEachOther()
    {
        const Store one = Store::create(path()).value();
        QVERIFY(Store::create(folder() / "other.log"));
    }

    void triggersRefuse()
    {
        test::makeLog(path(), m_key, 5, {3});
        for (const char* sql :
             {"UPDATE entry SET body = '{}' WHERE seq = 1", "DELETE FROM entry WHERE seq = 4",
              "DELETE FROM entry", "INSERT INTO entry(seq, body, tree) VALUES (9, '{}', x'')",
              "INSERT INTO entry(seq, body, tree) VALUES (-1, '{}', x'')",
              "INSERT OR REPLACE INTO entry(seq, body, tree) VALUES (1, '{}', x'')",
              "INSERT INTO entry(body, tree) VALUES ('{}', x'')", "UPDATE checkpoint SET size = 4",
              "DELETE FROM checkpoint", "REPLACE INTO checkpoint(size, note) VALUES (3, 'x')",
              "INSERT INTO entry(seq, body, tree) VALUES (5, 'no JSON', x'')",
              "INSERT INTO entry(seq, body, tree) VALUES (5, NULL, x'')"})
            QVERIFY2(!takes(path(), sql), sql);
        QVERIFY(takes(path(), "SELECT * FROM entry"));
        QVERIFY(Store::openForAppend(path()));
    }

    // Somebody adds a row by hand, behind the writer's back.
    void aMeddlerIsNoticed()
    {
        Store store = Store::create(path()).value();
        store.append({sampleEntry()}).value();
        QVERIFY(takes(path(), "INSERT INTO entry(seq, body, tree) VALUES (1, '{}', x'')"));
        QCOMPARE(store.append({sampleEntry()}).error().code, ErrorCode::LogNotSound);
    }

    void filters()
    {
        Store store = Store::create(path()).value();
        std::vector<Entry> entries;
        entries.reserve(20);
        for (int i = 0; i < 20; ++i)
            entries.push_back(sampleEntry(i % 5 == 0   ? "share.issued"
                                          : i % 5 == 1 ? "share.proven"
                                                       : "step.done",
                                          i));
        store.append(entries).value();
        using Numbers = std::vector<std::uint64_t>;
        QCOMPARE(numbers(store.entries({})).size(), std::size_t{20});
        QCOMPARE(numbers(store.entries({}, 18)), (Numbers{18, 19}));
        QCOMPARE(numbers(store.entries({}, 0, 2)), (Numbers{0, 1}));
        QCOMPARE(numbers(store.entries({}, UINT64_MAX)), Numbers{});
        QCOMPARE(numbers(store.entries({"", "share.issued", ""})), (Numbers{0, 5, 10, 15}));
        QCOMPARE(numbers(store.entries({"", "share.", ""}, 6)), (Numbers{6, 10, 11, 15, 16}));
        QCOMPARE(numbers(store.entries({"", "share", ""})), Numbers{});
        QCOMPARE(numbers(store.entries({"KC-2026-0002", "share.", "Ada"})), (Numbers{10, 16}));
        QCOMPARE(numbers(store.entries({"", "", "Nobody"})), Numbers{});
        QCOMPARE(store.body(3).value(), canonicalBody(store.entry(3).value()).value());
        int visits = 0;
        QVERIFY(store.forEachBody([&](std::int64_t, std::string_view) { return ++visits < 3; }));
        QCOMPARE(visits, 3);
    }

    void checkpointsAreOneForASizeAndFit()
    {
        test::makeLog(path(), m_key, 5, {});
        Store store = Store::openForAppend(path()).value();
        const Digest root = store.root();
        const std::string note = m_key.sign(5, root);
        QCOMPARE(store.addCheckpoint(5, "junk").error().code, ErrorCode::NoteMalformed);
        QCOMPARE(store.addCheckpoint(4, note).error().code, ErrorCode::CheckpointMismatch);
        QCOMPARE(store.addCheckpoint(4, m_key.sign(4, root)).error().code, ErrorCode::CheckpointMismatch);
        QCOMPARE(store.addCheckpoint(6, m_key.sign(6, root)).error().code, ErrorCode::CheckpointMismatch);
        QVERIFY(store.addCheckpoint(5, note));
        QVERIFY(store.addCheckpoint(5, note));
        const test::AuditKey other("keyrite.example/room-2");
        QCOMPARE(store.addCheckpoint(5, other.sign(5, root)).error().code, ErrorCode::CheckpointMismatch);
        QVERIFY(store.append({sampleEntry()}));
        QVERIFY(store.addCheckpoint(6, m_key.sign(6, store.root())));
        const auto stored = store.checkpoints().value();
        QCOMPARE(stored.size(), std::size_t{2});
        QCOMPARE(stored.front().note, note);
        QCOMPARE(stored.back().size, std::uint64_t{6});
    }

    // Opening looks at a number of rows that grows with the number of bits of the size, not with the size.
    void openingALongLog()
    {
        {
            Store store = Store::create(path()).value();
            std::vector<Entry> entries;
            entries.reserve(1023);
            for (int i = 0; i < 1023; ++i)
                entries.push_back(sampleEntry("step.done", i));
            store.append(entries).value();
        }
        Store store = Store::openForAppend(path()).value();
        QVERIFY(store.root() == rootOfBodies(store));
        store.append({sampleEntry(), sampleEntry()}).value();
        QVERIFY(store.root() == rootOfBodies(store));
    }

private:
    fs::path folder() const { return m_folder->path().toStdString(); }
    fs::path path() const { return folder() / "room.log"; }

    // What `ask` answers in a child process.
    template <typename Ask>
    static ErrorCode inAnotherProcess(Ask ask)
    {
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(static_cast<int>(ask()));
        int status = 0;
        ::waitpid(child, &status, 0);
        return static_cast<ErrorCode>(WEXITSTATUS(status));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    test::AuditKey m_key{test::kOrigin};
};

KEYRITE_TEST_MAIN(StoreTest)
#include "store_test.moc"
