// The paper of a rehearsal without Keyrite: an independent SLIP-39 implementation combines the words, and the
// commands of START-HERE open the backup with ordinary tools. Out come the keys whose public halves the
// rehearsal left.
// SOURCE: npm package slip39 0.1.9 (github.com/ilap/slip39-js), installed by packaging/install-npm-oracles.
#include "core/ceremony/subsets.h"
#include "core/paper/start_here.h"
#include "tests/journeys/child.h"
#include "tests/journeys/room_folder.h"
#include "tests/journeys/sheets.h"
#include "tests/test_main.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace keyrite;
using namespace keyrite::test;
using Commands = paper::RecoveryCommands;
namespace fs = std::filesystem;

namespace {

constexpr const char* kProgram = KEYRITE_BINARY "/app/keyrite/keyrite";
constexpr const char* kOracles = KEYRITE_BINARY "/npm-oracles";

// Mnemonics, a line each, on standard input; the secret in hex on standard output.
constexpr const char* kCombine =
    "const lines = require('fs').readFileSync(0, 'utf8').trim().split('\\n');"
    "console.log(Buffer.from(require('slip39').recoverSecret(lines, '')).toString('hex'));";

struct Outcome
{
    int exitCode;
    QByteArray out;
    QByteArray err;
};

Outcome finish(QProcess& process, const QByteArray& input = {})
{
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.errorString().toUtf8()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Outcome combineElsewhere(const QByteArray& mnemonics)
{
    QProcess node;
    node.setWorkingDirectory(QString::fromLatin1(kOracles)); // where require() looks
    node.start(QStringLiteral("node"), {QStringLiteral("-e"), QString::fromLatin1(kCombine)});
    return finish(node, mnemonics);
}

// A command as printed on START-HERE, in `folder`, with the KEK in the shell.
Outcome shell(std::string_view command, const QString& folder, const QByteArray& kek)
{
    QProcess sh;
    sh.setWorkingDirectory(folder);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("KEK"), QString::fromLatin1(kek));
    sh.setProcessEnvironment(environment);
    sh.start(QStringLiteral("sh"),
             {QStringLiteral("-c"), QString::fromUtf8(command.data(), qsizetype(command.size()))});
    return finish(sh);
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The blob's command for key `number`: "For the second key write 2p instead of 1p."
std::string blobCommand(int number)
{
    std::string command(Commands::kBlob);
    return command.replace(command.find("1p"), 1, std::to_string(number));
}

QByteArray words(const std::vector<slip39::Mnemonic>& shares, const std::vector<int>& quorum)
{
    QByteArray lines;
    for (const int index : quorum) {
        const SecretBytes text = shares[static_cast<std::size_t>(index)].text();
        lines += QByteArray(text.text().data(), qsizetype(text.size())) + "\n";
    }
    return lines;
}

} // namespace

class InteropTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty())
            QSKIP(
                "SKIPPED: node is not installed. Run packaging/install-npm-oracles with the build's folder.");
        if (!fs::exists(fs::path(kOracles) / "node_modules/slip39"))
            QSKIP("SKIPPED: the npm package slip39 is not there. Run packaging/install-npm-oracles with the "
                  "build's folder.");
    }

    void paperAloneGivesTheKeys_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::newRow("one group") << QByteArray("2of3");
        QTest::newRow("groups") << QByteArray("2of(2of3,2of3,1of1)");
    }

    void paperAloneGivesTheKeys()
    {
        QFETCH(QByteArray, policy);
        const QTemporaryDir dir;
        const QString room = dir.filePath(QStringLiteral("room"));
        Child child({kProgram, "--rehearse", room.toStdString(), "--policy", policy.toStdString(), "--key",
                     "secp256k1", "--key", "p256", "--key", "rsa3072", "--key", "aes256"});
        QVERIFY2(child.waitEnd() == 0, child.output().c_str());
        const QByteArray kek = kekFromWords(room, policy);
        if (QTest::currentTestFailed())
            return;
        const QString desk = dir.filePath(QStringLiteral("desk"));
        QVERIFY(QDir().mkpath(desk) &&
                QFile::copy(room + QStringLiteral("/backup.txt"), desk + QStringLiteral("/backup.txt")));
        openRecord(desk, kek, fs::path(room.toStdString()));
        checkPublicKey(desk, kek, 1, room + QStringLiteral("/public.pem"));
        checkPublicKey(desk, kek, 2, room + QStringLiteral("/public-2.pem"));
        checkPublicKey(desk, kek, 3, room + QStringLiteral("/public-3.pem"));
        checkSecretKey(desk, kek, 4, fs::path(room.toStdString()));
    }

