// Tokens that work and are not what one expects, through whole ceremonies: they hand out what they must keep,
// or have no Ed25519.
#include "app/keyrite/rehearsal_steps.h"
#include "core/ceremony/builtin.h"
#include "core/ceremony/replay.h"
#include "core/file.h"
#include "core/hsm/practice_store.h"
#include "tests/journeys/child.h"
#include "tests/journeys/faulty_ceremony.h"
#include "tests/journeys/room_folder.h"
#include "tests/memory_dir.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::test;
namespace fs = std::filesystem;

class OddTokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_target = must(hsm::preparePracticeStore(folder("none")));
        m_shim.emplace(KEYRITE_FAULT_MODULE, m_target);
    }

    void cleanup()
    {
        m_shim->disguise();
        m_shim->disarm();
    }

    // A token that is told to keep its keys in, says that it does, and hands them out all the same: nothing
    // goes on before people decided, and the log shows what they did.
    void aTokenThatIgnoresTheLock()
    {
        SheetWords sheets = FaultyCeremony::makeBase(folder("base"), *m_shim, "generate");
        FaultyCeremony ceremony(FaultyCeremony::openRoom(folder("base")), "generate", sheets);
        goTo(ceremony, "lock");
        m_shim->disguise({.ignoresLock = true});
        expectUndecided(ceremony);
        must(ceremony.runner().continueAfter(kTaken));
        goTo(ceremony, "");
        expectDecided(ceremony);
        const auto& store = ceremony.room().store();
        QVERIFY(must(store.entries({.kind = "key.locked"})).empty());
    }

    // The same of the token that the keys are restored on: nothing stays on it before people decided.
    void aReplacementThatIgnoresTheLock()
    {
        SheetWords sheets = FaultyCeremony::makeBase(folder("base"), *m_shim, "recover");
        FaultyCeremony ceremony(FaultyCeremony::openRoom(folder("base")), "recover", sheets);
        goTo(ceremony, "restore");
        const auto before = objectsOnTokens(m_target);
        m_shim->disguise({.ignoresLock = true});
        expectUndecided(ceremony);
        QCOMPARE(objectsOnTokens(m_target), before);
        QVERIFY(restoredIn(ceremony).empty());
        must(ceremony.runner().continueAfter(kTaken));
        goTo(ceremony, "");
        QCOMPARE(restoredIn(ceremony).size(), 2U);
        QCOMPARE(objectsOnTokens(m_target), objectsInLog(folder("base") / "room"));
        expectDecided(ceremony);
    }

    // People decide against it: the step is repeated on a token that does better, and the keys are locked.
    void aReplacementThatIsNotTaken()
    {
        SheetWords sheets = FaultyCeremony::makeBase(folder("base"), *m_shim, "recover");
        FaultyCeremony ceremony(FaultyCeremony::openRoom(folder("base")), "recover", sheets);
        goTo(ceremony, "restore");
        m_shim->disguise({.ignoresLock = true});
        expectUndecided(ceremony);
        m_shim->disguise();
        QCOMPARE(ceremony.doAction().error().code, ErrorCode::LockIgnored); // it does not settle itself
        must(ceremony.runner().abortAfter({"", "it hands its keys out", "we use another one", "AD"}, {}));
        for (const auto& [id, key] : ceremony.room().registry().keys) {
            QVERIFY(key.state == registry::KeyState::Destroyed); // as before: only paper has it
            QVERIFY(key.handedOut() == nullptr);
        }
        QVERIFY(restoredIn(ceremony).empty());
        QCOMPARE(objectsOnTokens(m_target), objectsInLog(folder("base") / "room"));
        const auto replayed = must(ceremony::replay(ceremony.room().store(), ceremony::procedureWithHash));
        QVERIFY(replayed.findings.empty());
        QCOMPARE(replayed.aborted, 1);
    }

    // An audit token without Ed25519: a generation and a recovery under a P-256 key, read by the command
    // line.
    void anAuditKeyOfP256()
    {
        m_shim->fault("C_GenerateKeyPair", CKR_MECHANISM_INVALID); // as the audit token answers first
        SheetWords sheets = FaultyCeremony::makeBase(folder("base"), *m_shim, "recover");
        std::string vkey;
        {
            FaultyCeremony recovery(FaultyCeremony::openRoom(folder("base")), "recover", sheets);
            while (!recovery.nextAction().empty())
                must(recovery.doAction());
            vkey = recovery.room().registry().room.vkey;
            must(writeFile(folder("checkpoint"), must(recovery.room().signCheckpoint())));
            const auto key = must(log::VerifierKey::parse(vkey));
            QCOMPARE(key.algorithm, log::AuditAlgorithm::EcdsaP256);
            const auto p256 = std::ranges::find_if(recovery.room().registry().keys, [](const auto& one) {
                return one.second.type == hsm::KeyType::P256;
            });
            must(writeFile(folder("wrong.vkey"),
                           must(log::VerifierKey::fromSpki(key.name, p256->second.backup.spki)).text() +
                               "\n"));
        }
        must(writeFile(folder("audit.vkey"), vkey + "\n"));
        const std::string file = folder("base") / "room" / ceremony::kLogFile;
        QCOMPARE(cli({"verify", file, "--vkey", folder("audit.vkey")}), 0);
        QCOMPARE(cli({"verify", file, "--vkey", folder("wrong.vkey")}), 1);
        // docs/formats/checkpoint.md, with openssl alone.
        Child openssl({"/bin/bash", "-ec",
                       "cd " + folder("").string() +
                           "; sed '/^$/,$d' checkpoint > text"
                           "; tail -n 1 checkpoint | awk '{print $3}' | base64 -d | tail -c +5 > signature"
                           "; cut -d+ -f3- audit.vkey | base64 -d | tail -c +2 | openssl pkey -pubin -inform "
                           "DER -out key.pem"
                           "; openssl dgst -sha256 -verify key.pem -signature signature text"});
        QCOMPARE(openssl.waitEnd(), 0);
        fs::create_directories(folder("bundles"));
        const std::string bundle = folder("bundles") / "room.bundle";
        QCOMPARE(cli({"bundle", file, "--out", bundle}), 0);
        QCOMPARE(
            cli({"collect", folder("bundles"), "--into", folder("into"), "--vkey", folder("audit.vkey")}), 0);
        QCOMPARE(cli({"verify", folder("into")}), 0);
        // The tampered twins: one word of one entry is another.
        const std::string text = must(readFile(bundle, 1U << 24U));
        const auto tampered = [](std::string of) {
            return of.replace(of.find("\"key.restored\""), 14, "\"key.restores\"");
        };
        must(writeFile(bundle, tampered(text)));
        QCOMPARE(
            cli({"collect", folder("bundles"), "--into", folder("twin"), "--vkey", folder("audit.vkey")}), 1);
        must(writeFile(folder("twin.keyrite"), tampered(must(readFile(file, 1U << 24U)))));
        QVERIFY(cli({"verify", folder("twin.keyrite"), "--vkey", folder("audit.vkey")}) != 0);
    }

