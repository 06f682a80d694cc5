// The record as an auditor meets it: the built keyrite-cli on a log, its copies and its proofs.
#include "core/file.h"
#include "core/log/bundle.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/core/log/sample_log.h"
#include "tests/test_main.h"

#include <QProcess>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

using namespace keyrite;
using namespace keyrite::log;
using test::Intruder;
namespace fs = std::filesystem;

namespace {

struct Outcome
{
    int exitCode;
    QString out;
    QString err;
};

Outcome run(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(KEYRITE_BINARY "/app/keyrite-cli/keyrite-cli"), arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.errorString()};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

// A terminal of its own for the program, at which somebody answers each prompt.
class Terminal final
{
public:
    Terminal() : m_master(::posix_openpt(O_RDWR | O_NOCTTY))
    {
        if (m_master < 0 || ::grantpt(m_master) != 0 || ::unlockpt(m_master) != 0)
            qFatal("no pseudo-terminal");
        m_slave = ::ptsname(m_master);
    }
    ~Terminal() { ::close(m_master); }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    Outcome run(const QStringList& arguments, const QList<std::pair<QByteArray, QByteArray>>& answers)
    {
        QProcess process;
        process.setChildProcessModifier([slave = m_slave] {
            ::setsid();
            (void)::open(slave.c_str(), O_RDWR); // becomes the controlling terminal
        });
        process.start(QStringLiteral(KEYRITE_BINARY "/app/keyrite-cli/keyrite-cli"), arguments);
        for (const auto& [prompt, answer] : answers)
            if (waitFor(prompt))
                (void)!::write(m_master, answer.constData(), static_cast<size_t>(answer.size()));
        process.waitForFinished();
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

    QByteArray shown; // on it, of all programs so far

private:
    bool waitFor(const QByteArray& prompt)
    {
        QByteArray fresh; // what an earlier program left unread comes first
        pollfd ready{m_master, POLLIN, 0};
        while (!fresh.endsWith(prompt) && ::poll(&ready, 1, 20000) == 1) {
            std::array<char, 256> some{};
            const ssize_t count = ::read(m_master, some.data(), some.size());
            if (count > 0)
                fresh.append(some.data(), static_cast<qsizetype>(count));
        }
        shown += fresh;
        return fresh.endsWith(prompt);
    }

    int m_master;
    std::string m_slave;
};

} // namespace

class KeyriteCliRecordTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        test::makeLog(path("room.keyrite").toStdString(), m_key, 20, {8, 13, 20});
        QVERIFY(writeFile(path("audit.vkey").toStdString(), m_key.verifier().text() + "\n"));
    }

    void aHeadFromPaper()
    {
        const Digest root = Store::openReadOnly(path("room.keyrite").toStdString())->root();
        const QString head = QStringLiteral("20 ") + QString::fromStdString(toHex(root));
        const Outcome sound = run(
            {"verify", path("room.keyrite"), "--vkey", path("audit.vkey"), "--head", head, "--threads", "2"});
        QVERIFY2(sound.exitCode == 0, qPrintable(sound.out + sound.err));
        QVERIFY(sound.out.contains(QStringLiteral("none of its first 20 entries was taken back")));
        QVERIFY(!sound.out.contains(QStringLiteral("bring a printed head")));
        QVERIFY(sound.err.isEmpty()); // no progress where nobody looks
        {
            Intruder intruder(path("room.keyrite").toStdString());
            intruder.run("DELETE FROM entry WHERE seq >= 13");
            intruder.run("DELETE FROM checkpoint WHERE size > 13");
        }
        QCOMPARE(run({"verify", path("room.keyrite"), "--vkey", path("audit.vkey")}).exitCode, 0);
        const Outcome cut = run({"verify", path("room.keyrite"), "--head", head});
        QCOMPARE(cut.exitCode, 1);
        QVERIFY2(cut.out.contains(QStringLiteral("The log is truncated: entries 13 to 19 are missing.")),
                 qPrintable(cut.out));
        const Outcome mistyped = run({"verify", path("room.keyrite"), "--head", head.chopped(4)});
        QCOMPARE(mistyped.exitCode, 2);
        QVERIFY(mistyped.err.contains(QStringLiteral("60 hex digits instead of 64")));
    }

    void oneEntryProven()
    {
        QCOMPARE(run({"prove", path("room.keyrite"), "5", "--out", path("5.tlog-proof")}).exitCode, 0);
        const Outcome proven = run({"check-proof", path("5.tlog-proof"), "--vkey", path("audit.vkey")});
        QVERIFY2(proven.exitCode == 0, qPrintable(proven.err));
        QVERIFY(proven.out.startsWith(
            QStringLiteral("PROVEN. Entry 5 of keyrite.example/room-1 is in the tree of 20 entries")));
        QVERIFY(proven.out.contains(QStringLiteral("\"seq\":5")));
        std::string text = readFile(path("5.tlog-proof").toStdString(), 100000).value();
        text.replace(text.find("index 5"), 7, "index 6");
        QVERIFY(writeFile(path("6.tlog-proof").toStdString(), text));
        QCOMPARE(run({"check-proof", path("6.tlog-proof"), "--vkey", path("audit.vkey")}).exitCode, 1);
        QCOMPARE(run({"check-proof", path("absent"), "--vkey", path("audit.vkey")}).exitCode, 2);
        QCOMPARE(run({"prove", path("room.keyrite"), "20"}).exitCode, 1);
    }

    void bundlesOfManyRooms()
    {
        const test::AuditKey other("keyrite.example/room-2");
        test::makeLog(path("room-2.keyrite").toStdString(), other, 9, {9}, "b");
        fs::create_directory(path("arrived").toStdString());
        QCOMPARE(run({"bundle", path("room.keyrite"), "--since", "13", "--out", path("arrived/b")}).exitCode,
                 0);
        QCOMPARE(run({"bundle", path("room-2.keyrite"), "--out", path("arrived/c")}).exitCode, 0);
        const QStringList collect{"collect", path("arrived"),   "--into", path("reviewed.keyrite"),
                                  "--vkey",  path("audit.vkey")};
        const Outcome missing = run(collect);
        QCOMPARE(missing.exitCode, 1);
        QVERIFY2(missing.out.contains(QStringLiteral("with entries 0 to 12 is missing")),
                 qPrintable(missing.out));
        const Outcome first = run({"bundle", path("room.keyrite"), "--out", path("arrived/a")});
        QVERIFY(first.out.contains(QStringLiteral("The next bundle goes on with --since 20.")));
        const Outcome taken = run(collect);
        QVERIFY2(taken.exitCode == 0, qPrintable(taken.out + taken.err));
        const Outcome verified = run({"verify", path("reviewed.keyrite")});
        QVERIFY2(verified.exitCode == 0, qPrintable(verified.out));
        QCOMPARE(verified.out.count(QStringLiteral("== ")), 2);
        const Outcome shown = run({"show", path("reviewed.keyrite"), "--kind", "log.opened"});
        QCOMPARE(shown.exitCode, 0);
        QCOMPARE(shown.out.count(QStringLiteral("log.opened")), 2);
        QCOMPARE(run({"collect", path("absent"), "--into", path("x")}).exitCode, 2);
    }

    // A witness looks, signs with a token of their own, and later says what they saw.
    void aWitnessSigns_data()
    {
        QTest::addColumn<bool>("p256");
        QTest::newRow("a log under Ed25519") << false;
        QTest::newRow("a log under P-256") << true;
    }

    void aWitnessSigns()
    {
        QFETCH(bool, p256);
        const test::AuditKey key = p256 ? test::AuditKey::p256(test::kOrigin) : test::AuditKey(test::kOrigin);
        const auto makeLog = [&](int count, const std::string& mark) {
            fs::remove(path("room.keyrite").toStdString());
            test::makeLog(path("room.keyrite").toStdString(), key, count, {static_cast<std::uint64_t>(count)},
                          mark);
        };
        makeLog(20, "a");
        QVERIFY(writeFile(path("audit.vkey").toStdString(), key.verifier().text() + "\n"));
        test::PracticeTokens tokens;
        const hsm::TokenInfo token = tokens.make("Witness");
        QVERIFY(writeFile(path("pin").toStdString(), std::string(test::kUserPin)));
        const QStringList cosign{"cosign",
                                 path("room.keyrite"),
                                 "--vkey",
                                 path("audit.vkey"),
                                 "--name",
                                 "witness.example/w1",
                                 "--practice-store",
                                 tokens.dir.path(),
                                 "--token-serial",
                                 QString::fromStdString(token.id.serial),
                                 "--token-label",
                                 "Witness",
                                 "--key-id",
                                 QString(32, u'a'),
                                 "--pin-file",
                                 path("pin"),
                                 "--out",
                                 path("cosigned")};
        const Outcome first = run(cosign + QStringList{"--new-key", "--record"});
        QVERIFY2(first.exitCode == 0, qPrintable(first.err));
        QVERIFY(first.err.startsWith(QStringLiteral("Signed with witness.example/w1+")));
        const QString witness = first.err.trimmed().mid(12);
        const Outcome sound = run({"verify", path("room.keyrite"), "--witness", witness});
        QVERIFY2(sound.exitCode == 0, qPrintable(sound.out));
        QVERIFY(sound.out.contains(QStringLiteral("1 signature of the witness witness.example/w1+")));
        QCOMPARE(run(cosign + QStringList{"--last", path("cosigned")}).exitCode, 0);
        // The twin: a log that does not contain what the witness signed before.
        makeLog(22, "other");
        const Outcome refused = run(cosign + QStringList{"--last", path("cosigned")});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains(QStringLiteral("has another root")), qPrintable(refused.err));
    }

    // What was exported is signed by a key on a token, and anyone checks it with OpenSSL; the certificate is
    // made from the key's own request.
    void anExportSignedByAToken_data()
    {
        QTest::addColumn<int>("type");
        for (const hsm::KeyType type : {hsm::KeyType::P256, hsm::KeyType::Secp256k1, hsm::KeyType::Rsa3072})
            QTest::newRow(std::string(hsm::keyTypeName(type)).c_str()) << static_cast<int>(type);
    }

    void anExportSignedByAToken()
    {
        QFETCH(int, type);
        const test::MemoryDir store;
        const hsm::TokenId token = makeSigner(store, static_cast<hsm::KeyType>(type));
        QVERIFY(writeFile(path("pin").toStdString(), std::string(test::kUserPin)));
        const QStringList key = keyOptions(store, token, QString(32, u'a'));
        QVERIFY(openssl({"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", path("ca.key"), "-out",
                         path("ca.pem"), "-subj", "/CN=CA", "-days", "30"}));
        QCOMPARE(
            run(QStringList{"csr"} + key + QStringList{"--subject", "CN=Reports", "--out", path("r.csr")})
                .exitCode,
            0);
        QVERIFY(openssl({"x509", "-req", "-in", path("r.csr"), "-CA", path("ca.pem"), "-CAkey",
                         path("ca.key"), "-out", path("r.pem"), "-days", "30"}));
        QCOMPARE(run({"export", path("room.keyrite"), "--out", path("log.jsonl")}).exitCode, 0);
        QCOMPARE(run({"bundle", path("room.keyrite"), "--out", path("room.bundle")}).exitCode, 0);
        for (const char* report : {"log.jsonl", "room.bundle"}) {
            const QStringList sign =
                QStringList{"sign-report", path(report)} + key + QStringList{"--certificate", path("r.pem")};
            const Outcome done = run(sign);
            QVERIFY2(done.exitCode == 0, qPrintable(done.err));
            QVERIFY(cmsHolds(path(report), path(report)));
            QCOMPARE(run(sign).exitCode, 1); // it is there already
            std::string twin = readFile(path(report).toStdString(), 1000000).value();
            twin[twin.size() / 2] = static_cast<char>(twin[twin.size() / 2] ^ 1);
            QVERIFY(writeFile(path("twin").toStdString(), twin));
            QVERIFY(!cmsHolds(path(report), path("twin")));
        }
        // Another key's certificate, and a key that no certificate can be of.
        const QStringList wrong = QStringList{"sign-report", path("log.jsonl"), "--out", path("x.p7s")};
        const Outcome other = run(wrong + key + QStringList{"--certificate", path("ca.pem")});
        QCOMPARE(other.exitCode, 1);
        QVERIFY2(other.err.contains(QStringLiteral("it holds another public key")), qPrintable(other.err));
        const Outcome aes = run(wrong + keyOptions(store, token, QString(32, u'b')) +
                                QStringList{"--certificate", path("r.pem")});
        QVERIFY2(aes.err.contains(QStringLiteral("it is an AES key and has no public half")),
                 qPrintable(aes.err));
        QVERIFY(!fs::exists(path("x.p7s").toStdString()));
    }

    // Whole from a file, in halves from two, typed unseen at the terminal, or on the token's own pad.
    void aPinIsGivenInEveryWay()
    {
        const test::MemoryDir store;
        const hsm::TokenId token = makeSigner(store, hsm::KeyType::P256, "typed-on-the-pad");
        QVERIFY(writeFile(path("first").toStdString(), "typed-on"));
        QVERIFY(writeFile(path("second").toStdString(), "-the-pad\n"));
        QVERIFY(writeFile(path("wrong").toStdString(), "wrong-pin-0000"));
        const QStringList key = QStringList{"csr", "--subject", "CN=Reports"} +
                                keyOptions(store, token, QString(32, u'a')).mid(0, 8);
        QCOMPARE(run(key + QStringList{"--pin-file", path("first"), "--pin-file", path("second")}).exitCode,
                 0);
        const Outcome wrong = run(key + QStringList{"--pin-file", path("wrong")});
        QCOMPARE(wrong.exitCode, 3); // whoever started it counts the try
        QVERIFY2(wrong.err.contains(QStringLiteral("PIN")), qPrintable(wrong.err));
        const Outcome warned = run(key + QStringList{"--pin-file", path("wrong")});
        QVERIFY2(warned.err.startsWith(QStringLiteral("A wrong PIN was typed for this token.")),
                 qPrintable(warned.err));
        QCOMPARE(run(key + QStringList{"--pin-pad", "--pin-halves"}).exitCode, 108); // one way at a time

        Terminal terminal;
        const Outcome halves = terminal.run(
            key + QStringList{"--pin-halves"},
            {{"by the first person: ", "typed-xn\x7f\x7fon\n"}, {"by the second person: ", "-the-pad\n"}});
        QVERIFY2(halves.exitCode == 0, qPrintable(halves.err));
        QVERIFY(halves.out.startsWith(QStringLiteral("-----BEGIN CERTIFICATE REQUEST-----")));
        const Outcome whole = terminal.run(key, {{"which is not shown: ", "typed-on-the-pad\n"}});
        QVERIFY2(whole.exitCode == 0, qPrintable(whole.err));
        QCOMPARE(terminal.run(key, {{"which is not shown: ", "typed\x03"}}).exitCode, 1);
        QVERIFY2(!terminal.shown.contains("typed-o") && !terminal.shown.contains("-the-pad"),
                 terminal.shown.constData());

        // The module of the pad takes no PIN from a program: C_Login is called with none.
        qputenv("KEYRITE_PAD_TARGET",
                test::must(hsm::preparePracticeStore(store.path().toStdString())).c_str());
        QStringList pad = key;
        pad.replace(pad.indexOf(QStringLiteral("--practice-store")), QStringLiteral("--module"));
        pad.replace(pad.indexOf(store.path()), QStringLiteral(KEYRITE_PIN_PAD_MODULE));
        const Outcome typed = run(pad);
        QVERIFY2(typed.exitCode == 0, qPrintable(typed.err));
        QVERIFY2(typed.err.contains(QStringLiteral("on its own pad")), qPrintable(typed.err));
        QVERIFY(run(pad + QStringList{"--pin-file", path("first"), "--pin-file", path("second")}).exitCode !=
                0);
    }

