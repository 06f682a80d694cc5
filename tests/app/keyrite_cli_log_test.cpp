// keyrite-cli verify, show and csr on what a rehearsal leaves behind.
#include "core/registry/registry.h"
#include "tests/memory_dir.h"
#include "tests/test_main.h"

#include <QProcess>

#include <fstream>

using namespace keyrite;

namespace {

struct Outcome
{
    int exitCode;
    QString out;
    QString err;
};

Outcome runProgram(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.errorString()};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

Outcome run(const QStringList& arguments)
{
    return runProgram(QStringLiteral(KEYRITE_BINARY "/app/keyrite-cli/keyrite-cli"), arguments);
}

} // namespace

class KeyriteCliLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_left = m_dir.filePath("left");
        const Outcome rehearsed = runProgram(QStringLiteral(KEYRITE_BINARY "/app/keyrite/keyrite"),
                                             {"--rehearse", m_left, "--key", "p256"});
        QVERIFY2(rehearsed.exitCode == 0, qPrintable(rehearsed.err));
        m_log = m_left + "/log.keyrite";
        const auto store = log::Store::openReadOnly(m_log.toStdString());
        m_entries = static_cast<int>(store->size());
        m_registry = registry::fold(*store).value();
        damage(m_log, m_dir.filePath("damaged.keyrite"));
    }

    void aSoundLog()
    {
        const Outcome outcome = run(
            {"verify", m_log, "--vkey", m_left + "/audit.vkey", "--checkpoint", m_left + "/checkpoint.txt"});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY2(outcome.out.contains("SOUND. Every entry is in its place and is what was signed."),
                 qPrintable(outcome.out));
        QVERIFY(outcome.out.contains(QString("Entries:     %1").arg(m_entries)));
        QVERIFY(outcome.out.contains("2 closed, 0 aborted, 0 unfinished"));
        const Outcome alone = run({"verify", m_log});
        QCOMPARE(alone.exitCode, 0);
        QVERIFY(alone.out.contains("named by the log itself"));
    }

    void aSoundLogAsJson()
    {
        const Outcome outcome = run({"verify", m_log, "--json"});
        QCOMPARE(outcome.exitCode, 0);
        const auto json = log::Json::parse(outcome.out.toStdString());
        QVERIFY(json.at("sound").get<bool>());
        QCOMPARE(json.at("entries").get<int>(), m_entries);
        QCOMPARE(json.at("coveredBySignature").get<int>(), m_entries);
        QVERIFY(json.at("keyFromLog").get<bool>());
        QVERIFY(json.at("findings").empty());
        QCOMPARE(json.at("replay").at("closed").get<int>(), 2);
        QVERIFY(json.at("replay").at("signatures").get<int>() >= 2);
    }

    void aDamagedLogNamesTheEntry()
    {
        const Outcome outcome = run({"verify", m_dir.filePath("damaged.keyrite")});
        QCOMPARE(outcome.exitCode, 1);
        const QString first = QString("First bad entry: %1.").arg(m_damaged);
        QVERIFY2(outcome.out.contains("NOT SOUND.") && outcome.out.contains(first), qPrintable(outcome.out));
        QVERIFY(outcome.out.contains("not replayed, because the log is not sound"));
        const Outcome asJson = run({"verify", m_dir.filePath("damaged.keyrite"), "--json"});
        QCOMPARE(asJson.exitCode, 1);
        const auto json = log::Json::parse(asJson.out.toStdString());
        QVERIFY(!json.at("sound").get<bool>());
        QCOMPARE(json.at("findings").at(0).at("entry").get<int>(), m_damaged);
        const std::string message = json.at("findings").at(0).at("message").get<std::string>();
        QVERIFY(message.size() > 20 && message.ends_with('.'));
        QVERIFY(!json.contains("replay"));
    }

    // A checkpoint that this log does not contain: rows at its end are missing, or it is another log's.
    void aCheckpointOfAnotherLog()
    {
        const QString other = m_dir.filePath("other");
        QCOMPARE(runProgram(QStringLiteral(KEYRITE_BINARY "/app/keyrite/keyrite"),
                            {"--rehearse", other, "--policy", "1of1", "--key", "p256"})
                     .exitCode,
                 0);
        QCOMPARE(run({"verify", m_log, "--checkpoint", other + "/checkpoint.txt"}).exitCode, 1);
        const Outcome key = run({"verify", m_log, "--vkey", other + "/audit.vkey"});
        QCOMPARE(key.exitCode, 1);
        QVERIFY(key.out.contains("NOT SOUND."));
    }

    void whatCannotBeRead()
    {
        const QString text = m_dir.filePath("text");
        std::ofstream(text.toStdString()) << "this is no log";
        for (const QString& file : {m_dir.filePath("absent"), text, m_dir.path()})
            for (const char* command : {"verify", "show"}) {
                const Outcome outcome = run({command, file});
                QCOMPARE(outcome.exitCode, 2);
                QVERIFY2(outcome.err.trimmed().size() > 20, qPrintable(outcome.err));
            }
        QCOMPARE(run({"verify", m_log, "--vkey", m_dir.filePath("absent")}).exitCode, 2);
        QVERIFY(run({"verify", m_log, "--vkey", text}).err.contains(text)); // says in which file
        QVERIFY(run({"verify"}).exitCode > 2);                              // no log was named
    }

    void showPrintsALineAnEntry()
    {
        const Outcome all = run({"show", m_log});
        QCOMPARE(all.exitCode, 0);
        QCOMPARE(all.out.count('\n'), m_entries);
        QVERIFY(all.out.startsWith("0  ") && all.out.contains("  log.opened  "));
        const Outcome issued = run({"show", m_log, "--kind", "share.issued"});
        QCOMPARE(issued.out.count('\n'), 3);
        const Outcome shares = run({"show", m_log, "--kind", "share."});
        QVERIFY(shares.out.count('\n') > 9 && shares.out.contains("share.sealed"));
        const QString first = QString::fromStdString(m_registry.ceremonies.begin()->first);
        const Outcome both = run({"show", m_log, "--ceremony", first, "--kind", "share.issued"});
        QCOMPARE(both.out, issued.out);
        QCOMPARE(run({"show", m_log, "--ceremony", "KC-1999-0001"}).out, QString());
    }

    void showMarksWhatIsNoEntry()
    {
        const Outcome outcome = run({"show", m_dir.filePath("damaged.keyrite")});
        QCOMPARE(outcome.exitCode, 1);
        QCOMPARE(outcome.out.count('\n'), m_entries); // the others are all there
        QVERIFY(outcome.out.contains(QString("\n%1  NOT A VALID ENTRY, run verify:").arg(m_damaged)));
    }

    void aCertificateRequest()
    {
        const QString request = m_dir.filePath("request.pem");
        const Outcome made = run(csr("practice-2468") << "--out" << request);
        QVERIFY2(made.exitCode == 0, qPrintable(made.err));
        const Outcome checked =
            runProgram("openssl", {"req", "-in", request, "-verify", "-noout", "-subject"});
        QCOMPARE(checked.exitCode, 0);
        QVERIFY2((checked.out + checked.err).contains("Vault 1"), qPrintable(checked.out));
        // It is the key of the log: its public half is the rehearsal's public.pem.
        const Outcome half = runProgram("openssl", {"req", "-in", request, "-pubkey", "-noout"});
        QFile expected(m_left + "/public.pem");
        QVERIFY(expected.open(QIODevice::ReadOnly));
        QCOMPARE(half.out, QString::fromUtf8(expected.readAll()));
        QVERIFY(run(csr("practice-2468")).out.startsWith("-----BEGIN CERTIFICATE REQUEST-----"));
    }

    void aCertificateRequestIsRefused()
    {
        const Outcome wrongPin = run(csr("practice-0000"));
        QCOMPARE(wrongPin.exitCode, 1);
        QVERIFY2(wrongPin.err.contains("PIN"), qPrintable(wrongPin.err));
        QStringList unknown = csr("practice-2468");
        unknown[unknown.indexOf("--key-id") + 1] = QString(32, '0');
        QCOMPARE(run(unknown).exitCode, 1);
        QStringList subject = csr("practice-2468");
        subject[subject.indexOf("--subject") + 1] = "not a name";
        QCOMPARE(run(subject).exitCode, 1);
        QStringList store = csr("practice-2468");
        store[store.indexOf("--practice-store") + 1] = m_dir.filePath("absent");
        QVERIFY(run(store).err.contains("There is no practice HSM's store"));
        QVERIFY(!QFile::exists(m_dir.filePath("absent"))); // and none was made
        QVERIFY(run({"csr"}).exitCode > 1);
    }

