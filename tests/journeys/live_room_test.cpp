// A live room through the real window on SoftHSM: the set-up form, the new-ceremony form, tokens that a firm
// has used before, PINs that are typed, shares that are copied from the screen by hand and typed back, and
// the recovery.
#include "core/ceremony/builtin.h"
#include "core/ceremony/environment.h"
#include "core/ceremony/replay.h"
#include "core/hsm/practice_store.h"
#include "core/log/verify.h"
#include "tests/journeys/live_participant.h"
#include "tests/memory_dir.h"
#include "tests/test_main.h"
#include "ui/pages/new_ceremony_page.h"
#include "ui/pages/set_up_page.h"
#include "ui/theme.h"
#include "ui/widgets/pin_field.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>

using namespace keyrite;
using namespace keyrite::test;
using namespace Qt::StringLiterals;

namespace {

SecretBytes pin(const QString& text)
{
    return SecretBytes::copyOf(asBytes(text.toStdString()));
}

} // namespace

class LiveRoomTest : public QObject
{
    Q_OBJECT

    // Tokens that the firm has used before, with labels of its own.
    static std::filesystem::path makeBankTokens(const std::filesystem::path& folder)
    {
        const auto library = hsm::preparePracticeStore(folder).value();
        auto module = hsm::Module::load(library);
        for (const char* label : {"Bank HSM 7", "Bank HSM 8"})
            (void)module->initialiseFresh(label, pin(kBankPin), pin(kBankPin)).value();
        return library;
    }

private Q_SLOTS:
    void aRoomFromItsFirstDayWith_data()
    {
        QTest::addColumn<int>("hand");
        QTest::newRow("the mouse") << static_cast<int>(Hand::Mouse);
        QTest::newRow("the keyboard alone") << static_cast<int>(Hand::Keyboard);
    }

    void aRoomFromItsFirstDayWith()
    {
        QFETCH(int, hand);
        const auto up = ceremony::networkInterfacesUp();
        if (!up || !up->empty())
            QSKIP("A live ceremony runs offline, and this test may not take its network away.");
        const MemoryDir home;
        const auto library = makeBankTokens(home.path().toStdString() + "/hsm");
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        const QString folder = home.filePath(u"room"_s);
        {
            app::Desktop desktop(home.path().toStdString());
            desktop.window().resize(1366, 768);
            const QSignalSpy failed(&desktop, &app::Desktop::failed);
            LiveParticipant participant(desktop, static_cast<Hand>(hand));
            desktop.showFirstStart();
            desktop.window().activateWindow();
            participant.press(desktop.window(), u"Set up this room"_s);
            setUpRoom(participant, folder, QString::fromStdString(library.string()));
            QVERIFY(participant.followToTheEnd());
            QVERIFY(desktop.room().registry.room.mode == Mode::Live);

            participant.press(desktop.window(), u"Generate keys"_s);
            fillPlan(participant, {u"Carl Corn"_s, u"Dora Dune"_s, u"Emil Ernst"_s});
            QVERIFY(participant.followToTheEnd());
            QVERIFY(participant.wrongPinWasCounted);
            QVERIFY(participant.differingPinsWereRefused);
            QCOMPARE(participant.forms, 3);
            const registry::Registry& registry = desktop.room().registry;
            QCOMPARE(registry.keys.size(), 1U);
            QVERIFY(registry.keys.begin()->second.state == registry::KeyState::Locked);
            QCOMPARE(registry.keys.begin()->second.token.label, std::string("Bank HSM 7"));
            QCOMPARE(registry.pinFailures(registry.keys.begin()->second.token),
                     0); // it was logged in to since
            QVERIFY(!QFile::exists(folder + u"/sheets/sheet-1.pdf"_s));

            desktop.window().showPage(ui::Page::Keys);
            participant.press(desktop.window(), u"Recover from"_s);
            fillPlan(participant, {u"Carl Corn"_s, u"Dora Dune"_s});
            QVERIFY(participant.followToTheEnd());
            QCOMPARE(failed.count(), 0);
        }
        const auto store = log::Store::openReadOnly((folder + u"/log.keyrite"_s).toStdString());
        QVERIFY(store);
        const auto report = log::verify(*store, {});
        QVERIFY(report && report->sound());
        const auto replay = ceremony::replay(*store, ceremony::procedureWithHash);
        QVERIFY(replay && replay->findings.empty());
        QCOMPARE(replay->closed, 3);
        QCOMPARE(store->entries({.kind = "hsm.pin-failed"})->size(), 1U);
    }
};

int main(int argc, char** argv)
{
    (void)test::goOffline(); // before the first thread
    if (const auto ready = keyrite::prepareSecureMemory(); !ready)
        qFatal("%s", ready.error().message.c_str());
    const QApplication application(argc, argv);
    LiveRoomTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "live_room_test.moc"
