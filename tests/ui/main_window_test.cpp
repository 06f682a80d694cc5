#include "ui/main_window.h"

#include "tests/test_main.h"
#include "tests/ui/gallery_pages.h"
#include "tests/ui/gallery_steps.h"
#include "tests/ui/ui_walk.h"
#include "ui/ceremony_view.h"
#include "ui/pages/first_start.h"
#include "ui/widgets/mode_band.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatExistsHasAnEntry()
    {
        MainWindow window;
        gallery::addPages(window, false);
        QStringList entries;
        for (const auto* button : window.rail()->findChildren<QPushButton*>())
            if (button->property("role").toString() == u"nav"_s)
                entries << button->text();
        QCOMPARE(entries, (QStringList{u"Home"_s, u"Ceremonies"_s, u"Keys"_s, u"People and sites"_s,
                                       u"Drills"_s, u"Plan"_s, u"Backtest"_s, u"Log"_s, u"Tokens"_s}));
    }

    void entriesShowTheirPages()
    {
        MainWindow window;
        gallery::addPages(window, false);
        window.show();
        const QSignalSpy shown(&window, &MainWindow::pageShown);
        for (auto* button : window.rail()->findChildren<QPushButton*>())
            if (button->property("role").toString() == u"nav"_s)
                QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(shown.count(), 9);
    }

    void aPageThatIsNoEntryMarksNone()
    {
        MainWindow window;
        gallery::addPages(window, false);
        const auto marked = [&window] {
            QStringList entries;
            for (const auto* button : window.rail()->findChildren<QPushButton*>())
                if (button->isChecked())
                    entries << button->text();
            return entries;
        };
        window.showPage(Page::Keys);
        QCOMPARE(marked(), QStringList{u"Keys"_s});
        window.showAlone(new QWidget);
        QCOMPARE(marked(), QStringList());
        window.showPage(Page::Log);
        QCOMPARE(marked(), QStringList{u"Log"_s});
        window.showAlone(new QWidget, Page::Keys); // a page that belongs to an entry
        QCOMPARE(marked(), QStringList{u"Keys"_s});
    }

    void everyControlOfEveryPageHasAName()
    {
        MainWindow window;
        gallery::addPages(window, true);
        for (QWidget* widget : window.findChildren<QWidget*>()) {
            const bool inner = qobject_cast<QAbstractScrollArea*>(widget->parentWidget()) != nullptr ||
                               widget->window() != &window;                 // the list of a combo box
            const bool waits = window.ceremonyView()->isAncestorOf(widget); // for its first step
            if ((widget->focusPolicy() & Qt::TabFocus) != 0 && !inner && !waits)
                QVERIFY2(!gallery::spokenName(widget).isEmpty(), widget->metaObject()->className());
        }
        const FirstStart first({}, nullptr);
        for (QWidget* widget : first.findChildren<QWidget*>())
            if ((widget->focusPolicy() & Qt::TabFocus) != 0)
                QVERIFY2(!gallery::spokenName(widget).isEmpty(), widget->metaObject()->className());
    }

    void theBandSaysTheMode()
    {
        MainWindow window;
        auto* band = window.findChild<ModeBand*>();
        window.setMode(Mode::Live);
        QVERIFY(!band->isVisibleTo(&window));
        window.setMode(Mode::Practice);
        QVERIFY(band->isVisibleTo(&window));
        QVERIFY(band->accessibleName().startsWith(u"PRACTICE"_s));
        window.setMode(Mode::Drill);
        QVERIFY(band->accessibleName().startsWith(u"DRILL"_s));
    }

    void theNavigationIsGoneDuringACeremony()
    {
        MainWindow window;
        gallery::addPages(window, false);
        window.show();
        window.enterCeremony(u"Cold wallet"_s, u"KC-2026-0001"_s, gallery::sampleActs(false));
        QVERIFY(window.inCeremony());
        for (const auto* button : window.rail()->findChildren<QPushButton*>())
            QCOMPARE(button->isVisibleTo(&window), button->text() == u"Disaster day"_s); // from anywhere
        window.leaveCeremony(Page::Home);
        QVERIFY(!window.inCeremony());
    }

    void aCeremonyIsNotClosedWithTheWindow()
    {
        MainWindow window;
        gallery::addPages(window, false);
        window.show();
        const QSignalSpy asked(&window, &MainWindow::closeRequested);
        window.enterCeremony(u"Cold wallet"_s, u"KC-2026-0001"_s, gallery::sampleActs(false));
        QVERIFY(!window.close());
        QCOMPARE(asked.count(), 1);
        window.leaveCeremony(Page::Home);
        QVERIFY(window.close());
    }

    void disasterDayIsOneClickAway()
    {
        MainWindow window;
        const QSignalSpy disaster(&window, &MainWindow::disasterDayRequested);
        for (auto* button : window.rail()->findChildren<QPushButton*>())
            if (button->text() == u"Disaster day"_s)
                button->click();
        QCOMPARE(disaster.count(), 1);
    }
};

KEYRITE_GUI_TEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
