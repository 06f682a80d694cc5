// keyrite-cli verify, show and csr as processes, on what a rehearsal leaves behind.
#include "core/file.h"
#include "core/registry/registry.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/core/log/sample_log.h"
#include "tests/test_main.h"

#include <QProcess>

using namespace keyrite;
using namespace keyrite::test;

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
    process.closeWriteChannel();
    if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.errorString()};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

Outcome run(const QStringList& arguments)
{
    return runProgram(QStringLiteral(KEYRITE_BINARY "/app/keyrite-cli/keyrite-cli"), arguments);
}

std::string bytesOf(const QString& path)
{
    return must(readFile(path.toStdString(), 64U << 20U));
}

void put(const QString& path, std::string_view bytes)
{
    must(writeFile(path.toStdString(), bytes));
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
                                             {"--rehearse", m_left, "--policy", "1of1", "--key", "p256"});
        QVERIFY2(rehearsed.exitCode == 0, qPrintable(rehearsed.err));
        m_log = m_left + "/log.keyrite";
        const auto store = must(log::Store::openReadOnly(m_log.toStdString()));
        m_entries = static_cast<int>(store.size());
        m_registry = must(registry::fold(store));
        damage(store);
    }

    void aSoundLog()
    {
        const Outcome outcome = run(
            {"verify", m_log, "--vkey", m_left + "/audit.vkey", "--checkpoint", m_left + "/checkpoint.txt"});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.out + outcome.err));
        QVERIFY(outcome.out.startsWith(QString("Entries: %1\n").arg(m_entries)));
        QVERIFY(outcome.out.contains("\nSOUND. Every entry is in its place and is what was signed."));
        QVERIFY(outcome.out.contains("2 closed, 0 aborted, 0 unfinished"));
        QVERIFY(outcome.err.isEmpty());
        QCOMPARE(run({"verify", m_log}).exitCode, 0); // with the key that the log itself names
    }

    void aSoundLogAsJson()
    {
        const Outcome alone = run({"verify", m_log, "--json"});
        QCOMPARE(alone.exitCode, 0);
        const auto json = log::Json::parse(alone.out.toStdString());
        QVERIFY(json.at("sound").get<bool>() && json.at("keyFromLog").get<bool>());
        QCOMPARE(json.at("entries").get<int>(), m_entries);
        QCOMPARE(json.at("coveredBySignature").get<int>(), m_entries);
        QVERIFY(json.at("findings").empty());
        QCOMPARE(json.at("anchors").get<int>(), 0);
        QCOMPARE(json.at("replay").at("closed").get<int>(), 2);
        QVERIFY(json.at("replay").at("signatures").get<int>() >= 2);
        const Outcome anchored = run({"verify", m_log, "--json", "--vkey", m_left + "/audit.vkey",
                                      "--checkpoint", m_left + "/checkpoint.txt"});
        const auto with = log::Json::parse(anchored.out.toStdString());
        QVERIFY(!with.at("keyFromLog").get<bool>());
        QCOMPARE(with.at("anchors").get<int>(), 1);
        QCOMPARE(with.at("anchored").get<int>(), m_entries);
    }

    void aDamagedLogNamesTheEntry()
    {
        const Outcome outcome = run({"verify", m_dir.filePath("damaged.keyrite")});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(
            outcome.out.contains(QString("\nNOT SOUND. First bad entry: %1.\n\n- Entry ").arg(m_damaged)),
            qPrintable(outcome.out));
        const Outcome asJson = run({"verify", m_dir.filePath("damaged.keyrite"), "--json"});
        QCOMPARE(asJson.exitCode, 1);
        const auto json = log::Json::parse(asJson.out.toStdString());
        QVERIFY(!json.at("sound").get<bool>());
        QCOMPARE(json.at("findings").at(0).at("entry").get<int>(), m_damaged);
        const auto message = json.at("findings").at(0).at("message").get<std::string>();
        QVERIFY2(message.size() > 20 && message.ends_with('.'), message.c_str());
        QVERIFY(!json.contains("replay")); // nothing is read into what is not sound
    }

    // Rows at its end are missing, against a checkpoint that was kept; or the checkpoint is another log's.
    void aCheckpointThatTheLogDoesNotContain()
    {
        const QString cut = m_dir.filePath("cut.keyrite");
        put(cut, bytesOf(m_log));
        {
            Intruder intruder(cut.toStdString());
            intruder.run(("DELETE FROM entry WHERE seq >= " + std::to_string(m_entries - 3)).c_str());
            intruder.run("DELETE FROM checkpoint WHERE size > (SELECT max(seq) + 1 FROM entry)");
        }
        const Outcome truncated = run({"verify", cut, "--checkpoint", m_left + "/checkpoint.txt"});
        QCOMPARE(truncated.exitCode, 1);
        QVERIFY2(truncated.out.contains(QString("The log is truncated: entries %1 to %2 are missing.")
                                            .arg(m_entries - 3)
                                            .arg(m_entries - 1)),
                 qPrintable(truncated.out));

        const AuditKey key(kOrigin);
        const QString other = m_dir.filePath("other.keyrite");
        makeLog(other.toStdString(), key, 20, {20});
        put(m_dir.filePath("other.vkey"), key.verifier().text() + "\n");
        const auto notes = must(must(log::Store::openReadOnly(other.toStdString())).checkpoints());
        put(m_dir.filePath("other.txt"), notes.front().note);
        QCOMPARE(run({"verify", m_log, "--checkpoint", m_dir.filePath("other.txt")}).exitCode, 1);
        const Outcome foreign = run({"verify", m_log, "--vkey", m_dir.filePath("other.vkey")});
        QCOMPARE(foreign.exitCode, 1);
        QVERIFY2(foreign.out.contains("NOT SOUND."), qPrintable(foreign.out));
    }

    void whatCannotBeRead()
    {
        const QString text = m_dir.filePath("text");
        put(text, "this is no log");
        for (const QString& file : {m_dir.filePath("absent"), text})
            for (const char* command : {"verify", "show"}) {
                const Outcome outcome = run({command, file});
                QCOMPARE(outcome.exitCode, 2);
                QVERIFY2(outcome.err.trimmed().size() > 20 && outcome.out.isEmpty(), qPrintable(outcome.err));
            }
        for (const char* option : {"--vkey", "--checkpoint"})
            QCOMPARE(run({"verify", m_log, option, m_dir.filePath("absent")}).exitCode, 2);
        const Outcome noKey = run({"verify", m_log, "--vkey", text});
        QCOMPARE(noKey.exitCode, 2);
        QVERIFY2(noKey.err.contains(text), qPrintable(noKey.err));          // says in which file
        QCOMPARE(run({"verify", m_log, "--checkpoint", text}).exitCode, 1); // contains no such checkpoint
        QVERIFY(run({"verify"}).exitCode > 2);                              // no log was named
    }

    void showPrintsALineAnEntry()
    {
        const Outcome all = run({"show", m_log});
        QCOMPARE(all.exitCode, 0);
        QCOMPARE(all.out.count('\n'), m_entries);
        QVERIFY(all.out.startsWith("0  ") && all.out.contains("  log.opened  "));
        const Outcome issued = run({"show", m_log, "--kind", "share.issued"});
        QCOMPARE(issued.out.count('\n'), 1);
        const Outcome shares = run({"show", m_log, "--kind", "share."});
        QVERIFY(shares.out.count('\n') > 3 && shares.out.contains("share.sealed"));
        const QString first = QString::fromStdString(m_registry.ceremonies.begin()->first);
        QCOMPARE(run({"show", m_log, "--ceremony", first, "--kind", "share.issued"}).out, issued.out);
        const Outcome none = run({"show", m_log, "--ceremony", "KC-1999-0001"});
        QVERIFY(none.exitCode == 0 && none.out.isEmpty());
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
        QCOMPARE(half.out.toStdString(), bytesOf(m_left + "/public.pem"));
        QVERIFY(run(csr("practice-2468")).out.startsWith("-----BEGIN CERTIFICATE REQUEST-----"));
    }

    void aCertificateRequestIsRefused_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("says");
        QTest::newRow("key that is not there") << "--key-id" << QString(32, '0') << "holds no key";
        QTest::newRow("no hex") << "--key-id"
                                << "not hex"
                                << "hex";
        QTest::newRow("no name") << "--subject"
                                 << "not a name"
                                 << "CN=";
        QTest::newRow("another token") << "--token-serial"
                                       << "0000000000000000"
                                       << "token";
        QTest::newRow("no store") << "--practice-store" << m_dir.filePath("absent")
                                  << "There is no practice HSM's store";
        QTest::newRow("no PIN file") << "--pin-file" << m_dir.filePath("absent") << m_dir.filePath("absent");
    }

    void aCertificateRequestIsRefused()
    {
        QFETCH(QString, option);
        QFETCH(QString, value);
        QFETCH(QString, says);
        QStringList arguments = csr("practice-2468");
        arguments[arguments.indexOf(option) + 1] = value;
        const Outcome refused = run(arguments);
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains(says), qPrintable(refused.err));
        QVERIFY(refused.out.isEmpty());
        QVERIFY(!QFile::exists(m_dir.filePath("absent"))); // and none was made
    }

    void aWrongPinMakesNoRequest()
    {
        const Outcome wrongPin = run(csr("practice-0000"));
        QCOMPARE(wrongPin.exitCode, 3); // the token counted it
        QVERIFY2(wrongPin.err.contains("PIN") && wrongPin.out.isEmpty(), qPrintable(wrongPin.err));
        QVERIFY(run({"csr"}).exitCode > 2);
    }

private:
    QStringList csr(const char* pin)
    {
        const registry::Key& key = m_registry.keys.begin()->second;
        const QString pinFile = m_dir.filePath("pin");
        put(pinFile, std::string(pin) + "\n");
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
    void damage(const log::Store& store)
    {
        std::string bytes = bytesOf(m_log);
        for (const log::Entry& entry : must(store.entries({.kind = "kek.destroyed"}))) {
            const std::string body = must(store.body(entry.seq));
            const std::size_t at = bytes.find(body);
            if (at == std::string::npos)
                continue;
            bytes[at] = '\x01';
            m_damaged = static_cast<int>(entry.seq);
            break;
        }
        QVERIFY(m_damaged > 0);
        put(m_dir.filePath("damaged.keyrite"), bytes);
    }

    MemoryDir m_dir;
    QString m_left;
    QString m_log;
    int m_entries = 0;
    int m_damaged = 0;
    registry::Registry m_registry;
};

KEYRITE_TEST_MAIN(KeyriteCliLogTest)
#include "keyrite_cli_log_test.moc"
