// HSMs that misbehave under the window: a token that is taken out in mid-step and put back (SoftHSM's store
// is moved away and back, the nearest that a software token comes to it), another one put in its place, a
// module that takes its time, and one that crashes as soon as it is loaded.
#include "core/ceremony/builtin.h"
#include "core/ceremony/replay.h"
#include "core/log/verify.h"
#include "tests/journeys/open_practice.h"
#include "tests/journeys/participant.h"
#include "tests/journeys/shim_room.h"
#include "tests/test_main.h"
#include "ui/ceremony_view.h"
#include "ui/exception_dialog.h"
#include "ui/pages/set_up_page.h"
#include "ui/theme.h"
#include "ui/widgets/choice_card.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>
#include <fstream>
#include <iterator>

using namespace keyrite;
using namespace keyrite::test;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

// The folder of the token with this label in a SoftHSM store.
fs::path tokenFolder(const fs::path& tokens, const std::string& label)
{
    for (const auto& token : fs::directory_iterator(tokens)) {
        std::ifstream file(token.path() / "token.object", std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        if (bytes.find(label) != std::string::npos)
            return token.path();
    }
    throw std::runtime_error("no token " + label);
}

// A token with this label in a store of its own. Before any room is open: the module is the process's.
void makeToken(const fs::path& store, const std::string& label)
{
    auto module = must(hsm::Module::load(must(hsm::preparePracticeStore(store))));
    (void)must(module.initialiseFresh(label, pin(ceremony::kPracticePin), pin(ceremony::kPracticePin)));
}

} // namespace

class LostTokenTest : public QObject
{
    Q_OBJECT

    static bool isSaid(app::Desktop& desktop, const QString& part)
    {
        const auto labels = desktop.window().findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* one) { return one->isVisible() && one->text().contains(part); });
    }

    // The window runs the practice room of `home` and follows its generation to its step "generate".
    static void startGeneration(app::Desktop& desktop, Participant& participant)
    {
        openPractice(desktop);
        Participant::buttonSaying(desktop.window(), u"Generate keys"_s)->click();
        QVERIFY(participant.followTo(u"generate"_s));
    }

    // The token does not do as it is told: people write down that they go on with it.
    static void decideToGoOn(app::Desktop& desktop, Participant& participant)
    {
        QVERIFY(participant.followUntil([&] { return isSaid(desktop, u"does not keep to that"_s); }));
        ui::CeremonyView& view = *desktop.window().ceremonyView();
        if (const auto picture = qEnvironmentVariable("KEYRITE_PICTURES"); !picture.isEmpty())
            desktop.window().grab().save(picture + u"/undecided.png"_s);
        participant.press(view, u"Raise an exception"_s);
        auto* exception = Participant::visible<ui::ExceptionDialog>(desktop.window());
        QVERIFY(exception != nullptr);
        QTest::keyClicks(exception->findChild<QPlainTextEdit*>(), u"HSM A keeps EXTRACTABLE"_s);
        participant.press(*exception, u"Continue"_s);
        participant.press(*exception, u"Record the exception"_s);
    }

    // Its page says what the key's HSM does, and who decided what about it.
    static void expectDecided(app::Desktop& desktop)
    {
        const registry::Key& key = desktop.room().registry.keys.begin()->second;
        QVERIFY(key.state == registry::KeyState::Proven); // never locked
        QVERIFY(key.handedOut() && key.handedOut()->decision);
        QCOMPARE(key.handedOut()->decision->happened, std::string("HSM A keeps EXTRACTABLE"));
        desktop.window().showPage(ui::Page::Keys);
        QTRY_VERIFY(isSaid(desktop, u"Its HSM hands it out although that was forbidden"_s));
        QVERIFY(isSaid(desktop, u"decided to go on with it"_s));
        QVERIFY(isSaid(desktop, u"“HSM A keeps EXTRACTABLE”"_s));
    }

    static QPushButton* mainButton(app::Desktop& desktop)
    {
        return desktop.window().ceremonyView()->findChild<QPushButton*>(u"mainAction"_s);
    }

