// The plan page with a computed plan: what it says, how chart and table go together, keyboard, screen reader,
// pictures.
#include "core/file.h"
#include "tests/test_main.h"
#include "tests/ui/ui_walk.h"
#include "ui/approve_plan_dialog.h"
#include "ui/pages/common_causes.h"
#include "ui/pages/plan_page.h"
#include "ui/pages/positions_page.h"
#include "ui/plan_inputs_builder.h"
#include "ui/plan_report_text.h"
#include "ui/plan_view.h"
#include "ui/print/painter.h"
#include "ui/theme.h"
#include "ui/widgets/charts/axis.h"
#include "ui/widgets/text_table.h"
#include "ui/widgets/tick_box.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolTip>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;

namespace {

plan::PlanInput input(const char* name)
{
    return plan::PlanInput::parse(
               readFile(std::string(KEYRITE_SOURCE "/resources/practice/") + name, plan::kMaxInputBytes)
                   .value())
        .value();
}

// Computed by the real job; both of its answers.
struct Computed
{
    std::shared_ptr<const PlanOutcome> outcome;
    std::shared_ptr<const PlanDetail> detail;
};

Computed computed(const plan::PlanInput& in)
{
    Computed result;
    PlanJob job(nullptr);
    QObject::connect(&job, &PlanJob::computed, &job, [&](std::shared_ptr<const PlanOutcome> outcome) {
        result.outcome = std::move(outcome);
        job.detail(result.outcome, result.outcome->computation.choice.recommended);
    });
    QObject::connect(&job, &PlanJob::detailed, &job,
                     [&](std::shared_ptr<const PlanDetail> detail) { result.detail = std::move(detail); });
    job.compute(in);
    [&] { QTRY_VERIFY_WITH_TIMEOUT(result.detail != nullptr, 60000); }();
    return result;
}

QPushButton* buttonSaying(const QWidget& root, const QString& start)
{
    for (QPushButton* button : root.findChildren<QPushButton*>())
        if (button->text().startsWith(start))
            return button;
    return nullptr;
}

bool says(const QWidget& root, const QString& text)
{
    const auto labels = root.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&](const QLabel* label) { return label->text().contains(text); });
}

// With KEYRITE_PICTURES a folder, the page is saved as it looks, a screenful a picture.
void savePictures(QWidget& page, const QString& name)
{
    const QString folder = qEnvironmentVariable("KEYRITE_PICTURES");
    auto* scroll = page.findChild<QScrollArea*>();
    for (int part = 0; !folder.isEmpty(); ++part) {
        scroll->verticalScrollBar()->setValue(part * scroll->viewport()->height());
        QCoreApplication::processEvents();
        page.grab().save(u"%1/%2-%3.png"_s.arg(folder, name).arg(part));
        if (scroll->verticalScrollBar()->value() == scroll->verticalScrollBar()->maximum())
            return;
    }
}

} // namespace

class PlanPageTest : public QObject
{
    Q_OBJECT

    Computed m_desk;

    void fill(PlanPage& page)
    {
        page.setInputs(inputsViewOf(m_desk.outcome->input.canonical, u"An example."_s));
        page.setOutcome(outcomeViewOf(*m_desk.outcome));
        page.setDetail(detailViewOf(*m_desk.outcome, *m_desk.detail));
        page.setApproved({{u"2 of 3 sites, with 2 of 3 people each (Zurich, London, Oslo)"_s,
                           u"Approved by Ada Okafor and Zoë Müller, 22 Nov 2026, 10:42 UTC"_s,
                           QString::fromStdString(m_desk.outcome->input.hash)}});
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_desk = computed(input("plan-desk.json"));
        QVERIFY(m_desk.detail != nullptr);
    }

