#include "core/log/store.h"
#include "core/log/verify.h"
#include "tests/core/log/sample_log.h"
#include "tests/test_main.h"

#include <QProcess>
#include <QTemporaryDir>
#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace keyrite;
using namespace keyrite::log;
using test::Intruder;
using test::rootOfBodies;
using test::sampleEntry;
using test::takes;
namespace fs = std::filesystem;

namespace {

void writeFile(const fs::path& file, const QByteArray& bytes)
{
    QFile out(QString::fromStdString(file.string()));
    if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate) || out.write(bytes) != bytes.size())
        throw std::runtime_error("no file");
}

// Files of this process are limited to so many bytes for the life of the object.
class FileSizeLimit final
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        m_signal = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_signal);
    }

private:
    rlimit m_before{};
    void (*m_signal)(int);
};

// A small file system in memory, where the process may mount one.
class SmallDisk final
{
public:
    explicit SmallDisk(const fs::path& folder) : m_folder(folder)
    {
        fs::create_directories(folder);
        m_mounted = ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=1m") == 0;
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount(m_folder.c_str());
    }
    bool isMounted() const { return m_mounted; }
    bool makeReadOnly() const
    {
        return ::mount(nullptr, m_folder.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0;
    }

private:
    fs::path m_folder;
    bool m_mounted = false;
};

bool succeeds(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished() && process.exitStatus() == QProcess::NormalExit &&
           process.exitCode() == 0;
}

// An ext4 file system in a file, which the kernel makes read-only at the first error, as it does with a disk
// that fails; under open files, which a remount would refuse to do.
class FailingDisk final
{
public:
    explicit FailingDisk(const fs::path& folder)
        : m_folder(QString::fromStdString(folder.string())), m_image(m_folder + QStringLiteral(".ext4"))
    {
        fs::create_directories(folder);
        QFile image(m_image);
        m_mounted = image.open(QIODevice::WriteOnly) && image.resize(16 << 20) &&
                    succeeds(QStringLiteral("mkfs.ext4"), {QStringLiteral("-q"), m_image}) && mount();
    }
    FailingDisk(const FailingDisk&) = delete;
    FailingDisk& operator=(const FailingDisk&) = delete;
    ~FailingDisk() { unmount(); }

    bool isMounted() const { return m_mounted; }
    bool fail() const
    {
        QProcess where;
        where.start(QStringLiteral("findmnt"), {QStringLiteral("-no"), QStringLiteral("SOURCE"), m_folder});
        where.waitForFinished();
        const QString device = QString::fromUtf8(where.readAllStandardOutput()).trimmed().section(u'/', -1);
        QFile trigger(QStringLiteral("/sys/fs/ext4/") + device + QStringLiteral("/trigger_fs_error"));
        return trigger.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && trigger.write("test") == 4;
    }
    // fsck answers 1 where it mended something, which the error that was kept in the superblock is.
    bool mountAgain()
    {
        unmount();
        (void)succeeds(QStringLiteral("fsck.ext4"), {QStringLiteral("-fp"), m_image});
        return m_mounted = mount();
    }

private:
    bool mount() const
    {
        return succeeds(QStringLiteral("mount"),
                        {QStringLiteral("-o"), QStringLiteral("loop,errors=remount-ro"), m_image, m_folder});
    }
    void unmount()
    {
        if (std::exchange(m_mounted, false))
            succeeds(QStringLiteral("umount"), {m_folder});
    }

    QString m_folder;
    QString m_image;
    bool m_mounted = false;
};

// Appends until the disk is full; answers how many entries were acknowledged.
std::uint64_t fill(Store& store, ErrorCode& refusedWith)
{
    for (int i = 0; i < 10000; ++i) {
        Entry entry = sampleEntry("step.done", i);
        entry.data["filler"] = std::string(2000, 'x');
        const auto appended = store.append({std::move(entry)});
        if (appended)
            continue;
        refusedWith = appended.error().code;
        break;
    }
    return store.size();
}

// In a child: appends entries one by one and reports each one that was acknowledged.
[[noreturn]] void appendForever(const fs::path& file, int pipe)
{
    Store store = Store::openForAppend(file).value();
    for (int i = 0;; ++i)
        if (!store.append({sampleEntry("step.done", i), sampleEntry("step.started", i)}) ||
            ::write(pipe, "x", 1) != 1)
            ::_exit(1);
}

} // namespace