private Q_SLOTS:
    void aTokenThatIsBackGoesOn_data()
    {
        QTest::addColumn<QString>("stepId");
        QTest::newRow("generate") << u"generate"_s;
        QTest::newRow("lock") << u"lock"_s;
    }

    void aTokenThatIsBackGoesOn()
    {
        QFETCH(QString, stepId);
        const MemoryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        const fs::path store = fs::path(home.path().toStdString()) / "practice" / "hsm" / "tokens";
        {
            app::Desktop desktop(home.path().toStdString());
            openPractice(desktop);
            Participant participant(desktop, Hand::Mouse);
            Participant::buttonSaying(desktop.window(), u"Generate keys"_s)->click();
            QVERIFY(participant.followTo(stepId));
            fs::rename(store, store.parent_path() / "taken-out");
            const auto lost = [&] { return mainButton(desktop)->text() == u"The HSM is connected again"_s; };
            QVERIFY(participant.followUntil(lost));
            mainButton(desktop)->click(); // too early: it is still out
            QTRY_VERIFY_WITH_TIMEOUT(!desktop.window().ceremonyView()->isBusy(), 10000);
            QVERIFY(lost());
            fs::rename(store.parent_path() / "taken-out", store);
            QVERIFY(participant.followToTheEnd());
            QCOMPARE(desktop.room().registry.keys.size(), 1U);
            QVERIFY(desktop.room().registry.keys.begin()->second.state == registry::KeyState::Locked);
        }
        const auto log = log::Store::openReadOnly(home.filePath(u"practice/log.keyrite"_s).toStdString());
        QVERIFY(log);
        const auto report = log::verify(*log, {});
        QVERIFY(report && report->sound());
        const auto replay = ceremony::replay(*log, ceremony::procedureWithHash);
        QVERIFY(replay && replay->findings.empty());
        QCOMPARE(replay->closed, 1);
    }

    // Same label, other serial: it is not believed, and nothing goes on until the right one is back.
    void anotherTokenInItsPlaceIsRefused()
    {
        const MemoryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        const fs::path folder = home.path().toStdString();
        makeToken(folder / "other", "HSM A");
        const fs::path other = tokenFolder(folder / "other" / "tokens", "HSM A");
        app::Desktop desktop(folder);
        Participant participant(desktop, Hand::Mouse);
        startGeneration(desktop, participant);
        const fs::path tokens = folder / "practice" / "hsm" / "tokens";
        const fs::path right = tokenFolder(tokens, "HSM A");
        fs::rename(right, folder / "taken-out");
        fs::rename(other, tokens / other.filename());
        const auto lost = [&] { return mainButton(desktop)->text() == u"The HSM is connected again"_s; };
        QVERIFY(participant.followUntil(lost));
        mainButton(desktop)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!desktop.window().ceremonyView()->isBusy(), 10000);
        QVERIFY(lost());
        QVERIFY(isSaid(desktop, u"is another one: its serial is not"_s));
        fs::rename(tokens / other.filename(), folder / "taken-away");
        fs::rename(folder / "taken-out", right);
        QVERIFY(participant.followToTheEnd());
        QCOMPARE(desktop.room().registry.keys.size(), 1U);
    }

    // The window lives, says what it waits for and for how long, and goes on when the answer is there. In
    // full: KEYRITE_HANG_MS=30000.
    void aModuleThatTakesItsTime()
    {
        const int hangMs = std::max(4000, qEnvironmentVariableIntValue("KEYRITE_HANG_MS"));
        const ShimRoom room;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        app::Desktop desktop(room.folder);
        Participant participant(desktop, Hand::Mouse);
        startGeneration(desktop, participant);
        ui::CeremonyView& view = *desktop.window().ceremonyView();
        view.setPatience(300);
        room.shim.hang("C_GenerateKeyPair", hangMs);
        QVERIFY(participant.followUntil([&] { return view.isBusy(); }));
        int beats = 0;
        QTimer heart;
        connect(&heart, &QTimer::timeout, this, [&] { ++beats; });
        heart.start(20);
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(desktop, u"Still waiting for an answer"_s), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(desktop, u"The HSM makes the keys … 1 s so far"_s), 20000);
        const QString nearTheEnd = u"The HSM makes the keys … %1 s so far"_s.arg(hangMs / 1000 - 2);
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(desktop, nearTheEnd), hangMs);
        QVERIFY(beats > hangMs / 1000);
        QVERIFY(!desktop.window().grab().isNull());
        QTRY_VERIFY_WITH_TIMEOUT(!view.isBusy(), 20000);
        QVERIFY(participant.followToTheEnd());
        QVERIFY(!isSaid(desktop, u"Still waiting"_s));
        QCOMPARE(desktop.room().registry.keys.size(), 1U);
    }

    // It says CKR_OK to EXTRACTABLE=false and keeps it true. The step is done only after an exception that
    // decides so, and the key's page says who decided what.
    void aTokenThatHandsKeysOutIsDecidedAbout()
    {
        const ShimRoom room;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        app::Desktop desktop(room.folder);
        const QSignalSpy failed(&desktop, &app::Desktop::failed);
        Participant participant(desktop, Hand::Mouse);
        startGeneration(desktop, participant);
        QVERIFY(participant.followTo(u"lock"_s));
        room.shim.fault("C_SetAttributeValue", CKR_OK, 0, 1000);
        decideToGoOn(desktop, participant);
        room.shim.fault("", CKR_OK, 0, 0);
        QVERIFY(participant.followToTheEnd());
        expectDecided(desktop);
        QCOMPARE(failed.count(), 0);
    }

    // The same of the HSM that keys are restored on: no key is on it before people decided.
    void aReplacementThatHandsKeysOutIsDecidedAbout()
    {
        const ShimRoom room;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        app::Desktop desktop(room.folder);
        const QSignalSpy failed(&desktop, &app::Desktop::failed);
        Participant participant(desktop, Hand::Mouse);
        startGeneration(desktop, participant);
        QVERIFY(participant.followToTheEnd());
        desktop.window().showPage(ui::Page::Keys);
        participant.press(desktop.window(), u"Recover from"_s);
        QVERIFY(participant.followTo(u"restore"_s));
        room.shim.disguise({.ignoresLock = true});
        decideToGoOn(desktop, participant);
        QVERIFY(participant.followToTheEnd());
        room.shim.disguise();
        expectDecided(desktop);
        QCOMPARE(failed.count(), 0);
    }

    // Outside of a ceremony too: the page of the tokens asks, the window lives and says what for.
    void aPageThatWaitsSaysSo()
    {
        const ShimRoom room;
        const ui::Theme theme(*qApp, {ui::Appearance::Dark, false});
        app::Desktop desktop(room.folder);
        openPractice(desktop);
        room.shim.hang("C_GetTokenInfo", 2500, 1);
        desktop.window().showPage(ui::Page::Tokens);
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(desktop, u"Keyrite looks for tokens. 1 s so far."_s), 20000);
        desktop.window().showPage(ui::Page::Home); // alive
        QVERIFY(!desktop.window().grab().isNull());
        QTRY_VERIFY_WITH_TIMEOUT(!isSaid(desktop, u"Keyrite looks for tokens."_s), 20000);
    }

    // In the form for a new room: tried in a process of its own, and refused with a sentence.
    void aModuleThatCrashesIsNotChosen()
    {
        const MemoryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        const fs::path target = must(hsm::preparePracticeStore(home.path().toStdString() + "/store"));
        qputenv("KEYRITE_FAULT_TARGET", target.c_str());
        app::Desktop desktop(home.path().toStdString());
        desktop.showFirstStart();
        Participant participant(desktop, Hand::Mouse);
        participant.press(desktop.window(), u"Set up this room"_s);
        auto* page = Participant::visible<ui::SetUpPage>(desktop.window());
        qputenv("KEYRITE_FAULT_AT_LOAD", "crash");
        const auto edits = page->findChildren<QLineEdit*>();
        auto* module = *std::ranges::find_if(
            edits, [](const QLineEdit* one) { return one->accessibleName().startsWith(u"PKCS#11"_s); });
        module->setText(QStringLiteral(KEYRITE_FAULT_MODULE));
        Q_EMIT module->editingFinished();
        QTRY_VERIFY_WITH_TIMEOUT(
            isSaid(desktop, u"was tried in a process of its own and crashed. It was not loaded."_s), 20000);
        QVERIFY(Participant::visible<ui::SetUpPins>(*page) == nullptr);
        qunsetenv("KEYRITE_FAULT_AT_LOAD");
        participant.press(*page, u"Look again"_s); // the driver was installed anew
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(desktop, u"This one becomes the audit token."_s), 20000);
        QVERIFY(Participant::visible<ui::SetUpPins>(*page) != nullptr);

        // Two fresh ones: nobody but a person chooses, by slot, serial and model.
        const FaultShim shim(KEYRITE_FAULT_MODULE, target);
        shim.disguise({.twin = true});
        participant.press(*page, u"Look again"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(desktop, u"Choose the one that becomes the audit token"_s), 20000);
        const auto cards = page->findChildren<ui::ChoiceCard*>();
        QCOMPARE(cards.size(), 2);
        QVERIFY(Participant::visible<ui::SetUpPins>(*page) == nullptr);
        QVERIFY(cards[0]->text() != cards[1]->text()); // the slot is in it
        participant.press(cards[1]);
        QVERIFY(Participant::visible<ui::SetUpPins>(*page) != nullptr);
        const auto setup = page->setup({});
        QVERIFY(setup.token && setup.token->slot != 0U);
        QCOMPARE(setup.token->id.serial, std::string("TWIN"));
        shim.disguise();
    }

    void aModuleThatCrashesIsNotLoaded()
    {
        const MemoryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        const fs::path folder = home.path().toStdString();
        const fs::path target = must(hsm::preparePracticeStore(folder / "store"));
        qputenv("KEYRITE_FAULT_TARGET", target.c_str());
        makeRoomOnShim(folder);
        app::Desktop desktop(folder);
        const QSignalSpy opened(&desktop, &app::Desktop::roomOpened);
        const QSignalSpy failed(&desktop, &app::Desktop::failed);
        qputenv("KEYRITE_FAULT_AT_LOAD", "crash");
        desktop.openPractice();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20000);
        qunsetenv("KEYRITE_FAULT_AT_LOAD");
        const QString message = failed.front().front().toString();
        QVERIFY2(message.contains(u"was tried in a process of its own and crashed. It was not loaded."_s),
                 qPrintable(message));
        QCOMPARE(opened.count(), 0);
        desktop.openPractice(); // the driver was installed anew
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 20000);
    }
};

KEYRITE_GUI_TEST_MAIN(LostTokenTest)
#include "lost_token_test.moc"