private:
    // A token with a signing key aa.. and an AES key bb..; the module is ended again.
    static hsm::TokenId makeSigner(const test::MemoryDir& store, hsm::KeyType type,
                                   std::string_view userPin = test::kUserPin)
    {
        auto module =
            test::must(hsm::Module::load(test::must(hsm::preparePracticeStore(store.path().toStdString()))));
        const hsm::TokenId id =
            test::must(module.initialiseFresh("Reports", test::pin(test::kSoPin), test::pin(userPin))).id;
        hsm::Session session = test::must(module.open(id, test::pin(userPin)));
        test::must(session.generate(type, "Reports", test::filled(16, 0xaa), false));
        test::must(session.generate(hsm::KeyType::Aes256, "Other", test::filled(16, 0xbb), false));
        return id;
    }

    QStringList keyOptions(const test::MemoryDir& store, const hsm::TokenId& token, const QString& id) const
    {
        return {"--practice-store", store.path(), "--token-serial", QString::fromStdString(token.serial),
                "--token-label",    "Reports",    "--key-id",       id,
                "--pin-file",       path("pin")};
    }

    static bool openssl(const QStringList& arguments)
    {
        QProcess process;
        process.start(QStringLiteral("openssl"), arguments);
        return process.waitForFinished() && process.exitStatus() == QProcess::NormalExit &&
               process.exitCode() == 0;
    }

    bool cmsHolds(const QString& signedFile, const QString& content) const
    {
        return openssl({"cms", "-verify", "-binary", "-purpose", "any", "-inform", "DER", "-in",
                        signedFile + QStringLiteral(".p7s"), "-content", content, "-CAfile", path("ca.pem"),
                        "-out", path("out")});
    }

    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    test::AuditKey m_key{test::kOrigin};
};

KEYRITE_TEST_MAIN(KeyriteCliRecordTest)
#include "keyrite_cli_record_test.moc"