// The log against everything that a disk, a power cut or a hand can do to it.
class StoreDiskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    // The process dies without a word at any moment: all that was acknowledged is there, whole transactions
    // only, the lock is free, and the next append works.
    void killedWhileAppending()
    {
        Store::create(path()).value().append({sampleEntry("log.opened")}).value();
        std::uint64_t acknowledged = 0;
        for (int round = 0; round < 4; ++round) {
            acknowledged += 2 * appendAndKill(5 + round * 7);
            Store store = Store::openForAppend(path()).value();
            QVERIFY(store.size() >= 1 + acknowledged);
            QCOMPARE(store.size() % 2, std::uint64_t{1});
            QVERIFY(store.root() == rootOfBodies(store));
            acknowledged = store.size() - 1;
        }
    }

    void whatIsNoLogIsUnreadable()
    {
        const auto refused = [&] {
            const auto forAppend = Store::openForAppend(path());
            const auto readOnly = Store::openReadOnly(path());
            return !forAppend && !readOnly && forAppend.error().code == ErrorCode::LogUnreadable &&
                   readOnly.error().code == ErrorCode::LogUnreadable;
        };
        QVERIFY(refused()); // absent
        writeFile(path(), {});
        QVERIFY(refused());
        writeFile(path(), QByteArray(5000, 'x'));
        QVERIFY(refused());
        fs::remove(path());
        fs::create_directory(path());
        QVERIFY(refused());
        fs::remove(path());
        QVERIFY(takes(path(), "CREATE TABLE entry(seq, body)"));
        QVERIFY(refused());
        QVERIFY(takes(path(), "PRAGMA application_id=0x4B595254"));
        QVERIFY(refused());
        QVERIFY(takes(path(), "PRAGMA user_version=1"));
        QVERIFY(refused());
        fs::remove(path());
        test::makeLog(path(), m_key, 5, {});
        QVERIFY(takes(path(), "PRAGMA user_version=4"));
        QVERIFY(refused());
        QVERIFY(Store::openReadOnly(path()).error().message.find("newer version") != std::string::npos);
        for (const char* trial : {"PRAGMA user_version=1", "PRAGMA user_version=2"}) {
            QVERIFY(takes(path(), trial));
            QVERIFY(refused());
            QVERIFY(Store::openReadOnly(path()).error().message.find("trial version") != std::string::npos);
        }
        QVERIFY(takes(path(), "PRAGMA user_version=3"));
        QVERIFY(Store::openForAppend(path()));
        QVERIFY(takes(path(), "PRAGMA application_id=1"));
        QVERIFY(refused());
    }

    void aTruncatedFileIsRefusedOrReadAsFarAsItGoes()
    {
        test::makeLog(path(), m_key, 200, {200});
        const auto size = fs::file_size(path());
        for (const std::uintmax_t length :
             {size - 1, size - 4096, size / 2, std::uintmax_t{4096}, std::uintmax_t{100}}) {
            fs::copy_file(path(), folder() / "cut.log", fs::copy_options::overwrite_existing);
            fs::resize_file(folder() / "cut.log", length);
            const auto store = Store::openReadOnly(folder() / "cut.log");
            if (!store)
                QCOMPARE(store.error().code, ErrorCode::LogUnreadable);
            const auto forAppend = Store::openForAppend(folder() / "cut.log");
            QVERIFY(forAppend || !forAppend.error().message.empty());
        }
    }

    void aDamagedEndIsNotAppendedTo()
    {
        for (const char* sql :
             {"UPDATE entry SET body = replace(body, 'Ada', 'Eve') WHERE seq = 4",
              "UPDATE entry SET tree = zeroblob(32) WHERE seq = 4",
              "UPDATE entry SET tree = zeroblob(96) WHERE seq = 3",
              "UPDATE checkpoint SET note = replace(note, '=', 'A')", "DELETE FROM entry WHERE seq = 4",
              "UPDATE entry SET seq = 8 WHERE seq = 4", "CREATE INDEX more ON entry(kind)"}) {
            const fs::path file = folder() / "damaged.log";
            fs::remove(file);
            test::makeLog(file, m_key, 5, {5});
            Intruder(file).run(sql);
            const auto opened = Store::openForAppend(file);
            QVERIFY2(!opened && opened.error().code == ErrorCode::LogNotSound, sql);
            QVERIFY2(Store::openReadOnly(file), sql);
        }
    }

    // Nothing that was acknowledged is lost, nothing of the refused entry stays, and with space again the
    // same Store goes on.
    void aFullDisk()
    {
        Store store = Store::create(path()).value();
        ErrorCode refusedWith = ErrorCode::Internal;
        {
            const FileSizeLimit limit(400000);
            const std::uint64_t acknowledged = fill(store, refusedWith);
            QCOMPARE(refusedWith, ErrorCode::DiskFull);
            QVERIFY(acknowledged > 10);
            QCOMPARE(Store::openReadOnly(path())->size(), acknowledged);
            QVERIFY(Store::openReadOnly(path())->root() == store.root());
        }
        QVERIFY(store.append({sampleEntry()}));
        QVERIFY(store.root() == rootOfBodies(store));
    }

    void aFullFileSystem()
    {
        const SmallDisk disk(folder() / "disk");
        if (!disk.isMounted())
            QSKIP("SKIPPED: this process may not mount a file system; a full disk was tried by a size limit "
                  "only.");
        {
            Store store = Store::create(folder() / "disk" / "room.log").value();
            ErrorCode refusedWith = ErrorCode::Internal;
            writeFile(folder() / "disk" / "ballast", QByteArray(40000, 'x'));
            QVERIFY(fill(store, refusedWith) > 5);
            QCOMPARE(refusedWith, ErrorCode::DiskFull);
            fs::remove(folder() / "disk" / "ballast");
            QVERIFY(store.append({sampleEntry()}));
            QVERIFY(store.root() == rootOfBodies(store));
        }
        QFile ballast(QString::fromStdString((folder() / "disk" / "ballast").string()));
        QVERIFY(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (ballast.write(QByteArray(4096, 'x')) == 4096)
            continue;
        QCOMPARE(Store::create(folder() / "disk" / "more.log").error().code, ErrorCode::DiskFull);
        QVERIFY(!fs::exists(folder() / "disk" / "more.log"));
    }

    void readOnlyMedia()
    {
        const SmallDisk disk(folder() / "disk");
        if (!disk.isMounted())
            QSKIP("SKIPPED: this process may not mount a file system; reading from read-only media was not "
                  "tried.");
        test::makeLog(folder() / "disk" / "room.log", m_key, 5, {5});
        QVERIFY(disk.makeReadOnly());
        const Store store = Store::openReadOnly(folder() / "disk" / "room.log").value();
        QCOMPARE(store.size(), std::uint64_t{5});
        QVERIFY(store.root() == rootOfBodies(store));
        QCOMPARE(Store::openForAppend(folder() / "disk" / "room.log").error().code, ErrorCode::IoFailed);
    }

    // The disk fails while the log is open: what comes now is refused with a sentence and is nowhere, what
    // was recorded can be read and is there afterwards, and the same file goes on once the disk is well.
    void aDiskThatBecomesReadOnly()
    {
        FailingDisk disk(folder() / "failing");
        if (!disk.isMounted())
            QSKIP(
                "SKIPPED: this process may not mount a file system of its own; a disk that becomes read-only "
                "under an open log was not tried.");
        const fs::path file = folder() / "failing" / "room.log";
        crypto::Digest root{};
        {
            Store store = Store::create(file).value();
            for (int i = 0; i < 20; ++i)
                QVERIFY(store.append({sampleEntry("step.done", i)}));
            QVERIFY(store.addCheckpoint(20, m_key.sign(20, store.root())));
            root = store.root();
            QVERIFY(disk.fail());
            for (int tries = 0; tries < 2; ++tries) {
                const auto refused = store.append({sampleEntry("step.done", 20)});
                QVERIFY(!refused);
                QCOMPARE(refused.error().code, ErrorCode::IoFailed);
                QVERIFY2(refused.error().message.find("read-only") != std::string::npos,
                         refused.error().message.c_str());
                const auto checkpointed = store.addCheckpoint(20, m_key.sign(20, root));
                QVERIFY(checkpointed || checkpointed.error().code == ErrorCode::IoFailed);
            }
            QCOMPARE(store.size(), std::uint64_t{20});
            QVERIFY(store.root() == root && store.root() == rootOfBodies(store));
            QCOMPARE(store.find({.kind = "step.done"}).value().size(), std::size_t{20});
        }
        const auto forAppend = Store::openForAppend(file);
        QVERIFY(!forAppend && forAppend.error().message.find("read-only") != std::string::npos);
        QVERIFY(disk.mountAgain());
        Store store = Store::openForAppend(file).value();
        QVERIFY(store.size() == 20 && store.root() == root && store.root() == rootOfBodies(store));
        QVERIFY(store.append({sampleEntry("step.done", 20)}));
        QVERIFY(verify(store, {.key = m_key.verifier()}).value().sound());
    }

private:
    fs::path folder() const { return m_folder->path().toStdString(); }
    fs::path path() const { return folder() / "room.log"; }

    // A child appends; it is killed once `count` transactions were acknowledged. Answers how many were, at
    // least.
    std::uint64_t appendAndKill(int count) const
    {
        int ends[2];
        if (::pipe(ends) != 0)
            throw std::runtime_error("no pipe");
        const pid_t child = ::fork();
        if (child == 0)
            appendForever(path(), ends[1]);
        ::close(ends[1]);
        std::uint64_t acknowledged = 0;
        char mark = 0;
        while (acknowledged < static_cast<std::uint64_t>(count) && ::read(ends[0], &mark, 1) == 1)
            ++acknowledged;
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        while (::read(ends[0], &mark, 1) == 1)
            ++acknowledged;
        ::close(ends[0]);
        return acknowledged;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    test::AuditKey m_key{test::kOrigin};
};

KEYRITE_TEST_MAIN(StoreDiskTest)
#include "store_disk_test.moc"
