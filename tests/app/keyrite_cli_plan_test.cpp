#include "tests/test_main.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace {

struct Outcome
{
    int exitCode;
    QByteArray out;
    QByteArray err;
};

Outcome plan(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(KEYRITE_BINARY "/app/keyrite-cli/keyrite-cli"),
                  QStringList{QStringLiteral("plan")} + arguments);
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.errorString().toUtf8()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

const QString kThreeDesigns = QStringLiteral(KEYRITE_SOURCE "/resources/practice/plan-three-designs.json");
const QString kDesk = QStringLiteral(KEYRITE_SOURCE "/resources/practice/plan-desk.json");

} // namespace

class KeyriteCliPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theExamplePrintsTheTable()
    {
        const Outcome outcome = plan({kThreeDesigns});
        QCOMPARE(outcome.exitCode, 0);
        for (const char* row : {"A one site 2/3           1.11722e-02  2.07460e-03  0.480152  0.871386  "
                                "0.976510  48 h           424,548       43,000",
                                "B 3 sites x 1, 2/3       2.61119e-03  1.45897e-04  0.477657  0.872118  "
                                "0.982563  48 h           148,736       93,000",
                                "D 3 sites x (2/3), 2/3   3.71663e-04  1.28940e-05  0.470244  0.954630  "
                                "0.998371  12 h           100,804      129,000",
                                " 79.8 %  Two sites are lost in the same year"})
            QVERIFY2(outcome.out.contains(row), row);
    }

    // SOURCE: the three levels summed over the eight states of the sites by a script outside this tree.
    void theMultisigIsTheThirdLevel()
    {
        const Outcome outcome =
            plan({QStringLiteral(KEYRITE_SOURCE "/resources/practice/plan-multisig.json")});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.out.contains("One key, 2 of 3 sites    2.61119e-03  1.45897e-04"));
        QVERIFY(outcome.out.contains("2 of 3 keys, each so     4.36751e-04  1.37727e-05"));
        QVERIFY(outcome.out.contains("0.951520"));
        QVERIFY(outcome.out.contains("2 of 3 keys, each brought back by 2 of 3 sites"));
    }

    void theSameAsJson()
    {
        const Outcome outcome = plan({QStringLiteral("--json"), kThreeDesigns});
        QCOMPARE(outcome.exitCode, 0);
        const QJsonObject json = QJsonDocument::fromJson(outcome.out).object();
        const QJsonObject d = json[QStringLiteral("designs")].toArray()[2].toObject();
        QCOMPARE(QString::asprintf("%.5e", d[QStringLiteral("unrecoverable")].toDouble()),
                 QStringLiteral("3.71663e-04"));
        QCOMPARE(d[QStringLiteral("q95Hours")].toDouble(), 12.0);
        QCOMPARE(json[QStringLiteral("inputSha256")].toString().size(), 64);
    }

    void theDeskIsSearched()
    {
        const Outcome outcome = plan({kDesk});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.out.startsWith("Keep the key with "));
        QVERIFY(outcome.out.contains("No redundancy can fix this"));
    }

    void badFilesAreRefusedInOneSentence()
    {
        QTemporaryDir directory;
        const auto refused = [&](const QByteArray& content, const char* names) {
            QFile file(directory.filePath(QStringLiteral("input.json")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
            file.close();
            const Outcome outcome = plan({file.fileName()});
            QCOMPARE(outcome.exitCode, 1);
            QCOMPARE(outcome.out, QByteArray());
            QVERIFY2(outcome.err.contains(names), outcome.err.constData());
        };
        refused("", "not JSON");
        refused("{}", "\"schema\" is missing");
        refused(QByteArray(10'000'000, 'x'), "larger than");
        QFile file(kThreeDesigns);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray good = file.readAll();
        const auto with = [&](const char* before, const char* after) {
            return QByteArray(good).replace(before, after);
        };
        refused(with("\"lost\": 0.02", "\"lost\": 1.02"),
                "in \"share\", \"lost\" must be a number from 0 to 1");
        refused(with("\"lost\": 0.02", "\"lost\": NaN"), "is not JSON");
        refused(with("\"members\": 3, \"threshold\": 2", "\"members\": 3, \"threshold\": 4"),
                "in groups 1 of designs 1, \"threshold\" is more than the 3 members");
        refused(with("\"value\": 100000000", "\"value\": 1e308"), "in positions 1, \"value\" must be");
        refused(with("\"positions\": [", "\"positions\": [], \"unused\": ["),
                "without one there is nothing to lose");
        QCOMPARE(plan({QStringLiteral("/nowhere.json")}).exitCode, 1);
    }
};

KEYRITE_TEST_MAIN(KeyriteCliPlanTest)
#include "keyrite_cli_plan_test.moc"
