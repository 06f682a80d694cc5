// The paper of a rehearsal without Keyrite: the page START-HERE is followed as it is printed. Another
// program's scanner reads the codes of sheets and backup document, an independent SLIP-39 implementation
// combines the words, and the commands on the page open the backup with ordinary tools. Out come the keys
// whose public halves the rehearsal left. SOURCE: npm package slip39 0.1.9 (github.com/ilap/slip39-js),
// installed by packaging/install-npm-oracles; zbarimg (Debian zbar-tools), pdftoppm and pdftotext (Debian
// poppler-utils), openssl.
#include "core/ceremony/subsets.h"
#include "tests/journeys/child.h"
#include "tests/journeys/room_folder.h"
#include "tests/test_main.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace keyrite;
using namespace keyrite::test;
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

Outcome run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    return finish(process);
}

// What another program's scanner reads from all pages of a PDF: a line for each code.
QByteArrayList scannedElsewhere(const QString& pdf)
{
    const QTemporaryDir pages;
    if (run(QStringLiteral("pdftoppm"), {QStringLiteral("-r"), QStringLiteral("150"), QStringLiteral("-gray"),
                                         pdf, pages.filePath(QStringLiteral("page"))})
            .exitCode != 0)
        return {};
    QStringList arguments{QStringLiteral("-q"), QStringLiteral("--raw"), QStringLiteral("-Sdisable"),
                          QStringLiteral("-Sqrcode.enable")};
    for (const QString& page : QDir(pages.path()).entryList(QDir::Files))
        arguments += pages.filePath(page);
    return run(QStringLiteral("zbarimg"), arguments).out.trimmed().split('\n');
}

// The words of a sheet, from the code that "any tool" reads.
QByteArray wordsOnPaper(const QString& room, int sheet)
{
    for (const QByteArray& line :
         scannedElsewhere(QStringLiteral("%1/sheets/sheet-%2.pdf").arg(room).arg(sheet)))
        if (line.contains(' ') && !line.startsWith("KEYRITE-HEAD")) // the head is a code of its own
            return line.toLower();
    return {};
}

// What is printed on START-HERE: the commands in their order, and the digits to compare with.
struct StartHerePage
{
    std::vector<std::string> commands;
    QByteArray kcv;

    explicit StartHerePage(const QString& room)
    {
        const QByteArray text =
            run(QStringLiteral("pdftotext"),
                {QStringLiteral("-layout"), room + QStringLiteral("/start-here.pdf"), QStringLiteral("-")})
                .out;
        for (const QByteArray& line : text.split('\n'))
            if (line.startsWith("  ") && line.size() > 3 && line[2] != ' ')
                commands.push_back(line.trimmed().toStdString());
        const qsizetype digits = text.indexOf("must be ") + 8;
        kcv = text.mid(digits, text.indexOf('.', digits) - digits).replace(" ", "");
    }

    const std::string& starting(std::string_view with) const
    {
        for (const std::string& command : commands)
            if (command.starts_with(with))
                return command;
        static const std::string absent = "false # not on the page";
        return absent;
    }
};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The blob's command for key `number`: "For the second key write 2p instead of 1p."
std::string blobCommand(std::string command, int number)
{
    return command.replace(command.find("1p"), 1, std::to_string(number));
}

QByteArray words(const QString& room, const std::vector<int>& quorum)
{
    QByteArray lines;
    for (const int index : quorum)
        lines += wordsOnPaper(room, index + 1) + "\n";
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
        if (QStandardPaths::findExecutable(QStringLiteral("zbarimg")).isEmpty())
            QSKIP("SKIPPED: zbarimg (Debian zbar-tools) is not installed.");
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
        const StartHerePage page(room);
        const QString desk = dir.filePath(QStringLiteral("desk"));
        QVERIFY(QDir().mkpath(desk));
        writeBackup(room, desk);
        openRecord(page, desk, kek);
        checkPublicKey(page, desk, kek, 1, room + QStringLiteral("/public.pem"));
        checkPublicKey(page, desk, kek, 2, room + QStringLiteral("/public-2.pem"));
        checkPublicKey(page, desk, kek, 3, room + QStringLiteral("/public-3.pem"));
        checkSecretKey(page, desk, kek, 4, fs::path(room.toStdString()));
    }

