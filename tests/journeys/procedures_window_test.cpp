// Every procedure of the programme through the real window, each started where a person starts it; and what a
// room asks for beside the script: who is here, a break with its bags, a bag that was exchanged.
#include "core/ceremony/approved.h"
#include "core/ceremony/builtin.h"
#include "core/ceremony/replay.h"
#include "core/file.h"
#include "core/log/verify.h"
#include "tests/journeys/participant.h"
#include "tests/test_main.h"
#include "ui/break_dialog.h"
#include "ui/exception_dialog.h"
#include "ui/page_builder.h"
#include "ui/presence_dialog.h"
#include "ui/steps/seal_step.h"
#include "ui/theme.h"
#include "ui/widgets/tick_box.h"

#include <QApplication>
#include <QCheckBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <set>

using namespace keyrite;
using namespace keyrite::test;

class ProceduresWindowTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<app::Desktop> m_desktop;

    ui::MainWindow& window() { return m_desktop->window(); }
    const registry::Registry& registry() const { return m_desktop->room().registry; }

    // Presses the card's button on the page of ceremonies.
    void start(const std::string& id)
    {
        const auto procedure = ceremony::procedureFor(registry(), id);
        QVERIFY(procedure);
        const QString name = QStringLiteral("Start: ") + QString::fromStdString((*procedure)->title.in("en"));
        window().showPage(ui::Page::Ceremonies);
        for (QPushButton* button : window().findChildren<QPushButton*>())
            if (button->accessibleName() == name && button->isVisible()) {
                QVERIFY2(button->isEnabled(), qPrintable(name));
                return button->click();
            }
        QFAIL(qPrintable(name));
    }

    void startAndSee(const std::string& id, const QString& step)
    {
        const QSignalSpy shown(&m_desktop->ceremony(), &ui::CeremonyController::stepShown);
        start(id);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.isEmpty() && shown.back().front().toString() == step, 30000);
    }

    ui::CeremonyView& view() { return *window().ceremonyView(); }

    template <typename Dialog>
    Dialog* dialog()
    {
        for (Dialog* one : window().findChildren<Dialog*>())
            if (one->isVisible())
                return one;
        return nullptr;
    }

    static void tickAll(QWidget& root)
    {
        for (ui::TickBox* box : root.findChildren<ui::TickBox*>())
            if (box->isVisible() && !box->isChecked())
                QTest::mouseClick(box, Qt::LeftButton);
    }

    bool saysSomewhere(const QString& text)
    {
        const auto labels = window().findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(text);
        });
    }

    std::vector<log::Entry> entries(const std::string& kind)
    {
        const auto store = log::Store::openReadOnly(m_desktop->room().folder / ceremony::kLogFile);
        return store ? store->entries({.kind = kind}).value_or(std::vector<log::Entry>())
                     : std::vector<log::Entry>();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<ui::Theme>(*qApp, ui::ThemeOptions{ui::Appearance::Light, false});
        m_desktop = std::make_unique<app::Desktop>(m_home.path().toStdString());
        window().resize(1366, 768);
        const QSignalSpy opened(m_desktop.get(), &app::Desktop::roomOpened);
        m_desktop->openPractice();
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 20000);
        window().activateWindow();
        start("generate");
        QVERIFY(Participant(*m_desktop, Hand::Mouse).followToTheEnd());
    }

    void everyProcedure_data()
    {
        QTest::addColumn<int>("hand");
        int n = 0;
        for (const char* id :
             {"attest", "drill-quorum", "drill-table-top", "drill-restore", "re-issue", "replace-hsm",
              "clock-attestation", "compromise-rehearsal", "compromise", "replace-audit-key", "recover"})
            QTest::newRow(id) << (n++ % 2);
    }

    void everyProcedure()
    {
        QFETCH(int, hand);
        const QSignalSpy failed(m_desktop.get(), &app::Desktop::failed);
        start(QTest::currentDataTag());
        Participant participant(*m_desktop, static_cast<Hand>(hand));
        QVERIFY(participant.followToTheEnd());
        QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed.front().front().toString()));
        const registry::Ceremony& last = registry().ceremonies.rbegin()->second;
        QCOMPARE(last.procedure, std::string(QTest::currentDataTag()));
        QVERIFY(last.status == registry::CeremonyStatus::Closed);
        const auto papers = m_desktop->room().folder / "papers" / last.id;
        QVERIFY(std::filesystem::exists(papers / "script.pdf"));
        QVERIFY(std::filesystem::exists(papers / "attendance.pdf"));
    }

    // The run of "attest": all custodians of the site in one sitting, each their own sheet, nothing put
    // together.
    void everySheetWasAttested()
    {
        const auto attested = entries("share.attested");
        const std::string run = attested.front().ceremony;
        QCOMPARE(registry().ceremonies.at(run).procedure, std::string("attest"));
        const registry::ShareSet& set =
            registry().shareSets.at(attested.front().data.at("set").get<std::string>());
        std::set<int> sheets;
        for (const log::Entry& entry : attested) {
            if (entry.ceremony != run)
                continue;
            const int number = entry.data.at("share").get<int>();
            const registry::Sheet& sheet = set.sheets.at(number);
            sheets.insert(number);
            QCOMPARE(entry.data.at("fingerprint").get<std::string>(), sheet.fingerprint);
            QCOMPARE(entry.data.at("holder").get<std::string>(), sheet.holder);
            QCOMPARE(entry.data.at("source").get<std::string>(), std::string("image"));
            QCOMPARE(entry.data.at("tries").get<int>(), 1);
            QVERIFY(entry.data.at("seconds").get<int>() >= 0);
        }
        QCOMPARE(sheets.size(), set.sheets.size());
        for (const char* kind : {"quorum.entered", "key.restored"})
            for (const log::Entry& entry : entries(kind))
                QVERIFY(entry.ceremony != run);
    }

    void theHistoryOfAKeyAndOfALessonIsAtAClick()
    {
        window().showPage(ui::Page::Keys);
        Participant::buttonSaying(window(), QStringLiteral("Show its history"))->click();
        QTRY_VERIFY(saysSomewhere(QStringLiteral("What the log says of this key")));
        window().showPage(ui::Page::Drills);
        QVERIFY(saysSomewhere(QStringLiteral("95 % of recoveries would take under")));
        Participant::buttonSaying(window(), QStringLiteral("Show the entries"))->click();
        QTRY_VERIFY(saysSomewhere(QStringLiteral("It was learnt from these entries")));
    }

    void aFirmsOwnProcedureIsApproved()
    {
        auto json = nlohmann::json::parse(ceremony::builtinProcedureText("clock-attestation"));
        nlohmann::json door = json["steps"][0];
        door["id"] = "two-keys-of-the-door";
        door["title"]["en"] = "Open the door with two keys";
        json["version"] = 7;
        json["steps"].insert(json["steps"].begin() + 1, door);
        const QString file = m_home.filePath(QStringLiteral("clock-of-the-firm.json"));
        QVERIFY(writeFile(file.toStdString(), json.dump(2)));
        start("approve-procedure");
        auto* choose = dialog<QFileDialog>();
        QVERIFY(choose != nullptr);
        choose->findChild<QLineEdit*>()->setText(file);
        QMetaObject::invokeMethod(choose, "accept");
        QVERIFY(Participant(*m_desktop, Hand::Keyboard).followToTheEnd());
        QCOMPARE(registry().procedures.at("clock-attestation").version, 7);
        // From here on it is the one that runs: its card says so, its step is walked, its hash is pinned.
        window().showPage(ui::Page::Ceremonies);
        QVERIFY(saysSomewhere(QStringLiteral("Your own version 7, approved in this room.")));
        startAndSee("clock-attestation", QStringLiteral("welcome"));
        QVERIFY(Participant(*m_desktop, Hand::Mouse).followTo(QStringLiteral("two-keys-of-the-door")));
        QVERIFY(saysSomewhere(QStringLiteral("Open the door with two keys")));
        QVERIFY(Participant(*m_desktop, Hand::Mouse).followToTheEnd());
        const auto opened = entries("ceremony.opened");
        QCOMPARE(opened.back().data["procedure"]["sha256"].get<std::string>(),
                 registry().procedures.at("clock-attestation").hash);
    }

    void whoLeftInitialsNothing()
    {
        startAndSee("clock-attestation", QStringLiteral("welcome"));
        QTRY_VERIFY(Participant::buttonSaying(view(), QStringLiteral("Who is here")) != nullptr);
        Participant::buttonSaying(view(), QStringLiteral("Who is here"))->click();
        auto* presence = dialog<ui::PresenceDialog>();
        QVERIFY(presence != nullptr);
        QCheckBox* witness = presence->findChildren<QCheckBox*>().at(1);
        QTest::mouseClick(witness, Qt::LeftButton, {}, QPoint(8, witness->height() / 2));
        QTRY_COMPARE(entries("person.left").size(), 1U);
        QTRY_VERIFY(!view().isBusy());
        QTest::mouseClick(witness, Qt::LeftButton, {}, QPoint(8, witness->height() / 2));
        QTRY_COMPARE(entries("person.arrived").size(), 1U);
        QTRY_VERIFY(!view().isBusy());
        presence->accept();
        QVERIFY(Participant(*m_desktop, Hand::Mouse).followToTheEnd());
    }

    void aBreakHasItsBags()
    {
        const QSignalSpy ended(&m_desktop->ceremony(), &ui::CeremonyController::ended);
        startAndSee("attest", QStringLiteral("welcome"));
        QVERIFY(Participant(*m_desktop, Hand::Mouse).followTo(QStringLiteral("clock")));
        QTRY_VERIFY(Participant::buttonSaying(view(), QStringLiteral("Pause")) != nullptr);
        Participant::buttonSaying(view(), QStringLiteral("Pause"))->click();
        auto* leaving = dialog<ui::BreakDialog>();
        QVERIFY(leaving != nullptr);
        tickAll(*leaving);
        leaving->findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("BREAK-1\nBREAK-2"));
        Participant::buttonSaying(*leaving, QStringLiteral("Begin the break"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 20000);
        QCOMPARE(registry().unfinished()->bags.size(), 2U);
        window().showPage(ui::Page::Home);
        QTRY_VERIFY(Participant::buttonSaying(window(), QStringLiteral("Go on with")) != nullptr);
        Participant::buttonSaying(window(), QStringLiteral("Go on with"))->click();
        auto* back = dialog<ui::BreakDialog>();
        QVERIFY(back != nullptr);
        tickAll(*back);
        const QSignalSpy shown(&m_desktop->ceremony(), &ui::CeremonyController::stepShown);
        Participant::buttonSaying(*back, QStringLiteral("Go on"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(!shown.isEmpty(), 20000);
        QVERIFY(Participant(*m_desktop, Hand::Mouse).followToTheEnd());
    }

    // The number on the bag is not that of the log: an exception, and the compromise protocol follows.
    void anExchangedBagStartsTheCompromiseProtocol()
    {
        const std::size_t invoked = entries("compromise.invoked").size();
        startAndSee("attest", QStringLiteral("welcome"));
        Participant(*m_desktop, Hand::Mouse).followTo(QStringLiteral("unseal-1"));
        for (QLineEdit* edit : view().step()->findChildren<QLineEdit*>())
            edit->setText(QStringLiteral("OTHER-1"));
        QTRY_VERIFY(!view().isBusy());
        QTRY_VERIFY(Participant::buttonSaying(view(), QStringLiteral("Not as it should be")) != nullptr);
        Participant::buttonSaying(view(), QStringLiteral("Not as it should be"))->click();
        auto* exception = dialog<ui::ExceptionDialog>();
        QVERIFY(exception != nullptr);
        for (QRadioButton* choice : exception->findChildren<QRadioButton*>())
            if (choice->text().startsWith(QLatin1String("Abort")))
                choice->click();
        QAbstractButton* record =
            Participant::buttonSaying(*exception, QStringLiteral("Record it, and start"));
        QVERIFY(record != nullptr);
        const QSignalSpy shown(&m_desktop->ceremony(), &ui::CeremonyController::stepShown);
        record->click();
        QTRY_VERIFY_WITH_TIMEOUT(!shown.isEmpty(), 30000);
        QCOMPARE(m_desktop->ceremony().state()->plan.procedureId, std::string("compromise"));
        QVERIFY(Participant(*m_desktop, Hand::Mouse).followToTheEnd());
        QCOMPARE(entries("compromise.invoked").size(), invoked + 1);
        const auto raised = entries("exception.raised");
        QCOMPARE(raised.back().data["starts"].get<std::string>(), std::string("compromise"));
        QVERIFY(raised.back().data["happened"].get<std::string>().find("OTHER-1") != std::string::npos);
    }

    void keysAreDestroyed()
    {
        start("destroy-keys");
        QVERIFY(Participant(*m_desktop, Hand::Keyboard).followToTheEnd());
        QVERIFY(registry().keys.begin()->second.state == registry::KeyState::Destroyed);
        // Its sheets are destroyed too: the page promises nothing of paper any more.
        const ui::KeyRow shown = ui::keysViewOf(m_desktop->room(), systemNow()).keys.front();
        QVERIFY2(shown.state.contains(QLatin1String("nothing can bring it back")), qPrintable(shown.state));
        QVERIFY(!shown.recoverRefusal.isEmpty());
    }

    // The journeys above are of all procedures; a room is set up where it is made.
    void noProcedureIsWithoutItsJourney()
    {
        std::set<std::string_view> walked{"set-up"};
        for (const auto& [id, one] : registry().ceremonies)
            if (one.status == registry::CeremonyStatus::Closed)
                walked.insert(one.procedure);
        for (const std::string_view id : ceremony::builtinProcedureIds())
            QVERIFY2(walked.contains(id), std::string(id).c_str());
    }

    void whatARecoveryUsedIsSpent()
    {
        std::size_t spent = 0;
        for (const auto& [id, set] : registry().shareSets)
            for (const auto& [number, sheet] : set.sheets)
                spent += registry().spentBy(sheet) == nullptr ? 0U : 1U;
        QVERIFY(spent >= 2);
        QVERIFY(!entries("share.refused").empty()); // a departed share, against the new blob
    }

    void theLogIsSound()
    {
        const auto file = m_desktop->room().folder / ceremony::kLogFile;
        m_desktop.reset();
        const auto store = log::Store::openReadOnly(file);
        QVERIFY(store);
        const auto report = log::verify(*store, {});
        QVERIFY2(report && report->sound(),
                 report && !report->sound() ? report->findings.front().error.message.c_str() : "");
        const auto replay = ceremony::replay(*store, ceremony::procedureWithHash);
        QVERIFY2(replay && replay->findings.empty(),
                 replay && !replay->findings.empty() ? replay->findings.front().error.message.c_str() : "");
    }
};

KEYRITE_GUI_TEST_MAIN(ProceduresWindowTest)
#include "procedures_window_test.moc"