private:
    static inline const ceremony::ExceptionText kTaken{"", "it hands its keys out",
                                                       "we trust those with the PIN", "AD"};

    fs::path folder(const char* name) const { return fs::path(m_dir.path().toStdString()) / name; }

    // To the step of this id; empty: to the end.
    static void goTo(FaultyCeremony& ceremony, std::string_view step)
    {
        while (ceremony.nextAction() != step)
            must(ceremony.doAction());
    }

    // Said and on record for both keys, once, and the step is not done.
    static void expectUndecided(FaultyCeremony& ceremony)
    {
        QCOMPARE(ceremony.doAction().error().code, ErrorCode::LockIgnored);
        QCOMPARE(ceremony.doAction().error().code, ErrorCode::LockIgnored); // it stays so
        QVERIFY(!app::signOffStep(ceremony.runner()));
        QCOMPARE(must(ceremony.room().store().entries({.kind = "key.lock-ignored"})).size(), 2U);
    }

    static void expectDecided(FaultyCeremony& ceremony)
    {
        const auto& keys = ceremony.room().registry().keys;
        QCOMPARE(keys.size(), 2U);
        for (const auto& [id, key] : keys) {
            QVERIFY(key.state == registry::KeyState::Proven); // never locked
            QVERIFY(key.handedOut() && key.handedOut()->decision);
            QCOMPARE(key.handedOut()->decision->by, std::string("AD"));
        }
        const auto replayed = must(ceremony::replay(ceremony.room().store(), ceremony::procedureWithHash));
        QVERIFY(replayed.findings.empty());
    }

    static std::vector<log::Entry> restoredIn(FaultyCeremony& ceremony)
    {
        return must(ceremony.room().store().entries(
            {.ceremony = ceremony.runner().state().id, .kind = "key.restored"}));
    }

    // The exit code of keyrite-cli.
    static int cli(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), KEYRITE_BINARY "/app/keyrite-cli/keyrite-cli");
        Child child(arguments);
        const int exitCode = child.waitEnd();
        qInfo("%s: %s", arguments[1].c_str(), child.output().substr(0, 300).c_str());
        return exitCode;
    }

    MemoryDir m_dir;
    fs::path m_target;
    std::optional<FaultShim> m_shim;
};

KEYRITE_GUI_TEST_MAIN(OddTokensTest)
#include "odd_tokens_test.moc"