private:
    // The first and the last quorum of the design give the same; one share less gives nothing.
    static QByteArray kekFromWords(const QString& room, const QByteArray& policyText)
    {
        const Policy policy = must(Policy::parse(policyText.toStdString()));
        const auto quorums = ceremony::quorums(policy, ceremony::countQuorums(policy));
        const Outcome first = combineElsewhere(words(room, quorums.front()));
        const Outcome last = combineElsewhere(words(room, quorums.back()));
        if (first.exitCode != 0 || first.out != last.out)
            QTest::qFail(first.err + last.err + "no or different secrets", __FILE__, __LINE__);
        std::vector<int> lessOne = quorums.front();
        lessOne.pop_back();
        if (combineElsewhere(words(room, lessOne)).exitCode == 0)
            QTest::qFail("one share less was not refused", __FILE__, __LINE__);
        return first.out.trimmed();
    }

    // "Read its QR codes with any scanner into the file backup.txt, one line each."
    static void writeBackup(const QString& room, const QString& desk)
    {
        QFile file(desk + QStringLiteral("/backup.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArrayList lines = scannedElsewhere(room + QStringLiteral("/backup.pdf"));
        QVERIFY(lines.size() > 1); // with an RSA key it has several codes
        for (const QByteArray& line : lines)
            if (line.startsWith("KEYRITE1"))
                file.write(line + "\n");
    }

    static void openRecord(const StartHerePage& page, const QString& desk, const QByteArray& kek)
    {
        QVERIFY(page.starting("shamir recover") == "shamir recover");
        const Outcome kcv = shell(page.starting("head "), desk, kek);
        QVERIFY2(kcv.exitCode == 0, kcv.err);
        QVERIFY(page.kcv.size() == 10 && kcv.out.toLower().startsWith(page.kcv));
        QCOMPARE(shell(page.starting("sort "), desk, kek).exitCode, 0);
        const QByteArrayList sums = shell(page.starting("sed '/^sha256"), desk, kek).out.split('\n');
        QCOMPARE("sha256: " + sums.at(0).left(64), sums.at(1));
    }

    static void unwrap(const StartHerePage& page, const QString& desk, const QByteArray& kek, int number)
    {
        for (const std::string& command :
             {blobCommand(page.starting("sed -n 's/^blob"), number), page.starting("openssl enc")}) {
            const Outcome outcome = shell(command, desk, kek);
            QVERIFY2(outcome.exitCode == 0, outcome.err);
        }
    }

    static void checkPublicKey(const StartHerePage& page, const QString& desk, const QByteArray& kek,
                               int number, const QString& pem)
    {
        unwrap(page, desk, kek, number);
        const Outcome outcome = shell(page.starting("openssl pkey"), desk, kek);
        QVERIFY2(outcome.exitCode == 0, outcome.err);
        QVERIFY(!outcome.out.isEmpty());
        QCOMPARE(outcome.out, contentOf(pem));
    }

    // A secret key has no public half; its key check value is in the log.
    static void checkSecretKey(const StartHerePage& page, const QString& desk, const QByteArray& kek,
                               int number, const fs::path& room)
    {
        unwrap(page, desk, kek, number);
        const QByteArray key = contentOf(desk + QStringLiteral("/key.der"));
        QCOMPARE(key.size(), 32);
        const Outcome kcv = shell(page.starting("head "), desk, key.toHex());
        std::string logged;
        for (const log::Entry& entry : entriesOf(room))
            if (entry.kind == "key.wrapped" && !entry.data.at("keyKcv").get<std::string>().empty())
                logged = entry.data.at("keyKcv").get<std::string>();
        QVERIFY(logged.size() == 10 && kcv.out.toLower().startsWith(QByteArray::fromStdString(logged)));
    }
};

KEYRITE_TEST_MAIN(InteropTest)
#include "interop_test.moc"
