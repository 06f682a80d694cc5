// A head office reads the logs of two rooms through the real window: their bundles, one of which is of
// another log that the same token signed, brought together by the real keyrite-cli.
#include "app/keyrite/collection_desk.h"
#include "app/keyrite/desktop.h"
#include "core/ceremony/anchors.h"
#include "core/file.h"
#include "core/log/collection.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/core/log/audit_key.h"
#include "tests/test_main.h"
#include "ui/command_line_program.h"
#include "ui/pages/collection_page.h"
#include "ui/pages/log_page.h"
#include "ui/theme.h"
#include "ui/verify_dialog.h"

#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

#include <map>

using namespace keyrite;
using namespace Qt::StringLiterals;
using namespace std::string_literals;
using ceremony::Room;
using test::must;
using test::pin;
namespace fs = std::filesystem;

namespace {

constexpr const char* kZurich = "keyrite.example/zurich";
constexpr const char* kBasel = "keyrite.example/basel";

QPushButton* buttonSaying(const QWidget& root, const QString& part)
{
    for (auto* button : root.findChildren<QPushButton*>())
        if (button->isVisible() && button->text().contains(part))
            return button;
    return nullptr;
}

void press(const QWidget& root, const QString& part)
{
    QTRY_VERIFY2(buttonSaying(root, part) != nullptr, qPrintable(part));
    QTest::mouseClick(buttonSaying(root, part), Qt::LeftButton);
}

QString visibleTexts(const QWidget& root)
{
    QString text;
    for (const auto* label : root.findChildren<QLabel*>())
        if (label->isVisible())
            text += label->text() + u'\n';
    return text;
}

Room openRoom(const fs::path& folder)
{
    return must(Room::open(folder, pin(test::kUserPin), systemNow, crypto::systemRandom));
}

// Something happens in the room, is signed, and leaves it as a bundle.
void goOn(Room& room, const char* filter)
{
    log::Entry entry = must(registry::savedFilterEntry(filter, "kind:log."));
    entry.time = room.now();
    must(room.append({std::move(entry)}));
    must(room.signCheckpoint());
    QVERIFY(must(ceremony::exportBundle(room)).has_value());
}

// Every file below a folder, with its bytes.
// But what SQLite puts beside a log that somebody reads: who reads it, and a journal in which nothing is.
std::map<std::string, std::string> filesIn(const fs::path& folder)
{
    std::map<std::string, std::string> files;
    const auto isSqlites = [](const fs::directory_entry& one) {
        const std::string name = one.path().string();
        return name.ends_with("-shm") || (name.ends_with("-wal") && one.file_size() == 0);
    };
    for (const auto& one : fs::recursive_directory_iterator(folder))
        if (one.is_regular_file() && !isSqlites(one))
            files[one.path().string()] = must(readFile(one.path(), 16U << 20U));
    return files;
}

// 3000 entries, the last of them signed for; no ceremony.
void makeLongLog(const fs::path& file)
{
    const test::AuditKey key(kBasel);
    std::vector<log::Entry> entries(3000, log::Entry{.time = systemNow(), .kind = "weather.observed"});
    entries.front() = {.time = entries.back().time,
                       .kind = "log.opened",
                       .data = {{"vkey", key.verifier().text()}, {"origin", kBasel}}};
    log::Store store = must(log::Store::create(file));
    must(store.append(std::move(entries)));
    must(store.addCheckpoint(store.size(), key.sign(store.size(), store.root())));
}

} // namespace

class CollectionJourneyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        fs::create_directories(path("arrived"));
        {
            Room basel =
                must(Room::create({path("basel"), "Basel room", kBasel, Mode::Practice, {}},
                                  pin(test::kSoPin), pin(test::kUserPin), systemNow, crypto::systemRandom));
            goOn(basel, "Of Basel");
        }
        {
            Room zurich =
                must(Room::create({path("zurich"), "Zurich room", kZurich, Mode::Practice, {}},
                                  pin(test::kSoPin), pin(test::kUserPin), systemNow, crypto::systemRandom));
            goOn(zurich, "Of Zurich");
        }
        arrive("basel");
        arrive("zurich");
        QCOMPARE(collect(), 0);
        // Somebody keeps a copy of the room, audit token and all, and goes on in both.
        fs::copy(path("zurich"), path("copy"), fs::copy_options::recursive);
        {
            Room zurich = openRoom(path("zurich"));
            goOn(zurich, "As it was");
        }
        {
            Room copy = openRoom(path("copy"));
            goOn(copy, "As it was told");
        }
        arrive("zurich");
        QCOMPARE(collect(), 0);
        arrive("copy");
        QCOMPARE(collect(), 1);
        QVERIFY(m_said.contains("has signed two different logs"));
        QCOMPARE(run({u"verify"_s, QString::fromStdString(path("reviewed.keyrite").string())}), 1);
        QVERIFY(m_said.contains("FORKED. The room keyrite.example/zurich has signed two different logs"));
        m_files = filesIn(path("reviewed.keyrite"));
        QCOMPARE(m_files.size(), std::size_t{3}); // two logs, and the bundle that proves the fork
    }

    void init()
    {
        m_theme = std::make_unique<ui::Theme>(*qApp, ui::ThemeOptions{ui::Appearance::Light, false});
        m_desktop = std::make_unique<app::Desktop>(path("home"));
        m_desktop->window().resize(1366, 768);
    }

    void cleanup()
    {
        m_desktop.reset();
        // Not a byte was written. (SQLite puts empty files of its own beside a log while it reads.)
        for (const auto& [name, bytes] : m_files)
            QVERIFY2(must(readFile(name, 16U << 20U)) == bytes, name.c_str());
    }

    // By the plain door of the first start; the rooms by name, the forked one and why; all verified.
    void theRoomsByName()
    {
        m_desktop->showFirstStart();
        press(m_desktop->window(), u"Read the logs of other rooms"_s);
        auto* dialog = m_desktop->window().findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr);
        auto* name = dialog->findChild<QLineEdit*>(u"fileNameEdit"_s);
        name->setText(QString::fromStdString(path("reviewed.keyrite").string()));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(rows().size(), 2);
        QVERIFY(rows()[0].startsWith(QLatin1String(kBasel) + u"|2|"_s));
        QVERIFY(rows()[0].endsWith(u"|Not verified yet"_s));
        QVERIFY(rows()[1].startsWith(QLatin1String(kZurich) + u"|"_s));
        QVERIFY(rows()[1].endsWith(u"|✗ Forked"_s));
        for (const QString& row : rows()) {
            const QString head = row.section(u'|', 2, 2);
            QCOMPARE(head.size(), 19); // four groups
            QVERIFY(row.section(u'|', 3, 3).endsWith(u" UTC"_s));
        }
        page().select(id(kZurich));
        QVERIFY(visibleTexts(page()).contains(
            u"The room keyrite.example/zurich has signed two different logs: they differ from entry"_s));
        press(page(), u"Verify every log"_s);
        QTRY_VERIFY_WITH_TIMEOUT(rows()[0].endsWith(u"|✓ Verified"_s), 20000);
        QTRY_VERIFY(buttonSaying(page(), u"Stop"_s) == nullptr);
        QVERIFY(rows()[1].endsWith(u"|✗ Forked"_s)); // sound by itself, and still forked
        press(page(), u"Back"_s);
        QTRY_VERIFY(buttonSaying(m_desktop->window(), u"Read the logs of other rooms"_s) != nullptr);
    }

    // The same page as a room's own log, and nothing that writes.
    void oneLogIsRead()
    {
        open("reviewed.keyrite");
        page().select(id(kBasel));
        press(page(), u"Read this log"_s);
        ui::LogPage& log = page().logPage();
        QTRY_COMPARE(log.shownRows(), 2);
        QVERIFY(buttonSaying(log, u"Mark reviewed"_s) == nullptr);
        for (const auto* action : log.findChildren<QAction*>())
            QVERIFY2(!action->text().contains(u"Save this filter"_s), qPrintable(action->text()));

        // Filter, jump and back; body and proof.
        auto* line = log.findChild<QLineEdit*>();
        QTest::keyClicks(line, u"kind:log.filter-saved"_s);
        QTRY_COMPARE(log.shownRows(), 1);
        QTRY_VERIFY(log.findChild<QPlainTextEdit*>()->toPlainText().contains(u"Of Basel"_s));
        press(log, u"Proof that it is in the log"_s);
        QTRY_VERIFY(log.findChild<QPlainTextEdit*>()->toPlainText().contains(u"a stored checkpoint signs"_s));

        // Export what is shown: a file outside; that is no entry here, and no signature is offered.
        press(log, u"Print or export"_s);
        auto* dialog = log.findChild<ui::ExportDialog*>();
        QVERIFY(dialog != nullptr);
        QVERIFY(!visibleTexts(*dialog).contains(u"becomes an entry"_s));
        dialog->close();
        auto* reading = log.findChild<app::LogReading*>();
        const QSignalSpy exported(reading, &app::LogReading::exported);
        const fs::path file = path("shown.jsonl");
        reading->exportTo(QString::fromStdString(file.string()), ui::ExportDialog::Form::JsonLines,
                          log.shownFilter());
        QTRY_COMPARE(exported.count(), 1);
        QVERIFY(must(readFile(file, 1U << 20U)).find("Of Basel") != std::string::npos);

        // Another room by its name: the same filter, the other log.
        auto* combo = page().findChild<QComboBox*>();
        combo->setCurrentIndex(combo->findData(id(kZurich)));
        Q_EMIT combo->activated(combo->currentIndex());
        QTRY_COMPARE(log.shownRows(), 2);
        QVERIFY(visibleTexts(page()).contains(u"✗ Forked"_s));
        press(page(), u"All rooms"_s);
        QCOMPARE(page().selectedId(), id(kZurich));
    }

    // A typed head is checked as in the room; the list then knows the verdict.
    void oneLogIsVerified()
    {
        open("reviewed.keyrite");
        page().select(id(kBasel));
        press(page(), u"Read this log"_s);
        ui::LogPage& log = page().logPage();
        QTRY_COMPARE(log.shownRows(), 2);
        press(log, u"Verify the log"_s);
        auto* dialog = log.findChild<ui::VerifyDialog*>();
        const auto store = must(log::Store::openReadOnly(id(kBasel).toStdString()));
        dialog->findChild<QPlainTextEdit*>()->setPlainText(
            u"1 "_s + QString::fromStdString(toHex(must(store.rootAt(1)))));
        press(*dialog, u"Verify the log"_s);
        QTRY_VERIFY_WITH_TIMEOUT(visibleTexts(*dialog).contains(u"The log is sound."_s), 20000);
        QVERIFY(buttonSaying(*dialog, u"Sign as a witness"_s) == nullptr);
        press(*dialog, u"Close"_s);
        QTRY_VERIFY(visibleTexts(page()).contains(u"✓ Verified"_s));
    }

    // In the middle of it: nothing is said of the log, and it can be begun again.
    void aVerificationIsStopped()
    {
        makeLongLog(path("long.keyrite"));
        open("long.keyrite");
        ui::LogPage& log = page().logPage(); // of one log by itself, shown at once
        QTRY_COMPARE(log.shownRows(), 3000);
        press(log, u"Verify the log"_s);
        auto* dialog = log.findChild<ui::VerifyDialog*>();
        press(*dialog, u"Verify the log"_s);
        press(*dialog, u"Stop"_s);
        QTRY_VERIFY(buttonSaying(*dialog, u"Verify the log"_s)->isEnabled());
        QVERIFY(!visibleTexts(*dialog).contains(u"The log is sound."_s));
        QVERIFY(visibleTexts(page()).contains(u"Not verified yet"_s));
        press(*dialog, u"Verify the log"_s);
        QTRY_VERIFY_WITH_TIMEOUT(visibleTexts(*dialog).contains(u"The log is sound."_s), 20000);
        press(*dialog, u"Close"_s);
        QTRY_VERIFY(visibleTexts(page()).contains(u"✓ Verified"_s));
    }

    // What is no collection is refused with what it is and what to do, and the window stays where it was.
    void whatCannotBeRead_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("says");
        QTest::newRow("a folder without logs") << u"arrived"_s << u"holds no log"_s;
        QTest::newRow("nothing") << u"nowhere"_s << u"nowhere"_s;
        QTest::newRow("a bundle") << u"bundle"_s << u"is not a log"_s;
        QTest::newRow("a truncated log") << u"short.keyrite"_s << u"cannot be read"_s;
        QTest::newRow("a newer log") << u"newer.keyrite"_s << u"newer version of Keyrite"_s;
    }

    void whatCannotBeRead()
    {
        QFETCH(QString, name);
        QFETCH(QString, says);
        spoil();
        const QSignalSpy failed(m_desktop.get(), &app::Desktop::failed);
        m_desktop->openCollection(path(name.toUtf8().constData()));
        QTRY_COMPARE(failed.count(), 1);
        const QString message = failed.front().front().toString();
        QVERIFY2(message.contains(says), qPrintable(message));
        QVERIFY(m_desktop->window().isVisible());
        m_desktop->window().findChild<QMessageBox*>()->close();
    }

    // One bad log among others is refused by name; the others are read.
    void oneBadLogAmongOthers()
    {
        spoil();
        fs::create_directories(path("mixed"));
        fs::copy_file(id(kBasel).toStdString(), path("mixed/keyrite.example+basel.keyrite"),
                      fs::copy_options::overwrite_existing);
        fs::copy_file(id(kBasel).toStdString(), path("mixed/keyrite.example+bern.keyrite"),
                      fs::copy_options::overwrite_existing);
        for (const char* name : {"short", "newer"})
            fs::copy_file(path(name + ".keyrite"s), path("mixed/"s + name + ".keyrite"),
                          fs::copy_options::overwrite_existing);
        open("mixed");
        QCOMPARE(rows().size(), 4);
        QVERIFY(rows().filter(u"✗ Cannot be read"_s).size() == 2);
        QVERIFY(rows().filter(u"✗ Refused"_s).size() == 1);
        page().select(QString::fromStdString(path("mixed/keyrite.example+bern.keyrite").string()));
        QVERIFY(visibleTexts(page()).contains(u"Somebody renamed or exchanged it"_s));
        page().select(QString::fromStdString(path("mixed/newer.keyrite").string()));
        QVERIFY(visibleTexts(page()).contains(u"a newer version of Keyrite wrote it"_s));
        QVERIFY(!buttonSaying(page(), u"Read this log"_s)->isEnabled());
    }

