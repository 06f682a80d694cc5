// The machine fails under a ceremony: the token is gone for good, the disk is full, another program has the
// log. Nothing is shown as done that is not on record, and no key is left that the log does not name.
#include "tests/journeys/child.h"
#include "tests/journeys/practice_ceremony.h"
#include "tests/journeys/sheets.h"
#include "tests/test_main.h"

#include <QTemporaryDir>
#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>

using namespace keyrite;
using namespace keyrite::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kProgram = KEYRITE_BINARY "/app/keyrite/keyrite";

fs::path tokenFolder(const fs::path& room, const std::string& serial)
{
    const std::string end = serial.substr(serial.size() - 12); // SoftHSM names the folder for the serial
    for (const auto& entry : fs::directory_iterator(room / ceremony::kPracticeStoreFolder / "tokens"))
        if (entry.path().string().ends_with(end))
            return entry.path();
    throw std::runtime_error("no folder for the token " + serial);
}

// A token that is pulled out, and put back when this goes.
class PulledOut final
{
public:
    explicit PulledOut(fs::path folder) : m_folder(std::move(folder)), m_aside(m_folder)
    {
        m_aside = m_folder.parent_path().parent_path() / "pulled-out";
        fs::rename(m_folder, m_aside);
    }
    ~PulledOut()
    {
        std::error_code ignored;
        fs::rename(m_aside, m_folder, ignored);
    }
    PulledOut(const PulledOut&) = delete;
    PulledOut& operator=(const PulledOut&) = delete;

private:
    fs::path m_folder;
    fs::path m_aside;
};

// No file of this process grows beyond `bytes`: for the log the same as a full disk.
class SmallFiles final
{
public:
    explicit SmallFiles(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallFiles() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    SmallFiles(const SmallFiles&) = delete;
    SmallFiles& operator=(const SmallFiles&) = delete;

private:
    rlimit m_before{};
};

rlim_t logSize(const fs::path& folder)
{
    rlim_t size = 0;
    for (const char* suffix : {"", "-wal"}) {
        std::error_code absent;
        const auto bytes = fs::file_size(folder / (std::string(ceremony::kLogFile) + suffix), absent);
        size = std::max(size, absent ? rlim_t(0) : rlim_t(bytes));
    }
    return size;
}

ceremony::ExceptionText decisionToAbort()
{
    return {"The HSM answers", "The HSM was lost", "The ceremony is aborted", "AD"};
}

// The reason of the last key.destroyed; empty where there is none.
std::string destroyedBecause(const fs::path& folder)
{
    std::string reason;
    for (const log::Entry& entry : entriesOf(folder))
        if (entry.kind == "key.destroyed")
            reason = entry.data.at("reason").get<std::string>();
    return reason;
}

} // namespace

class FailingMachineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokenGoneForGood_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<bool>("generated");
        QTest::newRow("before its key was made") << QByteArray("generate") << false;
        QTest::newRow("after its key was made") << QByteArray("lock") << true;
    }

    // The ceremony can be aborted, and the log does not claim what nobody saw.
    void tokenGoneForGood()
    {
        QFETCH(QByteArray, step);
        QFETCH(bool, generated);
        PracticeCeremony ceremony;
        ceremony.advanceTo(step.toStdString());
        const auto id = ceremony.runner().state().tokens.at("production");
        const PulledOut out(tokenFolder(ceremony.folder(), id.serial));
        QVERIFY(!act(ceremony.runner()));
        const auto note = ceremony.runner().abortAfter(decisionToAbort());
        QVERIFY2(note, note ? "" : note.error().message.c_str());
        QCOMPARE(unsound(ceremony.folder()), QString());
        QVERIFY(unfinishedCeremony(ceremony.folder()).empty());
        const Sheets sheets = sheetsInLog(entriesOf(ceremony.folder()));
        QCOMPARE(sheets.voided, sheets.issued);
        const std::string reason = destroyedBecause(ceremony.folder());
        QCOMPARE(reason.empty(), !generated);
        QVERIFY2(!generated ||
                     (reason.starts_with("not confirmed") && reason.find(id.serial) != std::string::npos),
                 reason.c_str());
    }

    void diskFull_data()
    {
        QTest::addColumn<QByteArray>("step");
        for (const char* step : {"generate", "split", "issue-share-1", "restore"})
            QTest::newRow(step) << QByteArray(step);
    }

    // The log cannot grow: nothing is shown as done, and no key is left that it does not name.
    void diskFull()
    {
        QFETCH(QByteArray, step);
        PracticeCeremony ceremony;
        ceremony.advanceTo(step.toStdString());
        {
            const SmallFiles full(logSize(ceremony.folder()));
            expectRefused(ceremony, act(ceremony.runner(), &ceremony.paper()), {ErrorCode::DiskFull},
                          step.constData());
        }
        QCOMPARE(unsound(ceremony.folder()), QString());
        QCOMPARE(strayObjects(ceremony.folder()), QString());
        ceremony.doStep();
    }

    // A disk that is too small for a rehearsal, and grows afterwards. The preflight wants 64 MiB.
    void smallDisk()
    {
        const QTemporaryDir dir;
        const QByteArray disk = dir.path().toLocal8Bit();
        if (::mount("none", disk.constData(), "tmpfs", 0, "size=600k") != 0)
            QSKIP("SKIPPED: a small disk cannot be mounted here. Run this test as root.");
        const std::string folder = dir.path().toStdString() + "/room";
        Child child({kProgram, "--rehearse", folder, "--policy", "2of3"});
        const int exitCode = child.waitEnd();
        const QTemporaryDir copy; // reading a log needs some room beside it
        fs::copy(folder, copy.path().toStdString() + "/room", fs::copy_options::recursive);
        const QString wrong = unsound(copy.path().toStdString() + "/room");
        ::mount("none", disk.constData(), "tmpfs", MS_REMOUNT, "size=256m");
        Child again({kProgram, "--rehearse", folder, "--resume"});
        const int secondExitCode = again.waitEnd();
        ::umount2(disk.constData(), MNT_DETACH);
        QVERIFY2(exitCode == 1, child.output().c_str());
        QVERIFY2(child.lines().back().find(". ") != std::string::npos || child.lines().back().ends_with("."),
                 child.output().c_str());
        QCOMPARE(wrong, QString());
        QVERIFY2(secondExitCode == 0, again.output().c_str());
    }

    void secondProgramOnTheSameLog()
    {
        PracticeCeremony ceremony;
        ceremony.advanceTo("unpack-hsm");
        Child child({kProgram, "--rehearse", ceremony.folder().string(), "--resume"});
        QCOMPARE(child.waitEnd(), 1);
        QVERIFY2(child.output().find("already has the log") != std::string::npos, child.output().c_str());
        ceremony.doStep();
        QCOMPARE(ceremony.runner().state().run().id, std::string("open-production"));
        QCOMPARE(unsound(ceremony.folder()), QString());
    }

private:
    // What the current step asks for.
    static Result<void> act(ceremony::Runner& runner, const ui::PracticePaper* paper = nullptr)
    {
        const auto plain = [](const auto& outcome) {
            return outcome ? Result<void>() : Result<void>(fail(outcome.error()));
        };
        const std::string& step = runner.state().run().id;
        if (step == "generate")
            return plain(runner.generate());
        if (step == "split")
            return plain(runner.split());
        if (step == "restore")
            return plain(runner.restore());
        if (step == "challenge")
            return plain(runner.challenge());
        if (step == "lock")
            return runner.lock();
        return runner.printShare([paper](const paper::Document& document, const std::string& name) {
            return paper->print(document, name);
        });
    }
};

KEYRITE_GUI_TEST_MAIN(FailingMachineTest)
#include "failing_machine_test.moc"
