#include "ui/pages/backtest_page.h"

#include "core/market/synthetic_series.h"
#include "tests/test_main.h"
#include "tests/ui/ui_walk.h"
#include "ui/job.h"
#include "ui/print/backtest_report.h"
#include "ui/widgets/tick_box.h"

#include <QComboBox>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;

namespace {

SharedSeries seriesFrom(const std::string& csv)
{
    return std::make_shared<const market::SeriesImport>(market::importSeries(sourceOf(csv)).value());
}

void choose(QWidget& page, const QString& name, const QString& value)
{
    auto* box = page.findChild<QComboBox*>(name);
    box->setCurrentIndex(box->findData(value));
}

void type(QWidget& page, const QString& name, const QString& text)
{
    auto* field = page.findChild<QLineEdit*>(name);
    field->clear();
    QTest::keyClicks(field, text);
}

QString labels(const QWidget& page)
{
    QString text;
    for (const auto* label : page.findChildren<QLabel*>())
        if (label->isVisibleTo(&page))
            text += label->text() + u'\n';
    return text;
}

SharedRun runOver(const SharedSeries& series, const BacktestRequest& request)
{
    market::BacktestOptions quick = request.options;
    quick.simulations = 100;
    quick.resamples = 100;
    auto result = market::runBacktest(series->series, request.position, request.policies, quick).value();
    return std::make_shared<const BacktestRun>(BacktestRun{series, request, std::move(result)});
}

const std::string kSpoiled =
    "Date,High,Low,Close\n2020-01-01,2,1,2\n2020-01-02,2,1,abc\n2020-01-03,2,1,1\n2020-01-04,2,1,1\n";

} // namespace

class BacktestPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasItsFieldsAndGivesARequest()
    {
        BacktestForm form(nullptr);
        type(form, u"runBy"_s, u"Ada Okafor"_s);
        for (const auto& [kind, field] :
             {std::pair{u"spot"_s, u"measure"_s}, std::pair{u"perpetual"_s, u"fundingPerDay"_s},
              std::pair{u"future"_s, u"margin"_s}, std::pair{u"shortOption"_s, u"expiryDays"_s},
              std::pair{u"otc"_s, u"unwindHours"_s}}) {
            choose(form, u"kind"_s, kind);
            QVERIFY(form.findChild<QWidget*>(field)->isVisibleTo(&form));
            const auto request = form.request();
            QVERIFY2(request.has_value(), qPrintable(kind));
            QCOMPARE(request->position.toJson()["kind"].get<std::string>(), kind.toStdString());
            QVERIFY(request->policies.isTodaysPolicy());
        }
        QVERIFY(!form.findChild<QWidget*>(u"margin"_s)->isVisibleTo(&form));
    }

    void percentsAreFractions()
    {
        BacktestForm form(nullptr);
        type(form, u"runBy"_s, u"Ada"_s);
        choose(form, u"kind"_s, u"perpetual"_s);
        type(form, u"margin"_s, u"12.5"_s);
        type(form, u"var"_s, u"95"_s);
        const auto request = form.request();
        QCOMPARE(std::get<market::Margined>(request->position.instrument).margin, 0.125);
        QCOMPARE(request->options.forecast.varConfidence, 0.95);
    }

    void whatIsWrongIsNamed()
    {
        BacktestForm form(nullptr);
        QVERIFY(form.request().error().message.find("Write your name") != std::string::npos);
        type(form, u"runBy"_s, u"Ada"_s);
        choose(form, u"kind"_s, u"perpetual"_s);
        type(form, u"margin"_s, u"150"_s);
        QVERIFY(form.request().error().message.find("\"margin\" must be a number") != std::string::npos);
        type(form, u"margin"_s, u"10"_s);
        type(form, u"hours"_s, u"nan"_s);
        QVERIFY(form.request().error().message.find("\"hours\" must be a number") != std::string::npos);
        type(form, u"hours"_s, u"48"_s);
        type(form, u"es"_s, u"100"_s);
        QVERIFY(form.request().error().message.find("A confidence must be") != std::string::npos);
    }

    void policiesOfTheRecordCanBeChosen()
    {
        BacktestForm form(nullptr);
        type(form, u"runBy"_s, u"Ada"_s);
        choose(form, u"policy"_s, u"plan"_s);
        QVERIFY(form.request().error().message.find("No plan is approved yet") != std::string::npos);
        choose(form, u"policy"_s, u"drills"_s);
        QVERIFY(form.request().error().message.find("No drill has shown yet") != std::string::npos);
        const PolicyChoices known{
            {{u"2 of 3 sites"_s, market::PolicyTimeline::parse("12h").value(), QString(64, u'a')},
             {u"all at one site"_s, market::PolicyTimeline::parse("4h").value(), QString(64, u'b')}},
            {{u"share set 7f3c"_s, market::PolicyTimeline::parse("24h").value()}}};
        form.setPolicyChoices(known);
        QVERIFY(!form.findChild<QWidget*>(u"hours"_s)->isVisibleTo(&form));
        QCOMPARE(form.request()->policies.longestHours(), 24.0);
        QCOMPARE(form.request()->policySource, u"What drills have shown: share set 7f3c"_s);
        QVERIFY(form.request()->approvedPlan.isEmpty());
        choose(form, u"policy"_s, u"plan"_s);
        form.findChild<QComboBox*>(u"plan"_s)->setCurrentIndex(1);
        QCOMPARE(form.findChild<QLabel*>(u"policyTimes"_s)->text(), u"Nobody can sign for: 4 h."_s);
        form.setPolicyChoices(known); // anew: what was chosen stays chosen
        QCOMPARE(form.request()->policies.longestHours(), 4.0);
        QCOMPARE(form.request()->policySource, u"An approved plan: all at one site"_s);
        QCOMPARE(form.request()->approvedPlan, QString(64, u'b'));
    }

    void aPolicyFileCanHoldPoliciesSinceTheyWereKnown()
    {
        BacktestForm form(nullptr);
        type(form, u"runBy"_s, u"Ada"_s);
        choose(form, u"policy"_s, u"file"_s);
        type(form, u"policyFile"_s, u"/nowhere"_s);
        QCOMPARE(form.request().error().code, ErrorCode::NotFound);
        type(form, u"policyFile"_s,
             QStringLiteral(KEYRITE_SOURCE "/resources/practice/backtest/history.json"));
        QVERIFY(!form.request()->policies.isTodaysPolicy());
    }

    void defectiveRowsAreNamedAndHoldTheRunUp()
    {
        BacktestPage page(nullptr);
        page.resize(1000, 700);
        page.show();
        QSignalSpy asked(&page, &BacktestPage::runRequested);
        type(page, u"runBy"_s, u"Ada"_s);
        auto* run = page.findChild<QPushButton*>(u"runBacktest"_s);
        run->click();
        QVERIFY(labels(page).contains(u"Choose prices first."_s));
        page.series()->showSeries(u"prices.csv"_s, seriesFrom(kSpoiled));
        auto* table = page.series()->findChild<QTableView*>();
        QVERIFY(table->isVisibleTo(&page));
        QCOMPARE(table->model()->index(0, 0).data().toString(), u"3"_s);
        QCOMPARE(table->model()->index(0, 1).data().toString(), u"\"abc\" is not a number."_s);
        run->click();
        QCOMPARE(asked.count(), 0);
        QVERIFY(labels(page).contains(u"tick that you go on without them"_s));
        page.findChild<TickBox*>(u"leaveOut"_s)->setChecked(true);
        run->click();
        QCOMPARE(asked.count(), 1);
    }

    void progressIsShownAndCanBeStopped()
    {
        BacktestPage page(nullptr);
        const QSignalSpy stopped(&page, &BacktestPage::cancelRequested);
        page.showRunning(true);
        page.showProgress(0.5);
        QVERIFY(!page.findChild<QPushButton*>(u"runBacktest"_s)->isEnabled());
        QCOMPARE(page.findChild<QProgressBar*>()->value(), 500);
        page.findChild<QPushButton*>(u"cancelBacktest"_s)->click();
        QCOMPARE(stopped.count(), 1);
        page.showRunning(false);
        QVERIFY(page.findChild<QPushButton*>(u"runBacktest"_s)->isEnabled());
    }

    void resultsSayWhatMustBeReadFirst()
    {
        BacktestPage page(nullptr);
        page.resize(1000, 700);
        page.show();
        type(page, u"runBy"_s, u"Ada"_s);
        const SharedSeries series = seriesFrom(market::syntheticSeries(2400));
        const SharedRun run = runOver(series, page.form()->request().value());
        page.showResult(run);
        const QString text = labels(page);
        QVERIFY(text.contains(u"These prices are made up"_s));
        QVERIFY(text.contains(u"Today's policy over history"_s));
        QVERIFY(text.contains(u"would have cost"_s));
        QVERIFY(text.contains(u"What the tests can see"_s));
        for (QWidget* widget : gallery::tabOrder(page))
            QVERIFY2(!gallery::spokenName(widget).isEmpty(), widget->metaObject()->className());
        page.showResult(runOver(series, page.form()->request().value())); // again: the old results go
        QCOMPARE(page.findChildren<LossChart*>().size(), 1);
        QVERIFY(backtestReport(*run, u"Practice room"_s, 7).startsWith("%PDF"));
    }

    void theChartIsReadByKeyboardAndByPointer()
    {
        const SharedSeries series = seriesFrom(market::syntheticSeries(2400));
        BacktestForm form(nullptr);
        type(form, u"runBy"_s, u"Ada"_s);
        const SharedRun run = runOver(series, form.request().value());
        LossChart chart(nullptr);
        chart.resize(800, 320);
        chart.setCurve(lossCurveOf(*run));
        chart.show();
        QTest::keyClick(&chart, Qt::Key_W);
        QCOMPARE(static_cast<std::size_t>(chart.current()), run->result.worst.front().start);
        QVERIFY(chart.readout().contains(barDate(series->series[run->result.worst.front().start].time)));
        QCOMPARE(chart.accessibleDescription(), chart.readout());
        const int worst = chart.current();
        QTest::keyClick(&chart, Qt::Key_Right);
        QVERIFY(chart.current() > worst);
        QTest::keyClick(&chart, Qt::Key_Home);
        QCOMPARE(chart.current(), 0);
        QTest::keyClick(&chart, Qt::Key_Left);
        QVERIFY(chart.current() < 10); // the worst of the first pixel
        QTest::mouseMove(&chart, QPoint(400, 100));
        QTRY_VERIFY(chart.current() > 0);
        QVERIFY(!chart.grab().toImage().isNull());
    }

    void histogramsCountEveryLoss()
    {
        const std::vector<LossBin> bins = binsOf({0, 0, 1, 2.5, 99});
        int count = 0;
        for (const LossBin& bin : bins)
            count += bin.count;
        QCOMPARE(count, 5);
        QCOMPARE(bins.front().count, 3);
        QCOMPARE(binsOf({7, 7}).size(), 1U);
        QVERIFY(binsOf({}).empty());
        QCOMPARE(amountText(39123456), u"39.1 M"_s);
        QCOMPARE(amountText(-2500), u"-2.5 k"_s);
    }

    void aJobAnswersOnTheWindowsThreadAndStops()
    {
        Job job(nullptr);
        int answer = 0;
        job.start([](const JobProgress& progress) { return progress(0.5) ? 42 : 0; },
                  [&](int value) { answer = value; });
        QTRY_COMPARE(answer, 42);
        QVERIFY(!job.isRunning());
        bool stopped = false;
        job.start(
            [](const JobProgress& progress) {
                while (progress(0.1))
                    std::this_thread::yield();
                return true;
            },
            [&](bool value) { stopped = value; });
        QVERIFY(job.isRunning());
        job.cancel();
        QTRY_VERIFY(stopped);
    }
};

KEYRITE_GUI_TEST_MAIN(BacktestPageTest)
#include "backtest_page_test.moc"