private:
    // The first and the last quorum of the design give the same; one share less gives nothing.
    static QByteArray kekFromWords(const QString& room, const QByteArray& policyText)
    {
        const auto shares = sharesOnPaper(room.toStdString());
        const Policy policy = must(Policy::parse(policyText.toStdString()));
        const auto quorums = ceremony::quorums(policy, ceremony::countQuorums(policy));
        const Outcome first = combineElsewhere(words(shares, quorums.front()));
        const Outcome last = combineElsewhere(words(shares, quorums.back()));
        if (first.exitCode != 0 || first.out != last.out)
            QTest::qFail(first.err + last.err + "no or different secrets", __FILE__, __LINE__);
        std::vector<int> lessOne = quorums.front();
        lessOne.pop_back();
        if (combineElsewhere(words(shares, lessOne)).exitCode == 0)
            QTest::qFail("one share less was not refused", __FILE__, __LINE__);
        return first.out.trimmed();
    }

    static void openRecord(const QString& desk, const QByteArray& kek, const fs::path& room)
    {
        const Outcome kcv = shell(Commands::kCheckKek, desk, kek);
        QVERIFY2(kcv.exitCode == 0, kcv.err);
        QByteArray logged;
        for (const log::Entry& entry : entriesOf(room))
            if (entry.kind == "entropy.mixed")
                logged = QByteArray::fromStdString(entry.data.at("kcv").get<std::string>());
        QVERIFY(logged.size() == 10 && kcv.out.toLower().startsWith(logged));
        QCOMPARE(shell(Commands::kRecord, desk, kek).exitCode, 0);
        const QByteArrayList sums = shell(Commands::kCheckRecord, desk, kek).out.split('\n');
        QCOMPARE("sha256: " + sums.at(0).left(64), sums.at(1));
    }

    static void unwrap(const QString& desk, const QByteArray& kek, int number)
    {
        for (const std::string& command : {blobCommand(number), std::string(Commands::kUnwrap)}) {
            const Outcome outcome = shell(command, desk, kek);
            QVERIFY2(outcome.exitCode == 0, outcome.err);
        }
    }

    static void checkPublicKey(const QString& desk, const QByteArray& kek, int number, const QString& pem)
    {
        unwrap(desk, kek, number);
        const Outcome outcome = shell(Commands::kPublicKey, desk, kek);
        QVERIFY2(outcome.exitCode == 0, outcome.err);
        QVERIFY(!outcome.out.isEmpty());
        QCOMPARE(outcome.out, contentOf(pem));
    }

    // A secret key has no public half; its key check value is in the log.
    static void checkSecretKey(const QString& desk, const QByteArray& kek, int number, const fs::path& room)
    {
        unwrap(desk, kek, number);
        const QByteArray key = contentOf(desk + QStringLiteral("/key.der"));
        QCOMPARE(key.size(), 32);
        const Outcome kcv = shell(Commands::kCheckKek, desk, key.toHex());
        std::string logged;
        for (const log::Entry& entry : entriesOf(room))
            if (entry.kind == "key.wrapped" && !entry.data.at("keyKcv").get<std::string>().empty())
                logged = entry.data.at("keyKcv").get<std::string>();
        QVERIFY(logged.size() == 10 && kcv.out.toLower().startsWith(QByteArray::fromStdString(logged)));
    }
};

KEYRITE_TEST_MAIN(InteropTest)
#include "interop_test.moc"
