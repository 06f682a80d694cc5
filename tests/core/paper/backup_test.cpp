#include "core/crypto/public_key.h"
#include "core/paper/backup_record.h"
#include "tests/core/paper/samples.h"
#include "tests/test_main.h"

#include <QProcess>
#include <QTemporaryDir>
#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::paper;

namespace {

std::string text(const Backup& backup)
{
    return backupText(backup).value();
}

ErrorCode errorOf(const std::string& lines)
{
    const auto parsed = parseBackup(lines);
    return parsed ? ErrorCode::Internal : parsed.error().code;
}

bool equal(const Backup& a, const Backup& b)
{
    return writeBackupRecord(a).value() == writeBackupRecord(b).value();
}

// The lines of one record, with its SHA-256 made right again, as a forger would.
std::string forged(const std::string& record)
{
    std::string fixed = record.substr(0, record.rfind("sha256: "));
    fixed += "sha256: " + toHex(crypto::sha256(asBytes(fixed))) + "\n";
    while (fixed.size() % 5 != 0)
        fixed += '\n';
    return "KEYRITE1 1/1 " + toBase32(asBytes(fixed), false) + "\n";
}

std::string replaced(std::string in, const std::string& what, const std::string& by)
{
    const std::size_t at = in.find(what);
    return at == std::string::npos ? std::string("not found") : in.replace(at, what.size(), by);
}

std::string anyPlainText()
{
    return *rc::gen::container<std::string>(rc::gen::inRange<char>(0x20, 0x7F));
}

Backup anyBackup()
{
    using enum hsm::KeyType;
    Backup backup = test::sampleBackup(
        *rc::gen::nonEmpty(rc::gen::scale(0.05, rc::gen::container<std::vector<hsm::KeyType>>(
                                                    rc::gen::element(Secp256k1, P256, Aes256, Rsa3072)))));
    backup.origin = "o" + anyPlainText().substr(0, 200);
    backup.ceremony = anyPlainText().substr(0, 200);
    backup.shareSetId = *rc::gen::inRange<std::uint16_t>(0, 0x8000);
    backup.keys.front().label = anyPlainText().substr(0, 200);
    if (*rc::gen::arbitrary<bool>())
        backup.policy.reset();
    return backup;
}

// Runs one command line as START-HERE prints it, in `dir`; answers what it says.
QByteArray shell(const QTemporaryDir& dir, std::string_view commands, const std::string& kek)
{
    QProcess process;
    process.setWorkingDirectory(dir.path());
    process.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-ec"), QString::fromStdString("KEK=" + kek + "\n" + std::string(commands))});
    process.waitForFinished();
    return process.exitCode() == 0 ? process.readAllStandardOutput()
                                   : "FAILED " + process.readAllStandardError();
}

void writeFile(const QTemporaryDir& dir, const char* name, const std::string& content)
{
    QFile file(dir.filePath(QString::fromLatin1(name)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content.data(), static_cast<qint64>(content.size()));
}

QByteArray readFile(const QTemporaryDir& dir, const char* name)
{
    QFile file(dir.filePath(QString::fromLatin1(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class BackupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodeOfEncodeIsIdentity()
    {
        QVERIFY(rc::check([] {
            const Backup backup = anyBackup();
            const auto lines = backupLines(backup);
            RC_PRE(lines.has_value()); // too many keys for one document
            const auto parsed = parseBackup(text(backup));
            RC_ASSERT(parsed.has_value());
            RC_ASSERT(equal(*parsed, backup));
        }));
    }

    void eightKeysFit()
    {
        const Backup backup = test::sampleBackup(test::eightKeys());
        QVERIFY(equal(parseBackup(text(backup)).value(), backup));
        QVERIFY(backupLines(backup)->size() <= 40);
        QVERIFY(text(backup).size() <= kMaxBackupTextBytes);
    }

    void moreThanFitsIsRefused()
    {
        const std::vector<hsm::KeyType> many(20, hsm::KeyType::Rsa3072);
        QCOMPARE(backupLines(test::sampleBackup(many)).error().code, ErrorCode::InvalidArgument);
    }

    void partsComeInAnyOrderCaseAndNumber()
    {
        const Backup backup = test::sampleBackup(test::eightKeys());
        std::vector<std::string> lines = backupLines(backup).value();
        lines.push_back(lines.front());
        std::shuffle(lines.begin(), lines.end(), std::mt19937(3));
        std::string mixed = "\r\n \n";
        for (std::string& line : lines)
            mixed += "  " + line + " \r\n\n";
        QVERIFY(equal(parseBackup(mixed).value(), backup));
        std::transform(mixed.begin(), mixed.end(), mixed.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        QVERIFY(equal(parseBackup(mixed).value(), backup));
    }

    void missingPartsAreNamed()
    {
        const std::vector<std::string> lines = backupLines(test::sampleBackup(test::eightKeys())).value();
        QVERIFY(lines.size() > 7);
        std::string some;
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (i != 1 && i != 6)
                some += lines[i] + "\n";
        const auto parsed = parseBackup(some);
        QCOMPARE(parsed.error().code, ErrorCode::BackupDocument);
        QVERIFY(parsed.error().message.find("parts: 2, 7.") != std::string::npos);
    }

    void everyChangedCharacterIsSeen()
    {
        const std::string lines = text(test::sampleBackup({hsm::KeyType::Secp256k1}));
        for (std::size_t at = 0; at < lines.size(); at += 7) {
            std::string changed = lines;
            changed[at] = changed[at] == 'B' ? 'C' : 'B';
            QCOMPARE(errorOf(changed), ErrorCode::BackupDocument);
        }
    }

    void whatIsNotABackupIsRefused_data()
    {
        QTest::addColumn<QByteArray>("lines");
        const std::string good = text(test::sampleBackup({hsm::KeyType::P256}));
        const auto row = [](const char* name, const std::string& lines) {
            QTest::newRow(name) << QByteArray::fromStdString(lines);
        };
        row("empty", "");
        row("blank lines", "\n\n \n");
        row("a web address", "https://example.com/");
        row("a share", "KR1:HYJAAAAAARXRQJ2ILUPRE3U6GAOAJJHZAXFNGEPQU5ASRKA");
        row("no number", "KEYRITE1 A");
        row("the name alone", "KEYRITE1");
        row("part 0", "KEYRITE1 0/1 AAAAAAAA");
        row("part 2 of 1", "KEYRITE1 2/1 AAAAAAAA");
        row("65 parts", "KEYRITE1 1/65 AAAAAAAA");
        row("leading zero", "KEYRITE1 01/1 AAAAAAAA");
        row("a huge number", "KEYRITE1 1/99999999999999999999 AAAAAAAA");
        row("negative", "KEYRITE1 -1/1 AAAAAAAA");
        row("no digits", "KEYRITE1 1/1 ");
        row("base32 of nothing known", "KEYRITE1 1/1 AAAAAAAA");
        row("not base32", "KEYRITE1 1/1 AAAA1AAA");
        row("a line too many", good + "something else\n");
        row("another count", good + "KEYRITE1 1/64 AAAAAAAA\n");
        row("another part 1", good + "KEYRITE1 1/" +
                                  std::to_string(std::count(good.begin(), good.end(), '\n')) + " AAAAAAAA\n");
        row("too long", std::string(70000, 'A'));
        row("zero bytes", std::string(100, '\0'));
    }

    void whatIsNotABackupIsRefused()
    {
        QFETCH(QByteArray, lines);
        QCOMPARE(errorOf(lines.toStdString()), ErrorCode::BackupDocument);
    }

    // Even with a right SHA-256, whatever Keyrite would have written otherwise is refused.
    void forgedRecordsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("lines");
        const std::string record = writeBackupRecord(test::sampleBackup({hsm::KeyType::Aes256})).value();
        const auto row = [&](const char* name, const std::string& what, const std::string& by) {
            QTest::newRow(name) << QByteArray::fromStdString(forged(replaced(record, what, by)));
        };
        row("another version", "backup 1\n", "backup 2\n");
        row("an unknown line", "ceremony: ", "colour: red\nceremony: ");
        row("a line out of order", "type: aes256\nlabel: Signing key 0\n",
            "label: Signing key 0\ntype: aes256\n");
        row("an unknown type", "aes256", "aes512");
        row("an unknown scheme", "rfc5649", "rot13");
        row("a short check value", "8f0123abcd", "8f0123ab");
        row("upper case hex", "8f0123abcd", "8F0123ABCD");
        row("a share set of 16 bits", "12345", "32768");
        row("a leading zero", "12345", "012345");
        row("a key counted twice", "key: 1\n", "key: 2\n");
        row("a policy in other words", "2of(", "02of(");
        row("a control character", "room-1", "room\t1");
        row("an empty value", "Signing key 0", "");
    }

    void forgedRecordsAreRefused()
    {
        QFETCH(QByteArray, lines);
        QCOMPARE(errorOf(lines.toStdString()), ErrorCode::BackupDocument);
    }

    void theForgerIsNotTheReason()
    {
        const Backup backup = test::sampleBackup({hsm::KeyType::Aes256});
        QVERIFY(equal(parseBackup(forged(writeBackupRecord(backup).value())).value(), backup));
    }

    void whatCannotBeWrittenIsRefused()
    {
        using enum hsm::KeyType;
        const auto refused = [](const Backup& backup) {
            return backupLines(backup).error().code == ErrorCode::InvalidArgument;
        };
        QVERIFY(refused(test::sampleBackup({})));
        Backup backup = test::sampleBackup({P256});
        backup.origin.clear();
        QVERIFY(refused(backup));
        backup = test::sampleBackup({P256});
        backup.keys.front().label = "two\nlines";
        QVERIFY(refused(backup));
        backup = test::sampleBackup({P256});
        backup.keys.front().label = std::string(257, 'x');
        QVERIFY(refused(backup));
        backup = test::sampleBackup({P256});
        backup.shareSetId = 0x8000;
        QVERIFY(refused(backup));
    }

    // The promise of START-HERE: these very commands give back the key, with nothing of ours.
    void ordinaryToolsOpenIt()
    {
        const SecretBytes kek = SecretBytes::copyOf(test::someBytes(32, 99));
        const std::string kekHex = toHex(kek.view());
        QTemporaryDir dir;
        const QByteArray pem =
            shell(dir,
                  "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -outform DER "
                  "-out plain.der\nopenssl pkey -inform DER -in plain.der -pubout",
                  kekHex);
        Backup backup = test::sampleBackup(test::eightKeys());
        backup.kcv = crypto::keyCheckValue(kek).value();
        hsm::WrappedKey& key = backup.keys.front();
        key.type = hsm::KeyType::P256;
        key.spki = crypto::spkiFromPem(pem.toStdString()).value();
        const QByteArray der = readFile(dir, "plain.der");
        key.blob =
            crypto::aesKwpWrap(kek, asBytes({der.constData(), static_cast<std::size_t>(der.size())})).value();
        std::vector<std::string> lines = backupLines(backup).value();
        QVERIFY(lines.size() > 9); // so that 10 is sorted after 9
        lines.push_back(lines.front());
        std::shuffle(lines.begin(), lines.end(), std::mt19937(5));
        std::string scanned;
        for (const std::string& line : lines)
            scanned += line + "\n";
        writeFile(dir, "backup.txt", scanned);

        using Commands = RecoveryCommands;
        const QByteArray check = shell(dir, Commands::kCheckKek, kekHex).toLower();
        QCOMPARE(check.left(10), QByteArray::fromStdString(toHex(backup.kcv)));
        QCOMPARE(shell(dir, Commands::kRecord, kekHex), QByteArray());
        const QList<QByteArray> sums = shell(dir, Commands::kCheckRecord, kekHex).trimmed().split('\n');
        QCOMPARE(sums.size(), 2);
        QCOMPARE(sums.at(0).left(64), sums.at(1).mid(8));
        QCOMPARE(shell(dir, std::string(Commands::kBlob) + "\n" + std::string(Commands::kUnwrap), kekHex),
                 QByteArray());
        QCOMPARE(readFile(dir, "key.der"), der);
        QCOMPARE(shell(dir, Commands::kPublicKey, kekHex), pem);
    }
};

KEYRITE_TEST_MAIN(BackupTest)
#include "backup_test.moc"