    void itSaysWhatAndWhy()
    {
        PlanPage page(nullptr);
        QVERIFY(!says(page, u"Keep the key"_s));
        fill(page);
        QVERIFY(says(page, u"Keep the key with"_s));
        QVERIFY(says(page, u"Next best"_s));
        QVERIFY(says(page, u"No redundancy can fix this"_s));
        QVERIFY(says(page, u"4 sites, 3 positions worth 115,000,000"_s));
        QVERIFY(buttonSaying(page, u"Approve"_s)->isEnabled());
    }

    void chartAndTableChooseTheSame()
    {
        PlanPage page(nullptr);
        fill(page);
        page.resize(1000, 700);
        page.show();
        const QSignalSpy chosen(&page, &PlanPage::designChosen);
        auto* chart = page.findChild<ParetoChart*>();
        QTest::keyClick(chart, Qt::Key_Home);
        QCOMPARE(chosen.count(), 1);
        const int first = chosen.back().front().toInt();
        auto* table = page.findChild<TextTable*>(u"designs"_s);
        QCOMPARE(table->currentIndex().data(RowsModel::IdRole).toInt(), first);
        QTest::keyClick(chart, Qt::Key_Right);
        QCOMPARE(chosen.count(), 2);
        QVERIFY(chosen.back().front().toInt() != first);
        table->selectRow(table->model()->rowCount() - 1);
        QCOMPARE(chosen.count(), 3);
        QCOMPARE(chosen.back().front().toInt(), table->currentIndex().data(RowsModel::IdRole).toInt());
        QVERIFY(chart->accessibleDescription().contains(u"expected loss"_s));
    }

    void progressCanBeStopped()
    {
        PlanPage page(nullptr);
        page.resize(1000, 700);
        page.show();
        QVERIFY(!buttonSaying(page, u"Stop"_s)->isVisible());
        page.showProgress(500, 1000);
        QVERIFY(!buttonSaying(page, u"Compute"_s)->isEnabled());
        const QSignalSpy cancelled(&page, &PlanPage::cancelRequested);
        QTest::mouseClick(buttonSaying(page, u"Stop"_s), Qt::LeftButton);
        QCOMPARE(cancelled.count(), 1);
        page.endProgress();
        QVERIFY(buttonSaying(page, u"Compute"_s)->isEnabled());
    }

    void staleResultsCannotBeApproved()
    {
        PlanPage page(nullptr);
        page.inputsChanged(); // nothing to be stale
        fill(page);
        page.inputsChanged();
        QVERIFY(!buttonSaying(page, u"Approve"_s)->isEnabled());
        QVERIFY(says(page, u"Compute again"_s));
        const QSignalSpy chosen(&page, &PlanPage::designChosen);
        fill(page);
        QVERIFY(buttonSaying(page, u"Approve"_s)->isEnabled());
        QCOMPARE(chosen.count(), 1); // details of the new outcome, though the same design
    }

    void aComputationIsCancelled()
    {
        PlanJob job(nullptr);
        QString refusal;
        connect(&job, &PlanJob::failed, &job,
                [&](const Error& error) { refusal = QString::fromStdString(error.message); });
        job.compute(input("plan-desk.json"));
        job.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(refusal.contains(u"stopped"_s), 60000);
    }

    void fieldsAreWrittenBack()
    {
        Json json = input("plan-three-designs.json").canonical;
        setInputField(json, u"/share/lost"_s, u"0.05"_s);
        setInputField(json, u"/search/maxSites"_s, u"3"_s);
        setInputField(json, u"/costPerShare"_s, u""_s);
        QCOMPARE(json["share"]["lost"], Json("0.05"));
        QCOMPARE(json["search"]["maxSites"], Json(3));
        QVERIFY(!json.contains("costPerShare"));
        setInputField(json, u"/title/deeper"_s, u"1"_s); // no such place
        QVERIFY(json["title"].is_string());
        setInputField(json, u"/share/lost"_s, u"often"_s);
        QVERIFY(plan::PlanInput::fromJson(json).error().message.find("\"lost\"") != std::string::npos);
    }

