#include "ui/models/log_model.h"

#include "tests/test_main.h"
#include "tests/ui/gallery_log.h"
#include "ui/log_sentences.h"
#include "ui/pages/log_page.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;

class LogModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEntryIsARow()
    {
        LogModel model(gallery::sampleLog(), nullptr);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto entries = gallery::sampleEntries();
        QCOMPARE(model.rowCount(), static_cast<int>(entries.size()));
        for (int row = 0; row < model.rowCount(); ++row) {
            QCOMPARE(model.index(row, LogModel::SeqColumn).data().toInt(), row);
            QCOMPARE(model.index(row, LogModel::SentenceColumn).data().toString(),
                     sentenceOf(entries[static_cast<std::size_t>(row)]));
        }
        QVERIFY(model.bodyAt(0)->starts_with('{'));
    }

    void filteredRowsAreFoundAsTheyAreScrolledTo()
    {
        LogModel model(gallery::sampleLog(), nullptr);
        model.setFilter({.ceremony = {}, .kind = "share.", .person = {}});
        QCOMPARE(model.rowCount(), 0);
        while (model.canFetchMore({}))
            model.fetchMore({});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.entryAt(2)->kind, std::string("share.sealed"));
        model.setFilter({.ceremony = "KC-9999-0001", .kind = {}, .person = {}});
        while (model.canFetchMore({}))
            model.fetchMore({});
        QCOMPARE(model.rowCount(), 0);
        model.setFilter({});
        QVERIFY(!model.canFetchMore({}));
        QCOMPARE(model.rowCount(), static_cast<int>(gallery::sampleEntries().size()));
    }

    void newEntriesAreAdded()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(u"log.keyrite"_s).toStdString();
        auto writer = log::Store::create(file);
        QVERIFY(writer->append({gallery::sampleEntries()[0]}).has_value());
        LogModel model(std::move(*log::Store::openReadOnly(file)), nullptr);
        QCOMPARE(model.index(0, LogModel::SentenceColumn).data().toString(),
                 u"The log of Zurich vault room begins."_s);
        const QSignalSpy inserted(&model, &LogModel::rowsInserted);
        QVERIFY(writer->append({gallery::sampleEntries()[1]}).has_value());
        model.refresh();
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(1, LogModel::SentenceColumn).data().toString(),
                 u"A ceremony begins: Cold wallet key 2026."_s);
        model.refresh();
        QCOMPARE(inserted.count(), 1);
    }

    void unknownKindsAreShownByName()
    {
        log::Entry entry;
        entry.kind = "weather.observed";
        QCOMPARE(sentenceOf(entry), u"weather.observed"_s);
    }

    // Logs of others may hold anything: a value of another type is still shown.
    void strangeValuesAreShown()
    {
        log::Entry entry;
        entry.kind = "share.sealed";
        entry.data = {{"share", {1, 2}}, {"bag", nullptr}};
        QCOMPARE(sentenceOf(entry), u"Sheet [1,2] was sealed in bag null."_s);
    }

    void typedFilters()
    {
        QCOMPARE(LogPage::filterOf(u"kc-2026-0001 Share."_s).ceremony, std::string("KC-2026-0001"));
        QCOMPARE(LogPage::filterOf(u"kc-2026-0001 Share."_s).kind, std::string("share."));
        QVERIFY(LogPage::filterOf(u"  "_s).kind.empty());
    }

    void timesAreWritten()
    {
        QCOMPARE(utcText(fromIsoTime("2026-11-22T10:42:30.123Z").value()), u"22 Nov 2026, 10:42 UTC"_s);
    }
};

KEYRITE_GUI_TEST_MAIN(LogModelTest)
#include "log_model_test.moc"
