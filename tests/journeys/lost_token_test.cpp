// A token that is taken out in mid-step and put back: the ceremony goes on in the window. SoftHSM's store is
// moved away and back, the nearest that a software token comes to it.
#include "core/ceremony/builtin.h"
#include "core/ceremony/replay.h"
#include "core/log/verify.h"
#include "tests/journeys/participant.h"
#include "tests/memory_dir.h"
#include "tests/test_main.h"
#include "ui/ceremony_view.h"
#include "ui/theme.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>

using namespace keyrite;
using namespace keyrite::test;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

class LostTokenTest : public QObject
{
    Q_OBJECT

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
            const QSignalSpy opened(&desktop, &app::Desktop::roomOpened);
            desktop.openPractice();
            QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 20000);
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
};

KEYRITE_GUI_TEST_MAIN(LostTokenTest)
#include "lost_token_test.moc"
