// keyrite-cli registry on a log on disk, as outsiders run it.
#include "core/log/store.h"
#include "tests/core/drill/sample_drill.h"
#include "tests/test_main.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

#include <algorithm>

using namespace keyrite;
using namespace keyrite::registry;
using namespace keyrite::test;

namespace {

struct Outcome
{
    int exitCode;
    QByteArray out;
    QByteArray err;
};

Outcome run(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(KEYRITE_BINARY "/app/keyrite-cli/keyrite-cli"),
                  QStringList{QStringLiteral("registry")} + arguments);
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.errorString().toUtf8()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class KeyriteCliRegistryTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        SampleRegistry sample;
        sample.add("log.opened", {{"origin", "example.com/room-1"}, {"mode", "live"}});
        sample.record(SiteAdded{"zrh", "Zurich", "CH", "north", {"s1"}});
        sample.record(PersonGranted{"Ada", {"custodian"}, "zrh"});
        sample.shareSet("3a5f", "2of3", {"Ada", "Ben", "Carla"});
        holdDrill(sample, "dr-1", DrillType::Restore, true, noon("2026-06-01"),
                  {{"Ada", 1, 30}, {"Ben", 2, 90}});
        sample.add("custodian.granted", {{"person", "Eve"}});
        m_file = m_directory.filePath(QStringLiteral("log.keyrite"));
        auto store = log::Store::create(m_file.toStdString());
        QVERIFY(store && store->append(sample.entries()));
        m_entries = static_cast<int>(sample.entries().size());
    }

    void printsOneObject()
    {
        const Outcome outcome = run({m_file, "--json", "--on", "2026-07-01"});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.err.contains("was passed over"));
        const QJsonObject json = QJsonDocument::fromJson(outcome.out).object();
        QCOMPARE(json["format"].toString(), QStringLiteral("keyrite-registry/1"));
        QCOMPARE(json["origin"].toString(), QStringLiteral("example.com/room-1"));
        QCOMPARE(json["entries"].toInt(), m_entries);
        QCOMPARE(json["people"].toArray().size(), 3);
        QCOMPARE(json["problems"].toArray().size(), 1);
        const QJsonObject drill = json["drills"].toArray().at(0).toObject();
        QCOMPARE(drill["verdict"].toString(), QStringLiteral("passed"));
        QCOMPARE(drill["recoveredMinutes"].toInt(), 120);
        const QJsonObject set = json["shareSets"].toArray().at(0).toObject();
        QCOMPARE(set["reach"].toObject()["byPeople"].toObject()["smallestSets"].toArray().size(), 3);
        QCOMPARE(json["learning"].toObject()["announced"].toObject()["answers"].toArray().at(0).toInt(), 2);
    }

    // docs/formats/registry.md names every field of the object.
    void isWhatTheDocumentSays()
    {
        QFile file(QStringLiteral(KEYRITE_SOURCE "/docs/formats/registry.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        const QJsonObject json = QJsonDocument::fromJson(run({m_file, "--json"}).out).object();
        QVERIFY(!json.isEmpty());
        for (const QString& name : json.keys())
            QVERIFY2(text.contains(QLatin1Char('`') + name + QLatin1Char('`')), qPrintable(name));
        for (const QString& name : json["drills"].toArray().at(0).toObject().keys())
            QVERIFY2(text.contains(QLatin1Char('`') + name + QLatin1Char('`')), qPrintable(name));
    }

    void printsWhatIsDue()
    {
        const Outcome outcome = run({m_file, "--on", "2026-12-01"});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.out.contains(
            "2026-04-05  OVERDUE  Sheet 3 of set 3A5F is to be read from its paper by Carla."));
    }

    void printsACalendar()
    {
        const Outcome outcome = run({m_file, "--ical", "--on", "2026-07-01"});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.out.startsWith("BEGIN:VCALENDAR\r\n"));
        QVERIFY(!outcome.out.contains("unannounced"));
        QVERIFY(run({m_file, "--ical", "--surprises"}).out.contains("unannounced"));
    }

    // Somebody else's parser of RFC 5545 reads the same days and sentences as --json says are due.
    void anotherParserReadsTheCalendar()
    {
        static const QString script =
            QStringLiteral("import sys, json, icalendar\n"
                           "calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())\n"
                           "events = [[str(e.decoded('dtstart')), str(e['summary']), str(e['uid'])]\n"
                           "          for e in calendar.walk('VEVENT')]\n"
                           "print(json.dumps(sorted(events)))\n");
        const Outcome calendar = run({m_file, "--ical", "--surprises", "--on", "2026-07-01"});
        QProcess other;
        other.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), script});
        other.write(calendar.out);
        other.closeWriteChannel();
        if (!other.waitForFinished() || other.readAllStandardError().contains("No module named"))
            QSKIP("python3-icalendar is not installed: nobody else has read the calendar.");
        QCOMPARE(other.exitCode(), 0);
        const QJsonArray events = QJsonDocument::fromJson(other.readAllStandardOutput()).array();
        QStringList read;
        QSet<QString> uids;
        for (const auto& event : events) {
            read << event.toArray().at(0).toString() + ' ' + event.toArray().at(1).toString();
            uids << event.toArray().at(2).toString();
        }
        QStringList due;
        const Outcome json = run({m_file, "--json", "--on", "2026-07-01"});
        const QJsonArray listed = QJsonDocument::fromJson(json.out).object()["due"].toArray();
        for (const auto& one : listed)
            due << one.toObject()["due"].toString() + ' ' + one.toObject()["what"].toString();
        std::ranges::sort(due);
        std::ranges::sort(read);
        QVERIFY(due.size() > 3);
        QCOMPARE(read, due);
        QCOMPARE(uids.size(), due.size());
    }

    void refusesWhatItCannotRead()
    {
        QCOMPARE(run({m_directory.filePath(QStringLiteral("none"))}).exitCode, 1);
        QCOMPARE(run({m_file, "--on", "tomorrow"}).exitCode, 1);
        QVERIFY(run({m_file, "--json", "--ical"}).exitCode != 0);
    }

private:
    QTemporaryDir m_directory;
    QString m_file;
    int m_entries = 0;
};

KEYRITE_TEST_MAIN(KeyriteCliRegistryTest)
#include "keyrite_cli_registry_test.moc"
