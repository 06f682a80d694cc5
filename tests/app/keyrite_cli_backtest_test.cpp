// keyrite-cli backtest as its users run it: the examples of docs/formats/backtest.md, and bad input.
#include "core/market/synthetic_series.h"
#include "tests/shared_vectors.h"
#include "tests/test_main.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <sys/resource.h>

namespace {

struct Outcome
{
    int exitCode;
    QByteArray out;
    QString err;
};

Outcome runShell(const QString& command)
{
    QProcess process;
    process.setWorkingDirectory(QStringLiteral(KEYRITE_SOURCE));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"), QStringLiteral(KEYRITE_BINARY "/app/keyrite-cli:") +
                                                   environment.value(QStringLiteral("PATH")));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
    if (!process.waitForFinished(120000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.errorString()};
    return {process.exitCode(), process.readAllStandardOutput(),
            QString::fromUtf8(process.readAllStandardError())};
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The resident memory of the largest program that was run so far.
long mostMemoryOfAChildKb()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return usage.ru_maxrss;
}

// The commands of the first block of shell in the page.
QStringList examples()
{
    const QString page =
        QString::fromUtf8(contentOf(QStringLiteral(KEYRITE_SOURCE "/docs/formats/backtest.md")));
    const auto block = QRegularExpression(QStringLiteral("```bash\n(.*?)```"),
                                          QRegularExpression::DotMatchesEverythingOption)
                           .match(page);
    return block.captured(1).split(u'\n', Qt::SkipEmptyParts);
}

const QString kPractice = QStringLiteral("resources/practice/backtest/");

} // namespace

class KeyriteCliBacktestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void thePracticePricesAreThoseOfTheGenerator()
    {
        QCOMPARE(
            contentOf(QStringLiteral(KEYRITE_SOURCE "/resources/practice/backtest/prices.csv")).toStdString(),
            keyrite::market::syntheticSeries(2400));
    }

    void theExamplesRun()
    {
        QCOMPARE(examples().size(), 4);
        for (const QString& example : examples()) {
            const Outcome outcome = runShell(example);
            QVERIFY2(outcome.exitCode == 0, qPrintable(example + outcome.err));
            if (!example.contains(QLatin1String("--json"))) {
                QVERIFY(outcome.out.startsWith("SYNTHETIC PRICES: made up for practice"));
                QVERIFY(outcome.out.contains(example.contains(QLatin1String("history"))
                                                 ? "each as known at the time"
                                                 : "TODAY'S POLICY OVER HISTORY"));
            }
        }
    }

    void jsonHoldsEveryPositionAndTheirTests()
    {
        const Outcome outcome = runShell(examples().at(1));
        const auto json = nlohmann::json::parse(outcome.out.toStdString());
        QCOMPARE(json["results"].size(), 5U);
        QVERIFY(json["series"]["synthetic"].get<bool>());
        QCOMPARE(json["options"]["seed"].get<int>(), 20200312);
        for (const auto& result : json["results"]) {
            QCOMPARE(result["mode"].get<std::string>(), std::string("todaysPolicyOverHistory"));
            QVERIFY(result["loss"]["es"].get<double>() >= result["loss"]["varAtEs"].get<double>());
            QCOMPARE(result["tests"]["offsets"].size(), result["tests"]["startsApart"].get<std::size_t>());
            QVERIFY(result["tests"]["powerAgainstTwiceTheRate"]["alone"].get<double>() < 1);
        }
    }

    // A table far larger than the memory that reading it takes. KEYRITE_STREAM_MB=1000 is the whole gigabyte.
    void aLargeTableIsStreamed()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("SKIPPED: a sanitizer's own memory is more than what is measured here.");
