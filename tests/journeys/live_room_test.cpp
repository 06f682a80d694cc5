// A live room through the real window on SoftHSM: the set-up form, the new-ceremony form, tokens that a firm
// has used before, PINs that are typed, shares that are copied from the screen by hand and typed back, and
// the recovery. With the keyboard alone; disaster_test does it with the mouse.
#include "core/hsm/practice_store.h"
#include "core/paper/share_payload.h"
#include "tests/journeys/live_participant.h"
#include "tests/journeys/room_folder.h"
#include "tests/memory_dir.h"
#include "tests/test_main.h"
#include "ui/pages/new_ceremony_page.h"
#include "ui/pin_dialog.h"
#include "ui/print/practice_paper.h"
#include "ui/theme.h"

#include <QApplication>
#include <QProcess>
#include <QRadioButton>
#include <QSignalSpy>

#include <atomic>
#include <fstream>
#include <sys/stat.h>
#include <thread>

using namespace keyrite;
using namespace keyrite::test;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

SecretBytes pin(const QString& text)
{
    return SecretBytes::copyOf(asBytes(text.toStdString()));
}

// Tokens that the firm has used before, with labels of its own.
fs::path makeBankTokens(const fs::path& folder)
{
    const auto library = must(hsm::preparePracticeStore(folder));
    auto module = must(hsm::Module::load(library));
    for (const char* label : {"Bank HSM 7", "Bank HSM 8"})
        must(module.initialiseFresh(label, pin(kBankPin), pin(kBankPin)));
    return library;
}

// Tray: stands behind a FIFO as a printer does behind its device, and keeps the last page that came out.
class Tray final
{
public:
    explicit Tray(const fs::path& folder) : m_folder(folder)
    {
        if (mkfifo(fifo().c_str(), 0600) != 0)
            qFatal("no FIFO");
        m_thread = std::thread([this] {
            while (!m_closed) {
                std::ifstream device(fifo(), std::ios::binary); // waits for a writer
                std::ofstream(m_folder / "page.part", std::ios::binary) << device.rdbuf();
                fs::rename(m_folder / "page.part", m_folder / "page.pdf");
                ++m_pages;
            }
        });
    }
    ~Tray()
    {
        m_closed = true;
        std::ofstream(fifo()).close();
        m_thread.join();
    }
    Tray(const Tray&) = delete;
    Tray& operator=(const Tray&) = delete;

    fs::path fifo() const { return m_folder / "lp0"; }

    int pages() const { return m_pages; } // documents, of one page or more

    std::vector<std::uint16_t> takeSheet()
    {
        ++m_taken;
        [this] { QTRY_VERIFY(m_pages >= m_taken); }();
        const auto texts = must(ui::PracticePaper(m_folder).scan("page"));
        const auto share = must(paper::parseSharePayload(texts.front().text()));
        std::vector<std::uint16_t> words;
        for (std::size_t i = 0; i < share.size(); ++i)
            words.push_back(share[i]);
        return words;
    }

private:
    fs::path m_folder;
    std::atomic<bool> m_closed = false;
    std::atomic<int> m_pages = 0;
    int m_taken = 0;
    std::thread m_thread;
};

} // namespace

class LiveRoomTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRoomFromItsFirstDay()
    {
        const MemoryDir home;
        if (const QString unfit = unfitForLive(home.path()); !unfit.isEmpty())
            QSKIP(qPrintable(unfit));
        const fs::path library = makeBankTokens(home.path().toStdString() + "/hsm");
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        const QString folder = home.filePath(u"zurich"_s);
        {
            app::Desktop desktop(home.path().toStdString());
            desktop.window().resize(1366, 768);
            const QSignalSpy failed(&desktop, &app::Desktop::failed);
            LiveParticipant participant(desktop, Hand::Keyboard);
            desktop.showFirstStart();
            desktop.window().activateWindow();
            participant.press(desktop.window(), u"Set up this room"_s);
            setUpRoom(participant, folder, QString::fromStdString(library.string()));
            QVERIFY(participant.followToTheEnd());
            generate(desktop, participant);
            recover(desktop, participant);
            QCOMPARE(failed.count(), 0);
        }
        // One wrong PIN; the log as a stranger checks it, and what is in it.
        const fs::path room = folder.toStdString();
        QProcess verify;
        verify.start(QStringLiteral(KEYRITE_BINARY "/app/keyrite-cli/keyrite-cli"),
                     {u"verify"_s, folder + u"/log.keyrite"_s});
        QVERIFY(verify.waitForFinished());
        const QByteArray report = verify.readAllStandardOutput();
        QVERIFY2(verify.exitCode() == 0, report.constData());
        QVERIFY2(report.contains("3 closed, 0 aborted, 0 unfinished"), report.constData());
        int wrongPins = 0;
        for (const log::Entry& entry : entriesOf(room)) {
            wrongPins += entry.kind == "hsm.pin-failed" ? 1 : 0;
            if (entry.kind == "share.issued")
                QCOMPARE(entry.data.at("method").get<std::string>(), std::string("copy"));
            if (entry.kind == "share.proven")
                QCOMPARE(entry.data.at("source").get<std::string>(), std::string("typed"));
        }
        QCOMPARE(wrongPins, 1);
        QVERIFY(!fs::exists(room / "sheets" / "sheet-1.pdf")); // no printer saw a share
        QVERIFY(fs::exists(room / "backup.pdf"));              // kept as a file, as was asked for
    }

    void sheetsGoStraightToThePrinter()
    {
        const MemoryDir home;
        if (const QString unfit = unfitForLive(home.path()); !unfit.isEmpty())
            QSKIP(qPrintable(unfit));
        const fs::path base = home.path().toStdString();
        const fs::path library = makeBankTokens(base / "hsm");
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        const QString folder = home.filePath(u"basel"_s);
        Tray tray(base);
        {
            app::Desktop desktop(base);
            desktop.window().resize(1366, 768);
            LiveParticipant participant(desktop, Hand::Mouse);
            participant.printer = QString::fromStdString(tray.fifo());
            participant.takeFromPrinter = [&] { return tray.takeSheet(); };
            desktop.showFirstStart();
            participant.press(desktop.window(), u"Set up this room"_s);
            setUpRoom(participant, folder, QString::fromStdString(library.string()));
            QVERIFY(participant.followToTheEnd());
            participant.press(desktop.window(), u"Generate keys"_s);
            QTRY_VERIFY(Participant::visible<ui::NewCeremonyPage>(desktop.window()) != nullptr);
            participant.press(desktop.window(), u"Printed, from memory"_s);
            fillPlan(participant, {u"Carl Corn"_s, u"Dora Dune"_s, u"Emil Ernst"_s});
            QVERIFY(participant.followToTheEnd());
            QCOMPARE(participant.sheets.size(), 3U);
        }
        int issued = 0;
        for (const log::Entry& entry : entriesOf(folder.toStdString()))
            if (entry.kind == "share.issued") {
                QCOMPARE(entry.data.at("method").get<std::string>(), std::string("print"));
                ++issued;
            }
        QCOMPARE(issued, 3);
        QCOMPARE(tray.pages(), 3 + 2 * 3); // the backup document and START-HERE for three bags
        for (const auto& file : fs::recursive_directory_iterator(folder.toStdString())) {
            const std::string name = file.path().filename().string();
            QVERIFY2(!name.starts_with("sheet-") && !name.starts_with("backup.pdf"), name.c_str());
        }
    }

    // Every token has a PIN pad: nothing is typed anywhere, and the module takes no PIN from a program. The
    // room is set up, opened anew, and a ceremony goes on in it.
    void aRoomOfPinPads()
    {
        const MemoryDir home;
        if (const QString unfit = unfitForLive(home.path()); !unfit.isEmpty())
            QSKIP(qPrintable(unfit));
        const fs::path store = home.path().toStdString() + "/hsm";
        qputenv("KEYRITE_PAD_TARGET", must(hsm::preparePracticeStore(store)).c_str());
        const ui::Theme theme(*qApp, {ui::Appearance::Dark, false});
        const QString folder = home.filePath(u"zurich"_s);
        {
            app::Desktop desktop(home.path().toStdString());
            LiveParticipant participant(desktop, Hand::Mouse);
            desktop.showFirstStart();
            participant.press(desktop.window(), u"Set up this room"_s);
            setUpRoom(participant, folder, QStringLiteral(KEYRITE_PIN_PAD_MODULE));
            QVERIFY(participant.followToTheEnd());
            participant.press(desktop.window(), u"Generate keys"_s);
            fillPlan(participant, {u"Carl Corn"_s, u"Dora Dune"_s, u"Emil Ernst"_s});
            QVERIFY(participant.followTo(u"generate"_s));
        }
        app::Desktop desktop(home.path().toStdString());
        desktop.showFirstStart();
        const QSignalSpy opened(&desktop, &app::Desktop::roomOpened);
        const QSignalSpy failed(&desktop, &app::Desktop::failed);
        LiveParticipant participant(desktop, Hand::Mouse);
        desktop.openRoom(folder.toStdString());
        goOnAtTheDevice(participant);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 20000);
        participant.press(desktop.window(), u"Go on with"_s);
        goOnAtTheDevice(participant);              // the HSM on which the interrupted step may have left keys
        QVERIFY(participant.followTo(u"split"_s)); // the keys were made
        QCOMPARE(failed.count(), 0);
        const registry::Registry& registry = desktop.room().registry;
        QVERIFY(registry.hsms.at(registry.room.auditToken.serial).userPin == registry::PinWay::PinPad);
        QVERIFY(registry.hsms.at(registry.room.auditToken.serial).officerPin == registry::PinWay::PinPad);
    }

