// Disaster day through the window: what is left of a rehearsal is put into a program that has never seen its
// key.
#include "app/keyrite/disaster_desk.h"
#include "app/keyrite/rehearsal.h"
#include "core/hsm/practice_store.h"
#include "core/slip39/words.h"
#include "tests/journeys/live_participant.h"
#include "tests/journeys/room_folder.h"
#include "tests/journeys/sheets.h"
#include "tests/memory_dir.h"
#include "tests/test_main.h"
#include "ui/ceremony_view.h"
#include "ui/pages/disaster_day_page.h"
#include "ui/steps/share_input.h"
#include "ui/theme.h"
#include "ui/widgets/tick_box.h"
#include "ui/widgets/word_entry.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QtTest>

#include <fstream>

using namespace keyrite;
using namespace keyrite::test;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

class DisasterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_left = fs::path(m_dir.path().toStdString()) / "left";
        QVERIFY(app::rehearse({m_left, Policy::parse("2of3").value(), {hsm::KeyType::P256}}));
        for (const slip39::Mnemonic& share : sharesOnPaper(m_left)) {
            std::vector<std::uint16_t>& words = m_words.emplace_back();
            for (std::size_t i = 0; i < share.size(); ++i)
                words.push_back(share[i]);
        }
        QCOMPARE(m_words.size(), 3U);
    }

    // A program that has never seen the key, the backup document as PDF, one sheet typed and one scanned: a
    // new live room, with the mouse alone, and the key is back.
    void aFreshInstallationRestoresTheKey()
    {
        const MemoryDir home;
        if (const QString unfit = unfitForLive(home.path()); !unfit.isEmpty())
            QSKIP(qPrintable(unfit));
        const fs::path module = must(hsm::preparePracticeStore(fs::path(home.path().toStdString()) / "hsm"));
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        const fs::path folder = fs::path(home.path().toStdString()) / "recovery";
        {
            app::Desktop desktop(home.path().toStdString());
            const QSignalSpy failed(&desktop, &app::Desktop::failed);
            LiveParticipant participant(desktop, Hand::Mouse);
            participant.sheets = {{1, m_words[0]}, {3, m_words[2]}};
            desktop.window().resize(1366, 768);
            desktop.showFirstStart();
            participant.press(desktop.window(), u"Disaster day"_s);
            putIn(desktop, participant);
            if (QTest::currentTestFailed())
                return;
            participant.press(desktop.window(), u"Set up a recovery room"_s);
            setUpRoom(participant, QString::fromStdString(folder.string()),
                      QString::fromStdString(module.string()));
            fillPlan(participant, {u"Carl Corn"_s, {}, u"Emil Ernst"_s});
            QVERIFY(participant.followToTheEnd());
            QCOMPARE(failed.count(), 0);
            const registry::Registry& registry = desktop.room().registry;
            QCOMPARE(registry.keys.size(), 1U);
            QVERIFY(registry.keys.begin()->second.state == registry::KeyState::Locked);
            QVERIFY(!registry.keys.begin()->second.token.serial.empty());
        }
        QCOMPARE(unsound(folder), QString()); // also the challenge, against the public key of the document
        int challenged = 0;
        for (const log::Entry& entry : entriesOf(folder))
            challenged += entry.kind == "key.challenged" ? 1 : 0;
        QCOMPARE(challenged, 1);
    }

    // A log with a damaged entry still knows the keys; the recovery is rehearsed in the practice room.
    void aDamagedLogIsEnough()
    {
        const MemoryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        const fs::path damaged = fs::path(home.path().toStdString()) / "damaged.keyrite";
        damageLog(damaged);
        app::Desktop desktop(home.path().toStdString());
        const QSignalSpy opened(&desktop, &app::Desktop::roomOpened);
        Participant participant(desktop, Hand::Keyboard);
        desktop.showFirstStart();
        desktop.window().activateWindow();
        participant.press(desktop.window(), u"Disaster day"_s);
        auto* page = Participant::visible<ui::DisasterDayPage>(desktop.window());
        desktop.disasterDay().readFiles({QString::fromStdString(damaged.string())});
        QTRY_VERIFY2_WITH_TIMEOUT(says(*page, u"Damaged: 1 of "_s), shown(*page), 20000);
        QVERIFY2(says(*page, u"2 of the sheets 1 (Custodian 1), 2 (Custodian 2), 3 (Custodian 3)."_s),
                 shown(*page));
        read(desktop, {"sheets/sheet-1.pdf", "sheets/sheet-2.pdf"});
        QVERIFY2(says(*page, u"can be recovered"_s), shown(*page));
        participant.press(*page, u"Rehearse it"_s);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 20000);
        fs::copy(m_left / "sheets",
                 fs::path(home.path().toStdString()) / "practice" / "sheets"); // into the scanner
        QVERIFY(participant.followToTheEnd());
        QVERIFY(desktop.room().registry.keys.begin()->second.state == registry::KeyState::Locked);
    }

    // Too few sheets, and no backup: the page says exactly what is missing, and starts nothing.
    void tooFewSheets()
    {
        const MemoryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        app::Desktop desktop(home.path().toStdString());
        Participant participant(desktop, Hand::Mouse);
        desktop.showFirstStart();
        desktop.disasterDay().show();
        auto* page = Participant::visible<ui::DisasterDayPage>(desktop.window());
        read(desktop, {"sheets/sheet-2.pdf"});
        QVERIFY2(says(*page, u"not enough, and not the keys"_s), shown(*page));
        QVERIFY2(says(*page, u": 1 more sheet of group 1."_s), shown(*page));
        QVERIFY2(says(*page, u"The backup document of share set"_s), shown(*page));
        participant.press(page->findChild<ui::TickBox*>());
        QVERIFY(Participant::buttonSaying(*page, u"Set up a recovery room"_s) == nullptr);
        read(desktop, {"backup.txt"});
        QVERIFY2(says(*page, u": 1 of the sheets 1, 3."_s), shown(*page));
        QVERIFY(Participant::buttonSaying(*page, u"Set up a recovery room"_s) == nullptr);
        read(desktop, {"public.pem"}); // something else: refused, and nothing is lost
        QVERIFY2(says(*page, u": 1 of the sheets 1, 3."_s), shown(*page));
        participant.press(*page, u"Back"_s); // and back again
        participant.press(desktop.window(), u"Disaster day"_s);
        page = Participant::visible<ui::DisasterDayPage>(desktop.window());
        QVERIFY2(says(*page, u": 1 of the sheets 1, 3."_s), shown(*page));
    }

    // One click from the middle of a ceremony, which waits; the answer is in sight on a small screen.
    void oneClickFromACeremony()
    {
        const MemoryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        app::Desktop desktop(home.path().toStdString());
        ui::MainWindow& window = desktop.window();
        window.resize(1366, 768);
        const QSignalSpy opened(&desktop, &app::Desktop::roomOpened);
        const QSignalSpy steps(&desktop.ceremony(), &ui::CeremonyController::stepShown);
        desktop.openPractice();
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 20000);
        Participant participant(desktop, Hand::Mouse);
        participant.press(window, u"Generate keys"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.isEmpty() && !window.ceremonyView()->isBusy(), 20000);
        participant.press(window, u"Disaster day"_s);
        auto* page = Participant::visible<ui::DisasterDayPage>(window);
        QVERIFY(page != nullptr);
        read(desktop, {"sheets/sheet-2.pdf", "backup.txt"});
        for (QLabel* label : page->findChildren<QLabel*>())
            if (label->text().contains(u"opens with a quorum"_s) ||
                label->text().contains(u"Still missing"_s))
                QCOMPARE(label->visibleRegion().boundingRect().height(), label->height());
        QVERIFY2(says(*page, u"opens with a quorum"_s), DisasterTest::shown(*page));
        QCOMPARE(page->findChild<ui::TickBox*>()->visibleRegion().isEmpty(), false);
        participant.press(*page, u"Back"_s);
        QVERIFY(window.ceremonyView()->isVisible());
        QVERIFY(desktop.room().registry.unfinished() != nullptr);
    }

    // And from the page on which a room is set up.
    void oneClickFromTheSetUp()
    {
        const MemoryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        app::Desktop desktop(home.path().toStdString());
        desktop.showFirstStart();
        Participant participant(desktop, Hand::Mouse);
        participant.press(desktop.window(), u"Set up this room"_s);
        participant.press(desktop.window(), u"Disaster day"_s);
        QVERIFY(Participant::visible<ui::DisasterDayPage>(desktop.window()) != nullptr);
    }