private:
    fs::path path(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }
    QString id(const std::string& origin) const
    {
        std::string name = origin;
        std::ranges::replace(name, '/', '+');
        return QString::fromStdString(path("reviewed.keyrite/" + name + ".keyrite").string());
    }

    ui::CollectionPage& page() { return *m_desktop->window().findChild<ui::CollectionPage*>(); }

    void open(const char* name)
    {
        const QSignalSpy opened(&m_desktop->collection(), &app::CollectionDesk::opened);
        m_desktop->openCollection(path(name));
        QTRY_COMPARE(opened.count(), 1);
    }

    // The list as it stands on the page.
    QStringList rows() const
    {
        QStringList rows;
        const auto* shown = m_desktop->window().findChild<ui::CollectionPage*>();
        const QAbstractItemModel* model = nullptr;
        for (const auto* table : shown == nullptr ? QList<QTableView*>() : shown->findChildren<QTableView*>())
            if (table->accessibleName() == u"Rooms of the collection"_s)
                model = table->model();
        for (int row = 0; model != nullptr && row < model->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model->columnCount(); ++column)
                cells << model->index(row, column).data().toString();
            rows << cells.join(u'|');
        }
        return rows;
    }

    void arrive(const char* room)
    {
        for (const auto& one : fs::directory_iterator(path(room) / ceremony::kBundleFolder))
            fs::copy_file(one.path(), path("arrived") / (room + ("-" + one.path().filename().string())),
                          fs::copy_options::overwrite_existing);
    }

    int collect()
    {
        return run({u"collect"_s, QString::fromStdString(path("arrived").string()), u"--into"_s,
                    QString::fromStdString(path("reviewed.keyrite").string())});
    }

    int run(const QStringList& arguments)
    {
        QProcess cli;
        cli.setProcessChannelMode(QProcess::MergedChannels);
        cli.start(ui::commandLineProgram(), arguments);
        if (!cli.waitForFinished())
            return -1;
        m_said = cli.readAll();
        return cli.exitCode();
    }

    // Files that are no log, or no longer, or not yet.
    void spoil() const
    {
        const std::string whole = must(readFile(id(kBasel).toStdString(), 16U << 20U));
        must(writeFile(path("short.keyrite"), std::string_view(whole).substr(0, whole.size() / 2)));
        std::string newer = whole;
        newer[63] = 99; // user_version, the SQLite file format, section 1.3
        must(writeFile(path("newer.keyrite"), newer));
        must(writeFile(path("bundle"), "keyrite-bundle@v1\n"));
    }

    test::MemoryDir m_folder;
    std::map<std::string, std::string> m_files; // of the collection, after keyrite-cli
    QByteArray m_said;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<app::Desktop> m_desktop;
};

KEYRITE_GUI_TEST_MAIN(CollectionJourneyTest)
#include "collection_test.moc"