    // What the log and the drills know is on the page, each with its number.
    void everyInputIsOnThePage()
    {
        PlanPage page(nullptr);
        page.setInputs(inputsViewOf(m_desk.outcome->input.canonical, u"An example."_s));
        const auto tables = page.findChildren<TextTable*>();
        const auto cells = [&](const QString& table) {
            QStringList texts;
            for (const TextTable* one : tables)
                for (int row = 0; one->accessibleName() == table && row < one->model()->rowCount(); ++row)
                    for (int column = 0; column < one->model()->columnCount(); ++column)
                        texts << one->model()->index(row, column).data().toString();
            return texts;
        };
        const QStringList sites = cells(u"Sites"_s);
        for (const QString& text :
             {u"Zurich"_s, u"CH"_s, u"1.5 %"_s, u"0.2 %"_s, u"40,000"_s, u"Ada Okafor, 4 more"_s})
            QVERIFY2(sites.contains(text), qPrintable(text + u" of "_s + sites.join(u'|')));
        const QStringList people = cells(u"People and their sheets"_s);
        for (const QString& text :
             {u"Ada Okafor"_s, u"4 h 70 %, 12 h 90 %, 48 h 99 %, 240 h 100 %"_s, u"Dana Novak"_s, u"1 %"_s,
              u"anybody else"_s, u"4 h 45.9 %, 12 h 75.7 %, 48 h 90.5 %, 240 h 100 %"_s})
            QVERIFY2(people.contains(text), qPrintable(text + u" of "_s + people.join(u'|')));
        const QStringList positions = cells(u"Positions"_s);
        for (const QString& text :
             {u"Bitcoin perpetual, hedge"_s, u"perpetual"_s, u"10,000,000"_s, u"30 min"_s})
            QVERIFY2(positions.contains(text), qPrintable(text));
        auto* fire = page.findChild<QLineEdit*>(u"/events/2/perYear"_s);
        QVERIFY(fire != nullptr);
        QCOMPARE(fire->text(), u"0.003"_s);
        QCOMPARE(fire->accessibleName(), u"Fire in Zurich, where the HSM stands (times a year)"_s);
    }

    void whatIsInCommonIsAddedChangedAndTakenAway()
    {
        PlanPage page(nullptr);
        Json json = m_desk.outcome->input.canonical;
        page.setInputs(inputsViewOf(json, u"An example."_s));
        connect(&page, &PlanPage::causesEdited, &page,
                [&](CauseKind kind, const std::vector<PlanCause>& causes) {
                    setInputCauses(json, kind, causes);
                });
        connect(&page, &PlanPage::flagEdited, &page,
                [&](const QString& pointer, bool on) { setInputFlag(json, pointer, on); });
        buttonSaying(page, u"What several have in common: 2"_s)->click();
        auto* shocks = page.findChild<CommonCauses*>(u"shocks"_s);
        buttonSaying(*shocks, u"Add a disaster"_s)->click();
        const auto fields = shocks->findChildren<QLineEdit*>();
        QTest::keyClicks(fields[2], u"The North Sea"_s);
        QTest::keyClicks(fields[3], u"0.001"_s);
        const auto ticks = shocks->findChildren<TickBox*>();
        QCOMPARE(ticks.size(), 8);
        for (const int site : {6, 7}) // London and Oslo of the second
            ticks[site]->click();
        QCOMPARE(json["shocks"][1],
                 Json({{"name", "The North Sea"}, {"probability", "0.001"}, {"sites", {"London", "Oslo"}}}));
        auto changed = plan::PlanInput::fromJson(json);
        QVERIFY(changed);
        QCOMPARE(changed->model.shocks[1].sites, (std::vector<std::size_t>{2, 3}));
        buttonSaying(*shocks, u"Take it away"_s)->click(); // the first one
        QCOMPARE(json["shocks"].size(), std::size_t{1});
        QCOMPARE(json["shocks"][0]["name"], Json("The North Sea"));
        auto* collusion = page.findChild<CommonCauses*>(u"collusion"_s);
        collusion->findChildren<TickBox*>()[2]->click(); // Chloe as well
        QCOMPARE(json["collusion"][0]["custodians"].size(), std::size_t{3});
        page.findChild<TickBox*>(u"/limits/noJurisdictionSufficient"_s)->click();
        QCOMPARE(json["limits"]["noJurisdictionSufficient"], Json(true));
        changed = plan::PlanInput::fromJson(json);
        QVERIFY(changed && changed->limits.jurisdiction && changed->model.cliques[0].custodians.size() == 3);
    }