private:
    QStringList csr(const char* pin)
    {
        const registry::Key& key = m_registry.keys.begin()->second;
        const QString pinFile = m_dir.filePath("pin");
        std::ofstream(pinFile.toStdString()) << pin << '\n';
        return {"csr",
                "--practice-store",
                m_left + "/hsm",
                "--token-serial",
                QString::fromStdString(key.token.serial),
                "--token-label",
                QString::fromStdString(key.token.label),
                "--key-id",
                QString::fromStdString(key.id),
                "--subject",
                "CN=Vault 1,O=Example AG,C=CH",
                "--pin-file",
                pinFile};
    }

    // The body of one entry is no JSON any more.
    void damage(const QString& from, const QString& to)
    {
        std::ifstream in(from.toStdString(), std::ios::binary);
        std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        const auto store = log::Store::openReadOnly(from.toStdString());
        for (const log::Entry& entry : store->entries({.kind = "environment.checked"}).value()) {
            const std::string body = store->body(entry.seq).value();
            const std::size_t at = bytes.find(body.substr(0, 60));
            if (at == std::string::npos)
                continue;
            bytes[at] = '\x01';
            m_damaged = static_cast<int>(entry.seq);
            break;
        }
        QVERIFY(m_damaged > 0);
        std::ofstream(to.toStdString(), std::ios::binary) << bytes;
    }

    test::MemoryDir m_dir;
    QString m_left;
    QString m_log;
    int m_entries = 0;
    int m_damaged = 0;
    registry::Registry m_registry;
};

KEYRITE_TEST_MAIN(KeyriteCliLogTest)
#include "keyrite_cli_log_test.moc"