#endif
        constexpr long kMostGrowthKb = 16 * 1024;
        const int megabytes = qEnvironmentVariable("KEYRITE_STREAM_MB", QStringLiteral("64")).toInt();
        const auto streamed = [](int rows) {
            // An hour a row, each with a note of some 20,000 characters.
            return runShell(
                QStringLiteral(
                    "awk -v rows=%1 'BEGIN { note = \"x\"; while (length(note) < 20000) note = note note; "
                    "note = substr(note, 1, 20000); print \"time,close,note\"; for (i = 0; i < rows; ++i) "
                    "print i * 3600 \",\" 100 + i % 7 \",\" note }' | keyrite-cli backtest --series - "
                    "--mapping 'time=time close=close format=s' --position %2spot.json --policy 48h")
                    .arg(rows)
                    .arg(kPractice));
        };
        QCOMPARE(streamed(100).exitCode, 0);
        const long before = mostMemoryOfAChildKb();
        const Outcome outcome = streamed(50 * megabytes);
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        const long growth = mostMemoryOfAChildKb() - before;
        qInfo("%d MB: %ld kB beyond the %ld kB of a small table", megabytes, growth, before);
        QVERIFY(growth < kMostGrowthKb);
    }

    void badInputIsASentenceWithRowAndColumn()
    {
        const QByteArray header =
            "Date,Open,High,Low,Close\r\n2020-01-01,1,2,1,2\n2020-01-02,1,2,1,2\r2020-01-03,1,2,1,2\n";
        const auto refusal = [&](const QByteArray& series,
                                 const QString& more = QStringLiteral("--policy 24h")) {
            QFile file(m_folder.filePath(QStringLiteral("prices.csv")));
            (void)file.open(QIODevice::WriteOnly);
            file.write(series);
            file.close();
            const Outcome outcome =
                runShell(QStringLiteral("keyrite-cli backtest --series %1 --position %2spot.json %3")
                             .arg(file.fileName(), kPractice, more));
            return outcome.exitCode == 1 && outcome.out.isEmpty()
                       ? outcome.err
                       : QStringLiteral("accepted: %1").arg(outcome.exitCode);
        };
        QVERIFY(refusal("\xEF\xBB\xBF" + header + "2020-01-04,1,2,1,nope\r\n")
                    .contains(QLatin1String("1 row is defective. Line 5, column 5: \"nope\" is not a number. "
                                            "Correct the file, or say --leave-out-bad-rows")));
        QVERIFY(refusal(header + "2020-01-04,1,1e308,1,2\n")
                    .contains(QLatin1String("Line 5, column 3: \"1e308\" is not a price")));
        QVERIFY(refusal(header + "2020-01-04,1,inf,1,2\n")
                    .contains(QLatin1String("Line 5, column 3: \"inf\" is not a price")));
        QVERIFY(refusal(header + "2020-01-04,1,2,1,\"2\n")
                    .contains(QLatin1String("Line 5, column 5: a quotation mark that opens on line 5")) ||
                refusal(header + "2020-01-04,1,2,1,\"2\n").contains(QLatin1String("is never closed")));
        QVERIFY(refusal(header, QStringLiteral("--policy 96h"))
                    .contains(QLatin1String("The series has 3 bars, but one outage")));
        QVERIFY(refusal(header, QStringLiteral("--policy 96"))
                    .contains(QLatin1String("is neither hours, as 48h, nor a file that is there")));
        QVERIFY(refusal(header, QStringLiteral("--policy 24h --var 1.5"))
                    .contains(QLatin1String("A confidence must be from 0.5")));
        QVERIFY(refusal("").contains(QLatin1String("The file is empty.")));
        QVERIFY(
            refusal("a,b\n1,2\n").contains(QLatin1String("Line 1: the columns of this file are not known.")));
        QVERIFY(runShell(QStringLiteral(
                             "keyrite-cli backtest --series /nowhere --position %1spot.json --policy 24h")
                             .arg(kPractice))
                    .err.contains(QLatin1String("/nowhere")));
        const Outcome leftOut = runShell(
            QStringLiteral(
                "printf "
                "'Date,High,Low,Close\\n2020-01-01,2,1,2\\n2020-01-02,2,1,x\\n2020-01-03,2,1,1\\n2020-01-04,"
                "2,1,1\\n' | "
                "keyrite-cli backtest --series - --position %1spot.json --policy 24h --leave-out-bad-rows")
                .arg(kPractice));
        QCOMPARE(leftOut.exitCode, 0);
        QVERIFY(leftOut.out.contains(
            "Defect:   1 x A price is not a number. The row is left out. First at line 3."));
        QVERIFY(leftOut.out.contains("There are too few bars for a forecast"));
    }

private:
    QTemporaryDir m_folder;
};

KEYRITE_TEST_MAIN(KeyriteCliBacktestTest)
#include "keyrite_cli_backtest_test.moc"
