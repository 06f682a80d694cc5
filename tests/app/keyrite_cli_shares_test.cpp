#include "tests/core/slip39/official_vectors.h"
#include "tests/test_main.h"

#include <QProcess>
#include <QTemporaryDir>
#include <numeric>

namespace {

struct Outcome
{
    int exitCode;
    QString out;
    QString err;
};

Outcome run(const QStringList& arguments, const QByteArray& input = {})
{
    QProcess process;
    process.start(QStringLiteral(KEYRITE_BINARY "/app/keyrite-cli/keyrite-cli"),
                  QStringList{QStringLiteral("shares")} + arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.errorString()};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

// The shares of an official vector, one a line.
QByteArray shares(int number)
{
    for (const auto& vector : keyrite::slip39::test::kChosenVectors)
        if (vector.number == number)
            return QByteArray::fromStdString(std::accumulate(
                vector.mnemonics.begin(), vector.mnemonics.end(), std::string(),
                [](const std::string& text, const std::string& line) { return text + line + "\n"; }));
    return {};
}

QByteArray firstLine(const QByteArray& text)
{
    return text.left(text.indexOf('\n') + 1);
}

} // namespace

class KeyriteCliSharesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_directory.isValid()); }

    void checkSaysWhatIsThereAndWhatIsMissing()
    {
        const Outcome whole = run({"check"}, shares(4));
        QCOMPARE(whole.exitCode, 0);
        QVERIFY(whole.out.contains("Line 1: valid. Set 6435, group 1, share 3, fingerprint "));
        QVERIFY(whole.out.contains(
            "Set 6435: 2 shares, not extendable, iteration exponent 2. It needs 1 of 1 group."));
        QVERIFY(whole.out.contains("Group 1: needs 2; here: shares 1, 3; complete."));
        QVERIFY(whole.out.contains("A quorum is here."));
        const Outcome half = run({"check"}, firstLine(shares(4)));
        QCOMPARE(half.exitCode, 0);
        QVERIFY(half.out.contains("Group 1: needs 2; here: share 3; missing: 1 share."));
        QVERIFY(half.out.contains("Missing for a quorum: group 1 (1 share)."));
    }

    void checkCountsByGroup()
    {
        const Outcome outcome = run({"check"}, shares(16));
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.out.contains("It needs 2 of 4 groups."));
        QVERIFY(outcome.out.contains("complete."));
        QVERIFY(outcome.out.contains("no share is here; its shares say how many it needs."));
        QVERIFY(outcome.out.contains("Missing for a quorum: any 1 of group 1 (no share seen yet)"));
    }

    void checkSortsAMessyPool()
    {
        const QByteArray kr1 = "kr1:hyjaaaaaarxrqj2iluprE3U6GAOAJJHZAXFNGEPQU5ASRKA\r\n";
        const Outcome outcome = run({"check"}, shares(4) + "\n" + kr1 + shares(1) + "https://a.example\n" +
                                                   "duckling duckling acadamic\n");
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.out.contains("Line 4: valid. Set 1F09"));
        QVERIFY(outcome.out.contains("Line 5: valid. Set 1F09"));
        QVERIFY(outcome.out.contains("The same share as Line 4."));
        QVERIFY(outcome.out.contains("Line 6: wrong. This is a web address"));
        QVERIFY(outcome.out.contains("Line 7: wrong. Word 3, at character 19,"));
        QVERIFY(outcome.out.indexOf("Set 1F09: 1 share,") < outcome.out.indexOf("Set 6435: 2 shares,"));
    }

    void checkLocatesAWrongWordAndRevealsItOnlyWhenAsked()
    {
        const Outcome silent = run({"check"}, shares(2));
        QCOMPARE(silent.exitCode, 1);
        QVERIFY(silent.out.contains("This would explain it: word 20."));
        QVERIFY(!silent.out.contains("keyboard"));
        const Outcome loud = run({"check", "--reveal"}, shares(2));
        QCOMPARE(loud.exitCode, 1);
        QVERIFY(loud.out.contains("Word 20 may be: keyboard\n"));
    }

    void checkRefusesNothingAndTooMuch()
    {
        QCOMPARE(run({"check"}, "\n \n").exitCode, 1);
        const Outcome flood = run({"check"}, QByteArray(300000, 'a'));
        QCOMPARE(flood.exitCode, 1);
        QVERIFY(flood.err.contains("more than 256 KiB"));
    }

    void combineGivesTheOfficialSecret()
    {
        const QString passphrase = file("passphrase", "TREZOR\n");
        const Outcome outcome = run({"combine", "--reveal", "--passphrase-file", passphrase}, shares(18));
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.out, QStringLiteral("7c3397a292a5941682d7a4ae2d898d11\n"));
        QVERIFY(outcome.err.contains("is printed in hex on standard output"));
    }

    void combineRefusesWithoutRevealOrQuorum()
    {
        const Outcome silent = run({"combine"}, shares(4));
        QCOMPARE(silent.exitCode, 1);
        QVERIFY(silent.out.isEmpty());
        QVERIFY(silent.err.contains("--reveal"));
        const Outcome half = run({"combine", "--reveal"}, firstLine(shares(4)));
        QCOMPARE(half.exitCode, 1);
        QVERIFY(half.out.isEmpty());
        QVERIFY(half.err.contains("Missing for a quorum: group 1 (1 share)."));
        const Outcome two = run({"combine", "--reveal"}, shares(4) + shares(1));
        QCOMPARE(two.exitCode, 1);
        QVERIFY(two.err.contains("More than one set"));
        const Outcome altered = run({"combine", "--reveal"}, shares(13));
        QCOMPARE(altered.exitCode, 1);
        QVERIFY(altered.out.isEmpty());
    }

    void combineFindsTheQuorumInAMessyPool()
    {
        const QString passphrase = file("passphrase", "TREZOR");
        const Outcome outcome = run({"combine", "--reveal", "--passphrase-file", passphrase},
                                    "rubbish\n" + shares(4) + shares(4) + firstLine(shares(6)));
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.out, QStringLiteral("b43ceb7e57a0ea8766221624d01b0864\n"));
        QVERIFY(outcome.err.contains("Line 1 is left out."));
    }

    void splitAndCombineGiveTheSecretBack()
    {
        const QByteArray secret("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eff");
        const QString secretFile = file("secret", secret.toUpper() + "\n");
        const QString passphrase = file("passphrase", "a b~c\r\n");
        const Outcome split = run({"split", "--policy", "2of(2of3,1of1)", "--in-file", secretFile,
                                   "--passphrase-file", passphrase, "--exponent", "0"});
        QCOMPARE(split.exitCode, 0);
        QVERIFY(split.err.contains("Group 1: 3 shares, 2 needed."));
        QList<QByteArray> lines = split.out.toLatin1().split('\n');
        QCOMPARE(lines.size(), 5);
        lines.removeAt(1);
        const Outcome check = run({"check"}, lines.join('\n'));
        QVERIFY(check.out.contains("extendable, iteration exponent 0. It needs 2 of 2 groups."));
        QVERIFY(check.out.contains("A quorum is here."));
        const Outcome combine =
            run({"combine", "--reveal", "--passphrase-file", passphrase}, lines.join('\n'));
        QCOMPARE(combine.out, QString::fromLatin1(secret) + "\n");
    }

    void splitRefusesUnusableSecrets_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("odd digits") << QByteArray(33, '0') << "odd number of hex digits";
        QTest::newRow("no hex") << QByteArray(31, '0') + "g"
                                << "Characters 31 and 32";
        QTest::newRow("odd bytes") << QByteArray(34, '0') << "The secret has 17 bytes.";
        QTest::newRow("too short") << QByteArray(30, '0') << "The secret has 15 bytes.";
        QTest::newRow("too long") << QByteArray(132, '0') << "The secret has 66 bytes.";
        QTest::newRow("empty") << QByteArray() << "The secret has 0 bytes.";
    }

    void splitRefusesUnusableSecrets()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, sentence);
        const Outcome outcome = run({"split", "--policy", "2of3", "--in-file", file("secret", content)});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.out.isEmpty());
        QVERIFY2(outcome.err.contains(sentence), qPrintable(outcome.err));
    }

    void splitRefusesWhatItCannotUse()
    {
        const Outcome absent =
            run({"split", "--policy", "2of3", "--in-file", m_directory.filePath("absent")});
        QCOMPARE(absent.exitCode, 1);
        QVERIFY(absent.err.contains("cannot be opened"));
        const Outcome folder = run({"split", "--policy", "2of3", "--in-file", m_directory.path()});
        QVERIFY(folder.err.contains("cannot be read"));
        const Outcome passphrase =
            run({"combine", "--reveal", "--passphrase-file", m_directory.filePath("absent")}, shares(4));
        QVERIFY(passphrase.exitCode == 1 && passphrase.out.isEmpty());
        QVERIFY(passphrase.err.contains("cannot be opened"));
        const QString secret = file("secret", QByteArray(32, '0'));
        QVERIFY(run({"split", "--policy", "1of3", "--in-file", secret}).err.contains("exactly 1"));
        QVERIFY(run({"split", "--policy", "2of3", "--in-file", secret, "--exponent", "16"})
                    .err.contains("between 0 and 15"));
        QVERIFY(run({"split", "--policy", "2of3", "--in-file", secret, "--passphrase-file",
                     file("passphrase", "caf\xc3\xa9")})
                    .err.contains("passphrase"));
        QVERIFY(run({"split"}).exitCode != 0);
    }

private:
    QString file(const char* name, const QByteArray& content)
    {
        QFile file(m_directory.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", name);
        return file.fileName();
    }

    QTemporaryDir m_directory;
};

KEYRITE_TEST_MAIN(KeyriteCliSharesTest)
#include "keyrite_cli_shares_test.moc"
