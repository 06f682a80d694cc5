// A risk officer in the real window of a practice room: prices, backtests of fixed hours, of an approved plan
// and of what drills have shown, their entries in the log, a report.
#include "app/keyrite/desktop.h"
#include "core/bytes.h"
#include "core/file.h"
#include "core/log/verify.h"
#include "core/registry/plans.h"
#include "tests/core/drill/sample_drill.h"
#include "tests/shared_vectors.h"
#include "tests/test_main.h"
#include "ui/pages/backtest_page.h"
#include "ui/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace keyrite;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60000;

// With KEYRITE_PICTURES a folder, the page is saved as it looks, and whole.
void takePicture(app::Desktop& desktop, ui::BacktestPage& page, const QString& name)
{
    const QString folder = qEnvironmentVariable("KEYRITE_PICTURES");
    if (folder.isEmpty())
        return;
    QCoreApplication::processEvents();
    desktop.window().grab().save(folder + u'/' + name + u".png"_s);
    page.findChild<QScrollArea*>()->widget()->grab().save(folder + u'/' + name + u"-whole.png"_s);
}

} // namespace

class BacktestTest : public QObject
{
    Q_OBJECT

private:
    void chooseFile(ui::BacktestPage& page, const QString& path)
    {
        page.findChild<QPushButton*>(u"choosePrices"_s)->click();
        auto* dialog = page.findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr);
        Q_EMIT dialog->fileSelected(path);
        dialog->reject();
    }

    // A share set, a drill of it, and a plan that two people approved, as earlier sessions left them.
    void recordTheYearBefore(const std::filesystem::path& room)
    {
        test::SampleRegistry year;
        year.shareSet("3a5f", "2of3", {"Ada Okafor", "Ben Arslan", "Chloe Martin"});
        test::holdDrill(year, "dr-1", registry::DrillType::Quorum, false, test::noon("2026-06-01"),
                        {{"Ada Okafor", 1, 90}, {"Ben Arslan", 2, 400}});
        std::vector<log::Entry> entries = year.entries();
        const auto input = plan::PlanInput::parse(
            readFile(KEYRITE_SOURCE "/resources/practice/plan-desk.json", plan::kMaxInputBytes).value());
        const auto computed = plan::compute(*input, [](std::size_t, std::size_t) { return true; });
        entries.push_back(registry::approvePlan(*input, *computed, computed->choice.recommended, "Ada Okafor",
                                                "Ben Arslan", test::noon("2026-07-01"))
                              .value());
        auto store = log::Store::openForAppend(room / "log.keyrite");
        QVERIFY(store && store->append(std::move(entries)));
    }

    void choose(ui::BacktestPage& page, const QString& name, const QString& value)
    {
        auto* box = page.findChild<QComboBox*>(name);
        box->setCurrentIndex(box->findData(value));
    }

    // Runs it and waits for the entry; answers its number.
    std::uint64_t runAndWait(app::Desktop& desktop, ui::BacktestPage& page)
    {
        const std::uint64_t before = desktop.room().entries;
        page.findChild<QPushButton*>(u"runBacktest"_s)->click();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(desktop.room().entries == before + 1, kPatienceMs); }();
        return before;
    }

