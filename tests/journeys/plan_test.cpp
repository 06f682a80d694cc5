// From positions to a ceremony, through the real window: import, compute, approve, generate with that design.
#include "app/keyrite/desktop.h"
#include "app/keyrite/plan_desk.h"
#include "core/file.h"
#include "core/log/verify.h"
#include "tests/test_main.h"
#include "ui/approve_plan_dialog.h"
#include "ui/pages/plan_page.h"
#include "ui/pages/positions_page.h"
#include "ui/theme.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace keyrite;

namespace {

constexpr int kPatienceMs = 120000;

QPushButton* buttonSaying(const QWidget& root, const QString& start)
{
    for (QPushButton* button : root.findChildren<QPushButton*>())
        if (button->isVisible() && button->isEnabled() && button->text().startsWith(start))
            return button;
    return nullptr;
}

void press(const QWidget& root, const char* start)
{
    QTRY_VERIFY_WITH_TIMEOUT(buttonSaying(root, QString::fromLatin1(start)) != nullptr, kPatienceMs);
    buttonSaying(root, QString::fromLatin1(start))->click();
}

void savePicture(QWidget& window, const char* name)
{
    if (const QString folder = qEnvironmentVariable("KEYRITE_PICTURES"); !folder.isEmpty())
        window.grab().save(QStringLiteral("%1/journey-%2.png").arg(folder, QString::fromLatin1(name)));
}

} // namespace

class PlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A search of many designs runs beside the window, says how far it is, and is stopped there.
    void aLongSearchIsStopped()
    {
        const QTemporaryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        app::Desktop desktop(home.path().toStdString());
        const QSignalSpy opened(&desktop, &app::Desktop::roomOpened);
        desktop.openPractice();
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, kPatienceMs);
        desktop.window().showPage(ui::Page::Plan);
        auto* desk = desktop.window().findChild<app::PlanDesk*>();
        auto* page = desktop.window().findChild<ui::PlanPage*>();
        Json json = Json::parse(
            readFile(KEYRITE_SOURCE "/resources/practice/plan-desk.json", plan::kMaxInputBytes).value());
        for (int i = 1; i <= 3; ++i) // unlike each other, so that every one counts
            json["sites"].push_back({{"name", "Site " + std::to_string(i)},
                                     {"members", 4},
                                     {"unreachable", "0.0" + std::to_string(i)}});
        json["search"] = {{"maxSites", 7}, {"maxMembers", 3}};
        const std::filesystem::path file = home.filePath(QStringLiteral("seven.json")).toStdString();
        QVERIFY(writeFile(file, json.dump()));
        desk->openInput(file);
        press(*page, "Compute all designs");
        const auto says = [page](const char* text) {
            const auto labels = page->findChildren<QLabel*>();
            return std::ranges::any_of(labels, [&](const QLabel* label) {
                return label->isVisible() && label->text().contains(QLatin1String(text));
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(says(" designs computed."), kPatienceMs);
        QVERIFY(buttonSaying(*page, QStringLiteral("Compute")) == nullptr); // not twice
        press(*page, "Stop computing");
        QTRY_VERIFY_WITH_TIMEOUT(says("The search of all designs was stopped."), kPatienceMs);
        QVERIFY(buttonSaying(*page, QStringLiteral("Compute")) != nullptr);
        QVERIFY(buttonSaying(*page, QStringLiteral("Approve")) == nullptr);
    }

    void fromPositionsToACeremony()
    {
        const QTemporaryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        {
            app::Desktop desktop(home.path().toStdString());
            desktop.window().resize(1366, 768);
            const QSignalSpy opened(&desktop, &app::Desktop::roomOpened);
            const QSignalSpy failed(&desktop, &app::Desktop::failed);
            desktop.openPractice();
            QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, kPatienceMs);
            ui::MainWindow& window = desktop.window();
            window.showPage(ui::Page::Plan);
            auto* desk = window.findChild<app::PlanDesk*>();
            auto* page = window.findChild<ui::PlanPage*>();
            QVERIFY(desk != nullptr && page != nullptr && page->isVisible());

            desk->importPositions(KEYRITE_SOURCE "/resources/practice/positions.csv");
            QTRY_VERIFY(window.findChild<ui::PositionsPage*>() != nullptr);
            savePicture(window, "positions");
            press(*window.findChild<ui::PositionsPage*>(), "Use these 5 positions");
            QVERIFY(page->isVisible());
            press(*page, "Compute all designs");
            QTRY_VERIFY_WITH_TIMEOUT(buttonSaying(*page, QStringLiteral("Approve")) != nullptr, kPatienceMs);
            auto* tornado = page->findChild<ui::BarChart*>();
            QTRY_VERIFY_WITH_TIMEOUT(!tornado->accessibleDescription().isEmpty(), kPatienceMs);
            savePicture(window, "computed");

            const QString report = home.filePath(QStringLiteral("plan.pdf"));
            desk->saveReport(report);
            QFile pdf(report);
            QVERIFY(pdf.open(QIODevice::ReadOnly) && pdf.readAll().startsWith("%PDF"));

            press(*page, "Approve");
            auto* dialog = window.findChild<ui::ApprovePlanDialog*>();
            QVERIFY(dialog != nullptr);
            const auto names = dialog->findChildren<QLineEdit*>();
            QTest::keyClicks(names[0], QStringLiteral("Ada Okafor"));
            QTest::keyClicks(names[1], QStringLiteral("Ben Arslan"));
            press(*dialog, "We both approve");
            QTRY_COMPARE_WITH_TIMEOUT(desktop.room().registry.plans.size(), std::size_t{1}, kPatienceMs);
            const registry::ApprovedPlan plan = desktop.room().registry.plans.front();

            press(*page, "Generate keys with");
            QTRY_VERIFY_WITH_TIMEOUT(desktop.ceremony().state() != nullptr, kPatienceMs);
            QVERIFY(desktop.ceremony().state()->plan.policy == plan.policy);
            QCOMPARE(desktop.ceremony().state()->plan.approvedPlan, plan.hash);
            QCOMPARE(failed.count(), 0);
        }
        // What is on disk says the same.
        const auto store =
            log::Store::openReadOnly(home.filePath(QStringLiteral("practice/log.keyrite")).toStdString());
        QVERIFY(store);
        QVERIFY(log::verify(*store, {})->sound());
        const auto registry = registry::fold(*store);
        QCOMPARE(registry->plans.size(), std::size_t{1});
        QCOMPARE(registry->plans.front().approvers, (std::vector<std::string>{"Ada Okafor", "Ben Arslan"}));
        QCOMPARE(registry->ceremonies.rbegin()->second.plan["approvedPlan"],
                 Json(registry->plans.front().hash));
        QVERIFY(plan::PlanInput::fromJson(registry->plans.front().inputs)->hash ==
                registry->plans.front().hash);
    }
};

KEYRITE_GUI_TEST_MAIN(PlanTest)
#include "plan_test.moc"