private:
    static void goOnAtTheDevice(LiveParticipant& participant)
    {
        QTRY_VERIFY_WITH_TIMEOUT(participant.isAsked(), 20000);
        auto* dialog = Participant::visible<ui::PinDialog>(participant.window());
        QVERIFY(visiblePins(*dialog).empty());
        participant.press(*dialog, u"Go on at the device"_s);
    }

    static void generate(app::Desktop& desktop, LiveParticipant& participant)
    {
        participant.press(desktop.window(), u"Generate keys"_s);
        fillPlan(participant, {u"Carl Corn"_s, u"Dora Dune"_s, u"Emil Ernst"_s});
        QVERIFY(participant.followToTheEnd());
        QVERIFY(participant.wrongPinWasCounted);
        QVERIFY(participant.pinWasInSight); // below three tokens, at 1366 x 768
        QVERIFY(participant.differingPinsWereRefused);
        QCOMPARE(participant.devicesTaken, 1); // Bank HSM 7, which was not set up here
        QCOMPARE(participant.forms, 3);
        const registry::Registry& registry = desktop.room().registry;
        QVERIFY(registry.room.mode == Mode::Live);
        QCOMPARE(registry.keys.size(), 1U);
        const registry::Key& key = registry.keys.begin()->second;
        QVERIFY(key.state == registry::KeyState::Locked);
        QCOMPARE(key.token.label, std::string("Bank HSM 7"));
        QCOMPARE(registry.pinFailures(key.token), 0); // it was logged in to since
    }

    static void recover(app::Desktop& desktop, LiveParticipant& participant)
    {
        desktop.window().showPage(ui::Page::Keys);
        participant.press(desktop.window(), u"Recover from"_s);
        fillPlan(participant, {u"Carl Corn"_s, u"Dora Dune"_s, {}});
        QVERIFY(participant.followToTheEnd());
    }
};

int main(int argc, char** argv)
{
    goOffline(); // before the first thread
    if (const auto ready = keyrite::prepareSecureMemory(); !ready)
        qFatal("%s", ready.error().message.c_str());
    const QApplication application(argc, argv);
    LiveRoomTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "live_room_test.moc"