private Q_SLOTS:
    void aBacktestIsRunRecordedAndReported()
    {
        const QTemporaryDir home;
        const bool dark = qEnvironmentVariable("KEYRITE_THEME") == u"dark"_s;
        const ui::Theme theme(*qApp, {dark ? ui::Appearance::Dark : ui::Appearance::Light, false});
        const QString prices = test::sharedPath("market/sp500-daily.csv");
        const bool real = QFile::exists(prices);
        std::uint64_t entry = 0;
        std::uint64_t ofPlan = 0;
        std::uint64_t ofDrills = 0;
        std::string hash;
        std::string plan;
        {
            app::Desktop desktop(home.path().toStdString());
            const QSignalSpy opened(&desktop, &app::Desktop::roomOpened);
            desktop.openPractice();
            QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, kPatienceMs);
        }
        recordTheYearBefore(home.filePath(u"practice"_s).toStdString());
        {
            app::Desktop desktop(home.path().toStdString());
            const QStringList size = qEnvironmentVariable("KEYRITE_SIZE", u"1366x768"_s).split(u'x');
            desktop.window().resize(size[0].toInt(), size[1].toInt());
            const QSignalSpy opened(&desktop, &app::Desktop::roomOpened);
            const QSignalSpy failed(&desktop, &app::Desktop::failed);
            desktop.openPractice();
            QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, kPatienceMs);
            desktop.window().showPage(ui::Page::Backtest);
            auto* page = desktop.window().findChild<ui::BacktestPage*>();
            QVERIFY(page != nullptr);
            takePicture(desktop, *page, u"backtest-empty"_s);

            QTest::keyClicks(page->findChild<QLineEdit*>(u"runBy"_s), u"Ada Okafor"_s);
            page->findChild<QPushButton*>(u"practicePrices"_s)->click();
            QTRY_VERIFY_WITH_TIMEOUT(page->series()->usable().has_value(), kPatienceMs);
            entry = runAndWait(desktop, *page);
            QVERIFY(page->findChild<ui::LossChart*>() != nullptr);
            takePicture(desktop, *page, u"backtest-practice"_s);

            plan = desktop.room().registry.plans.at(0).hash;
            choose(*page, u"policy"_s, u"plan"_s);
            auto* plans = page->findChild<QComboBox*>(u"plan"_s);
            QTRY_COMPARE_WITH_TIMEOUT(plans->count(), 2, kPatienceMs); // the plan, and all since their days
            QVERIFY(plans->currentText().startsWith(u"2 of 3 sites"_s) && plans->isVisible());
            ofPlan = runAndWait(desktop, *page);
            choose(*page, u"policy"_s, u"drills"_s);
            QCOMPARE(page->findChild<QComboBox*>(u"drills"_s)->currentText(), u"share set 3a5f"_s);
            ofDrills = runAndWait(desktop, *page);
            takePicture(desktop, *page, u"backtest-drills"_s);

            if (real) {
                chooseFile(*page, prices);
                QTRY_VERIFY_WITH_TIMEOUT(page->series()->usable().has_value(), kPatienceMs);
                auto* kind = page->findChild<QComboBox*>(u"kind"_s);
                kind->setCurrentIndex(kind->findData(u"perpetual"_s));
                entry = runAndWait(desktop, *page);
                takePicture(desktop, *page, u"backtest-sp500"_s);
            } else
                qWarning("SKIPPED: %s is absent; only the made-up prices were run.", qPrintable(prices));
            hash = toHex(page->series()->usable().value()->sha256);

            page->findChild<QPushButton*>(u"saveReport"_s)->click();
            auto* dialog = desktop.window().findChild<QFileDialog*>();
            QVERIFY(dialog != nullptr);
            const QString report = home.filePath(u"report.pdf"_s);
            Q_EMIT dialog->fileSelected(report);
            dialog->reject();
            QFile pdf(report);
            QVERIFY(pdf.open(QIODevice::ReadOnly));
            QVERIFY(pdf.readAll().startsWith("%PDF"));
            if (const QString folder = qEnvironmentVariable("KEYRITE_PICTURES"); !folder.isEmpty())
                QFile::copy(report, folder + u"/report.pdf"_s);
            QCOMPARE(failed.count(), 0);
        }
        const auto store = log::Store::openReadOnly(home.filePath(u"practice/log.keyrite"_s).toStdString());
        QVERIFY(store);
        const auto report = log::verify(*store, {});
        QVERIFY(report && report->sound());
        const log::Json byPlan = store->entry(ofPlan)->data;
        QCOMPARE(byPlan["approvedPlan"], log::Json(plan));
        QVERIFY(byPlan["policySource"].get<std::string>().starts_with("An approved plan: 2 of 3 sites"));
        const log::Json byDrills = store->entry(ofDrills)->data;
        QCOMPARE(byDrills["policySource"], log::Json("What drills have shown: share set 3a5f"));
        QVERIFY(!byDrills.contains("approvedPlan") && byDrills["policy"] != byPlan["policy"]);
        const auto recordedEntry = store->entry(entry);
        QVERIFY(recordedEntry);
        const log::Entry& recorded = *recordedEntry;
        QCOMPARE(recorded.kind, std::string("backtest.run"));
        QCOMPARE(recorded.actor, std::string("Ada Okafor"));
        QCOMPARE(recorded.data["series"]["sha256"].get<std::string>(), hash);
        QCOMPARE(recorded.data["mode"].get<std::string>(), std::string("todaysPolicyOverHistory"));
        QVERIFY(decimalFromText(recorded.data["result"]["loss"]["es"].get<std::string>()).has_value());
    }
};

KEYRITE_GUI_TEST_MAIN(BacktestTest)
#include "backtest_test.moc"
