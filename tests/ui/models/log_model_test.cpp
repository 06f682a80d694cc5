#include "ui/models/log_model.h"

#include "core/registry/entry_kinds.h"
#include "tests/test_main.h"
#include "tests/ui/gallery_log.h"
#include "ui/log_sentences.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;

namespace {

log::Filter filterOf(const char* line)
{
    return log::parseFilter(line).value();
}

QString sentenceAt(const LogModel& model, int row)
{
    return model.index(row, LogModel::SentenceColumn).data().toString();
}

std::uint64_t sampleSize()
{
    return gallery::sampleEntries().size();
}

} // namespace

class LogModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEntryIsARow()
    {
        LogReader reader(gallery::sampleLog(), nullptr);
        LogModel model(reader, sampleSize(), nullptr);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto entries = gallery::sampleEntries();
        QCOMPARE(model.rowCount(), static_cast<int>(entries.size()));
        QTRY_VERIFY(sentenceAt(model, 0) != u"…"_s);
        for (int row = 0; row < model.rowCount(); ++row) {
            QCOMPARE(model.index(row, LogModel::SeqColumn).data().toInt(), row);
            QTRY_COMPARE(sentenceAt(model, row), sentenceOf(entries[static_cast<std::size_t>(row)]));
        }
    }

    void aFilterTakesTheRowsPlace()
    {
        LogReader reader(gallery::sampleLog(), nullptr);
        LogModel model(reader, sampleSize(), nullptr);
        QSignalSpy searched(&model, &LogModel::searched);
        model.setFilter(filterOf("kind:share."));
        QVERIFY(searched.wait());
        QCOMPARE(model.rowCount(), 3);
        QTRY_COMPARE(sentenceAt(model, 2), u"Share 3 of set ? was sealed in bag AB 0048 1177."_s);
        QCOMPARE(model.rowOf(model.seqOf(1)), 1);
        QCOMPARE(model.rowOf(0), -1);
        model.setFilter(filterOf("ceremony:KC-9999-0001"));
        QVERIFY(searched.wait());
        QCOMPARE(model.rowCount(), 0);
        model.setFilter({});
        QCOMPARE(model.rowCount(), static_cast<int>(sampleSize()));
        QCOMPARE(model.rowOf(5), 5);
    }

    // Of two filters in a row only the last one counts, whatever arrives when.
    void theLastFilterCounts()
    {
        LogReader reader(gallery::sampleLog(), nullptr);
        LogModel model(reader, sampleSize(), nullptr);
        QSignalSpy searched(&model, &LogModel::searched);
        model.setFilter(filterOf("kind:step."));
        model.setFilter(filterOf("kind:share."));
        QVERIFY(searched.wait());
        QCOMPARE(searched.count(), 1);
        QCOMPARE(model.rowCount(), 3);
        model.setFilter(filterOf("kind:step."));
        model.setFilter({});
        QTRY_VERIFY(sentenceAt(model, 0) != u"…"_s);
        QCOMPARE(model.rowCount(), static_cast<int>(sampleSize()));
    }

    void newEntriesAreAdded()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(u"log.keyrite"_s).toStdString();
        auto writer = log::Store::create(file);
        QVERIFY(writer->append({gallery::sampleEntries()[0]}).has_value());
        LogReader reader(std::move(*log::Store::openReadOnly(file)), nullptr);
        LogModel model(reader, 1, nullptr);
        QTRY_COMPARE(sentenceAt(model, 0), u"The log of Zurich vault room begins."_s);
        QSignalSpy inserted(&model, &LogModel::rowsInserted);
        QVERIFY(writer->append({gallery::sampleEntries()[1]}).has_value());
        model.refresh();
        QVERIFY(inserted.wait());
        QCOMPARE(model.rowCount(), 2);
        QTRY_COMPARE(sentenceAt(model, 1), u"A ceremony begins: Cold wallet key 2026."_s);
        // With a filter only what fits becomes a row.
        QSignalSpy searched(&model, &LogModel::searched);
        model.setFilter(filterOf("kind:hsm."));
        QVERIFY(searched.wait());
        QSignalSpy grown(&model, &LogModel::grown);
        QVERIFY(writer->append({gallery::sampleEntries()[2], gallery::sampleEntries()[3]}).has_value());
        model.refresh();
        QVERIFY(grown.wait());
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.seqOf(0), std::uint64_t{2});
        QCOMPARE(model.logSize(), std::uint64_t{4});
    }

    void everyKindHasASentence()
    {
        for (const registry::KindRule& rule : registry::kindRules())
            QVERIFY2(hasSentence(rule.kind), std::string(rule.kind).c_str());
        for (const log::Entry& entry : gallery::sampleEntries())
            if (entry.kind != "weather.observed")
                QVERIFY2(hasSentence(entry.kind), entry.kind.c_str());
    }

    void sentences()
    {
        log::Entry entry{.kind = "share.proven", .actor = "Mei Tanaka", .role = "custodian"};
        entry.data = {{"set", "7c2a"}, {"share", 4}, {"tries", 2}, {"seconds", 41}};
        QCOMPARE(sentenceOf(entry),
                 u"Share 4 of set 7C2A was proven from paper by custodian Mei Tanaka, 2 tries, 41 s."_s);
        entry.data = {{"set", "7c2a"}, {"share", 4}, {"tries", 1}};
        QCOMPARE(sentenceOf(entry),
                 u"Share 4 of set 7C2A was proven from paper by custodian Mei Tanaka, 1 try."_s);
        entry = {.kind = "log.reviewed"};
        entry.data = {
            {"first", 0}, {"last", 840}, {"reviewer", "Ida Berg"}, {"findings", {log::Json::object()}}};
        QCOMPARE(sentenceOf(entry), u"Entries 0 to 840 were reviewed by Ida Berg, 1 finding."_s);
    }

    void unknownKindsAreShownByName()
    {
        const log::Entry entry{.kind = "weather.observed"};
        QCOMPARE(sentenceOf(entry), u"weather.observed (a kind that this version does not know)"_s);
    }

    // Logs of others may hold anything: a value of another type is still shown, on one line, and never taken
    // for a pattern.
    void strangeValuesAreShown()
    {
        log::Entry entry{.kind = "share.sealed"};
        entry.data = {{"share", {1, 2}}, {"bag", "{share}[x]\n%1"}, {"set", nullptr}};
        QCOMPARE(sentenceOf(entry), u"Share 1, 2 of set ? was sealed in bag {share}[x] %1."_s);
        entry.data = {{"share", 1}, {"set", "7c2a"}, {"bag", std::string(500, 'x')}};
        QVERIFY(sentenceOf(entry).size() < 200);
    }

    void timesAreWritten()
    {
        QCOMPARE(utcText(fromIsoTime("2026-11-22T10:42:30.123Z").value()), u"22 Nov 2026, 10:42 UTC"_s);
    }
};

KEYRITE_GUI_TEST_MAIN(LogModelTest)
#include "log_model_test.moc"