    void theSimulationStandsBesideWhatIsExact()
    {
        Json json = input("plan-three-designs.json").canonical;
        setInputField(json, u"/correlation"_s, u"0.3"_s);
        const Computed with = computed(plan::PlanInput::fromJson(json).value());
        PlanPage page(nullptr);
        page.setOutcome(outcomeViewOf(*with.outcome));
        page.setDetail(detailViewOf(*with.outcome, *with.detail));
        QVERIFY(says(page, u"simulated with 200,000 draws, with its standard error"_s));
        QVERIFY(says(page, u", exactly 0.95463."_s));
        QVERIFY(planReportOf({}, "22 Nov 2026", *with.outcome, *with.detail)
                    .conclusions.back()
                    .ends_with("exactly 0.99837."));
        fill(page);
        QVERIFY(!says(page, u"standard error"_s));
    }

    void theParetoChartAnswersTheMouse()
    {
        PlanPage page(nullptr);
        fill(page);
        page.resize(1000, 700);
        page.show();
        auto* chart = page.findChild<ParetoChart*>();
        const QSignalSpy chosen(&page, &PlanPage::designChosen);
        QStringList spoken;
        for (int x = 0; x < chart->width(); x += 8)
            for (int y = 0; y < chart->height(); y += 8) {
                QMouseEvent move(QEvent::MouseMove, QPointF(x, y), chart->mapToGlobal(QPointF(x, y)),
                                 Qt::NoButton, Qt::NoButton, Qt::NoModifier);
                QCoreApplication::sendEvent(chart, &move);
                if (QToolTip::isVisible() && !spoken.contains(QToolTip::text()))
                    spoken << QToolTip::text();
            }
        QVERIFY(spoken.size() > 3);
        for (const QString& sentence : spoken)
            QVERIFY(sentence.contains(u"expected loss"_s) && sentence.contains(u"back in"_s));
        QCOMPARE(chosen.count(), 0); // pointing at one does not choose it
    }

    void everyControlHasAName()
    {
        PlanPage page(nullptr);
        fill(page);
        for (QWidget* widget : page.findChildren<QWidget*>())
            if ((widget->focusPolicy() & Qt::TabFocus) != 0 &&
                qobject_cast<QAbstractScrollArea*>(widget->parentWidget()) == nullptr)
                QVERIFY2(!gallery::spokenName(widget).isEmpty(), widget->metaObject()->className());
        for (const char* name : {"Time to recover", "How the design fails"}) {
            const auto widgets = page.findChildren<QWidget*>();
            QVERIFY(std::ranges::any_of(widgets, [&](const QWidget* widget) {
                return widget->accessibleName() == QLatin1String(name) &&
                       !widget->accessibleDescription().isEmpty();
            }));
        }
    }

    void nobodyApprovesTwice()
    {
        ApprovePlanDialog dialog(u"2 of 3 sites"_s, QString(64, u'a'), {u"Ada"_s}, nullptr);
        const QSignalSpy approved(&dialog, &ApprovePlanDialog::approved);
        const auto names = dialog.findChildren<QLineEdit*>();
        QPushButton* both = buttonSaying(dialog, u"We both"_s);
        QVERIFY(!both->isEnabled());
        names[0]->setText(u"Ada Okafor"_s);
        names[1]->setText(u" ada okafor "_s);
        QVERIFY(!both->isEnabled());
        names[1]->setText(u"Zoë Müller"_s);
        both->click();
        QCOMPARE(approved.count(), 1);
        QCOMPARE(approved.front()[1].toString(), u"Zoë Müller"_s);
    }