private:
    // What there is: the page says at each step what is still missing.
    void putIn(app::Desktop& desktop, Participant& participant) const
    {
        auto* page = Participant::visible<ui::DisasterDayPage>(desktop.window());
        QVERIFY(page != nullptr);
        QVERIFY(Participant::buttonSaying(*page, u"Set up a recovery room"_s) == nullptr);
        read(desktop, {"backup.pdf"});
        QVERIFY2(says(*page, u"Still missing"_s) && says(*page, u": 2 of the sheets 1, 2, 3."_s),
                 shown(*page));
        typeSheet(participant, *page, m_words[0]);
        QTRY_VERIFY2(says(*page, u": 1 of the sheets 2, 3."_s), shown(*page));
        typeSheet(participant, *page, m_words[0]); // twice the same
        QTRY_VERIFY2(says(*page, u"has been read already"_s), shown(*page));
        read(desktop, {"sheets/sheet-3.pdf"});
        QVERIFY2(says(*page, u"can be recovered"_s), shown(*page));
        QVERIFY(Participant::buttonSaying(*page, u"Set up a recovery room"_s) == nullptr); // no HSM yet
        participant.press(page->findChild<ui::TickBox*>());
    }

    static void typeSheet(Participant& participant, ui::DisasterDayPage& page,
                          const std::vector<std::uint16_t>& words)
    {
        QString text;
        for (const std::uint16_t index : words)
            text += QString::fromLatin1(slip39::word(index).data(), 4) + u' ';
        participant.type(page.input()->findChild<ui::WordEntry*>(), text);
    }

    void read(app::Desktop& desktop, const std::vector<const char*>& names) const
    {
        QStringList paths;
        for (const char* name : names)
            paths += QString::fromStdString((m_left / name).string());
        auto* files = Participant::buttonSaying(desktop.window(), u"Read files"_s);
        desktop.disasterDay().readFiles(paths);
        QTRY_VERIFY_WITH_TIMEOUT(files->isEnabled(), 30000);
    }

    static bool says(const QWidget& page, const QString& text) { return shownText(page).contains(text); }
    static const char* shown(const QWidget& page)
    {
        static QByteArray text;
        text = shownText(page).toUtf8();
        return text.constData();
    }
    static QString shownText(const QWidget& page)
    {
        QString all;
        for (const QLabel* label : page.findChildren<QLabel*>())
            if (label->isVisible())
                all += label->text() + u'\n';
        return all;
    }

    // One byte of an entry in the middle is not what was written.
    void damageLog(const fs::path& copy) const
    {
        fs::copy(m_left / "log.keyrite", copy);
        std::ifstream in(copy, std::ios::binary);
        std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        in.close();
        const std::size_t at = bytes.find("\"kind\":\"environment.checked\"");
        QVERIFY(at != std::string::npos);
        bytes.replace(bytes.rfind('{', at), 1, "\x01"); // its body is no JSON any more
        std::ofstream(copy, std::ios::binary) << bytes;
    }

    MemoryDir m_dir;
    fs::path m_left;
    std::vector<std::vector<std::uint16_t>> m_words; // of the sheets, in order
};

int main(int argc, char** argv)
{
    goOffline(); // before the first thread
    if (const auto ready = keyrite::prepareSecureMemory(); !ready)
        qFatal("%s", ready.error().message.c_str());
    const QApplication application(argc, argv);
    DisasterTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "disaster_test.moc"
