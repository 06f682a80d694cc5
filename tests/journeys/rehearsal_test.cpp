// What a rehearsal leaves behind, for several designs and keys, and what the independent verifier says of it.
#include "core/crypto/public_key.h"
#include "tests/journeys/room_folder.h"
#include "tests/journeys/sheets.h"
#include "tests/test_main.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

using namespace keyrite;
using namespace keyrite::test;
namespace fs = std::filesystem;

namespace {

struct Outcome
{
    int exitCode;
    QByteArray out;
    QByteArray err;
};

Outcome run(const char* program, const QStringList& arguments)
{
    QProcess process;
    process.start(QString::fromLatin1(program), arguments);
    if (!process.waitForFinished(120000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.errorString().toUtf8()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Outcome rehearse(const QString& folder, const QByteArray& policy, const QByteArrayList& keys)
{
    QStringList arguments{QStringLiteral("--rehearse"), folder, QStringLiteral("--policy"),
                          QString::fromLatin1(policy)};
    for (const QByteArray& key : keys)
        arguments << QStringLiteral("--key") << QString::fromLatin1(key);
    return run(KEYRITE_BINARY "/app/keyrite/keyrite", arguments);
}

// One sentence as the last words, whatever Qt says of the surroundings before.
bool endsInASentence(const QByteArray& text)
{
    const QByteArrayList lines = text.trimmed().split('\n');
    QByteArray last = lines.last();
    if (last.endsWith(')')) // the technical name
        last = last.left(last.lastIndexOf(" ("));
    return isSentence(last.toStdString());
}

QByteArrayList pemFiles(const QString& folder)
{
    QByteArrayList names;
    for (const QString& name : QDir(folder).entryList({QStringLiteral("*.pem")}, QDir::Files, QDir::Name))
        names << name.toLatin1();
    return names;
}

} // namespace

class RehearsalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesAllThatIsPromised_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<QByteArrayList>("keys");
        QTest::addColumn<QByteArrayList>("pems");
        QTest::newRow("2 of 3") << QByteArray("2of3") << QByteArrayList{"secp256k1", "aes256"}
                                << QByteArrayList{"public.pem"};
        QTest::newRow("groups") << QByteArray("2of(2of3,2of3,1of1)")
                                << QByteArrayList{"aes256", "p256", "rsa3072"}
                                << QByteArrayList{"public-2.pem", "public-3.pem"};
        QTest::newRow("alone") << QByteArray("1of1") << QByteArrayList{"p256", "p256"}
                               << QByteArrayList{"public-2.pem", "public.pem"};
    }

    void leavesAllThatIsPromised()
    {
        QFETCH(QByteArray, policy);
        QFETCH(QByteArrayList, keys);
        QFETCH(QByteArrayList, pems);
        const QTemporaryDir dir;
        const QString folder = dir.filePath(QStringLiteral("room"));
        const Outcome rehearsal = rehearse(folder, policy, keys);
        QVERIFY2(rehearsal.exitCode == 0, rehearsal.err);
        QVERIFY(rehearsal.out.contains("\nAll held: "));
        for (const char* name : {"log.keyrite", "checkpoint.txt", "audit.vkey", "backup.txt", "backup.pdf",
                                 "start-here.pdf", "minutes.pdf"})
            QVERIFY2(QFile(folder + QLatin1Char('/') + QLatin1String(name)).size() > 0, name);
        QCOMPARE(pemFiles(folder), pems);
        checkPublicKeys(folder, keys);
        const auto shares = sharesOnPaper(folder.toStdString());
        QCOMPARE(int(shares.size()), must(Policy::parse(policy.toStdString())).shareCount());
        QVERIFY(!kekOf(shares).empty());
        QCOMPARE(orphans(folder.toStdString()), QString());
        checkVerifier(folder);
    }

    void aFolderThatIsNotEmptyStaysAsItIs()
    {
        const QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("mine.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
        file.close();
        const Outcome outcome = rehearse(dir.path(), "2of3", {"p256"});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains("is not an empty folder") && endsInASentence(outcome.err), outcome.err);
        QCOMPARE(QDir(dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{QStringLiteral("mine.txt")});
        QCOMPARE(file.size(), 4);
    }

    void wrongWishesAreRefusedBeforeAnythingIsMade_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("unknown key type") << QByteArray("2of3") << QByteArray("dsa");
        QTest::newRow("a key that cannot be backed up") << QByteArray("2of3") << QByteArray("ed25519");
        QTest::newRow("more needed than there are") << QByteArray("4of3") << QByteArray("p256");
        QTest::newRow("copies of one share") << QByteArray("1of3") << QByteArray("p256");
        QTest::newRow("too many") << QByteArray("2of17") << QByteArray("p256");
        QTest::newRow("not a design") << QByteArray("two of three") << QByteArray("p256");
    }

    void wrongWishesAreRefusedBeforeAnythingIsMade()
    {
        QFETCH(QByteArray, policy);
        QFETCH(QByteArray, key);
        const QTemporaryDir dir;
        const QString folder = dir.filePath(QStringLiteral("room"));
        const Outcome outcome = rehearse(folder, policy, {key});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(endsInASentence(outcome.err), outcome.err);
        QVERIFY(!QFile::exists(folder));
    }

    void nothingToResumeIsSaid()
    {
        const QTemporaryDir dir;
        const Outcome outcome = run(KEYRITE_BINARY "/app/keyrite/keyrite",
                                    {QStringLiteral("--rehearse"), dir.path(), QStringLiteral("--resume")});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(endsInASentence(outcome.err), outcome.err);
    }

private:
    // The PEM files are the public keys of the log, in the order of the keys; the log's challenges were
    // answered with them.
    static void checkPublicKeys(const QString& folder, const QByteArrayList& keys)
    {
        std::vector<Bytes> logged;
        for (const log::Entry& entry : entriesOf(folder.toStdString()))
            if (entry.kind == "key.generated")
                logged.push_back(must(fromBase64(entry.data.at("spki").get<std::string>())));
        QCOMPARE(qsizetype(logged.size()), keys.size());
        for (std::size_t i = 0; i < logged.size(); ++i) {
            const QString name =
                i == 0 ? QStringLiteral("public.pem") : QStringLiteral("public-%1.pem").arg(i + 1);
            QFile pem(folder + QLatin1Char('/') + name);
            QCOMPARE(pem.exists(), !logged[i].empty());
            if (pem.exists() && pem.open(QIODevice::ReadOnly))
                QCOMPARE(pem.readAll().toStdString(), crypto::spkiToPem(logged[i]));
        }
    }

    static void checkVerifier(const QString& folder)
    {
        const auto in = [&folder](const char* name) {
            return folder + QLatin1Char('/') + QLatin1String(name);
        };
        const char* verifier = KEYRITE_BINARY "/app/keyrite-cli/keyrite-cli";
        const QStringList arguments{QStringLiteral("verify"),       in("log.keyrite"),
                                    QStringLiteral("--vkey"),       in("audit.vkey"),
                                    QStringLiteral("--checkpoint"), in("checkpoint.txt")};
        const Outcome sound = run(verifier, arguments);
        QVERIFY2(sound.exitCode == 0, sound.out + sound.err);
        QVERIFY2(sound.out.contains("SOUND. Every entry is in its place and is what was signed."), sound.out);
        QVERIFY2(
            sound.out.contains("2 ceremonies, replayed step by step through the engine: 2 closed, 0 aborted"),
            sound.out);
        QFile note(in("checkpoint.txt")); // its twin: a checkpoint that nobody signed
        QVERIFY(note.open(QIODevice::ReadOnly));
        QByteArray text = note.readAll();
        note.close();
        text[text.indexOf('\n') + 1] = text.at(text.indexOf('\n') + 1) == '9' ? '8' : '9'; // its size
        QVERIFY(note.open(QIODevice::WriteOnly) && note.write(text) == text.size());
        note.close();
        QCOMPARE(run(verifier, arguments).exitCode, 1);
    }
};

KEYRITE_TEST_MAIN(RehearsalTest)
#include "rehearsal_test.moc"