    void positionsAreMappedAndErrorsShown()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(u"book.csv"_s).toStdString();
        QVERIFY(writeFile(file,
                          "Position,class,value,sigmaPerDay\nBitcoin,spot,100,0.04\nTulips,flower,5,0.1\n"));
        PositionsPage page(file, PositionsPage::readHead(file).value(), nullptr);
        page.resize(1000, 700);
        page.show();
        QPushButton* use = buttonSaying(page, u"Use these"_s);
        QVERIFY(!use->isEnabled());
        QVERIFY(says(page, u"Say which column holds \"name\""_s));
        page.findChildren<QComboBox*>().front()->setCurrentIndex(1);
        QVERIFY(says(page, u"1 can be used, 1 cannot"_s));
        if (const QString pictures = qEnvironmentVariable("KEYRITE_PICTURES"); !pictures.isEmpty())
            page.grab().save(pictures + u"/positions.png"_s);
        const QSignalSpy ready(&page, &PositionsPage::positionsReady);
        use->click();
        QCOMPARE(ready.count(), 1);
        QVERIFY(!PositionsPage::readHead("/nowhere.csv"));
        QVERIFY(writeFile(file, "name,class,value,sigmaPerDay\n"));
        const PositionsPage none(file, PositionsPage::readHead(file).value(), nullptr);
        QVERIFY(says(none, u"The table has no rows below its header."_s));
        QVERIFY(!buttonSaying(none, u"Use these"_s)->isEnabled());
    }

    void theReportHoldsEveryInput()
    {
        registry::Room room;
        room.name = "Practice room";
        const paper::PlanReport report = planReportOf(room, "22 Nov 2026", *m_desk.outcome, *m_desk.detail);
        QCOMPARE(report.hash, m_desk.outcome->input.hash);
        QVERIFY(Json::parse(report.inputs) == m_desk.outcome->input.canonical);
        const paper::Document document = paper::planReport(report);
        QVERIFY(document.pages.size() >= 3);
        const auto pdf = toPdf(document);
        QVERIFY(pdf && pdf->startsWith("%PDF"));
        if (const QString pictures = qEnvironmentVariable("KEYRITE_PICTURES"); !pictures.isEmpty())
            for (std::size_t i = 0; i < document.pages.size(); ++i)
                toImage(document.pages[i], paper::sizeOf(document.size), 80)
                    .save(u"%1/report-%2.png"_s.arg(pictures).arg(i));
    }

    void axesHaveRoundTicks()
    {
        const Axis linear{Scale::Linear, 0, 97, {}, {}};
        QCOMPARE(linear.ticks(5), (std::vector<double>{0, 20, 40, 60, 80}));
        const Axis logarithmic{Scale::Log, 0.9, 1100, {}, {}};
        QCOMPARE(logarithmic.ticks(5), (std::vector<double>{1, 10, 100, 1000}));
        QCOMPARE(logarithmic.place(0.9), 0.0);
        QCOMPARE(logarithmic.place(1100), 1.0);
    }

    void pictures()
    {
        if (qEnvironmentVariable("KEYRITE_PICTURES").isEmpty())
            QSKIP("KEYRITE_PICTURES names no folder");
        for (const Appearance appearance : {Appearance::Light, Appearance::Dark})
            for (const QSize& size : {QSize(1366 - 272, 768), QSize(1920 - 272, 1080)}) {
                const Theme theme(*qApp, {appearance, false});
                PlanPage page(nullptr);
                fill(page);
                page.resize(size);
                page.show();
                savePictures(page,
                             u"plan-%1-%2"_s.arg(appearance == Appearance::Light ? u"light"_s : u"dark"_s)
                                 .arg(size.width()));
            }
    }
};

KEYRITE_GUI_TEST_MAIN(PlanPageTest)
#include "plan_page_test.moc"
