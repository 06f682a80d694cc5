#include "ui/backtest_words.h"

#include "core/market/backtest_json.h"
#include "core/market/synthetic_series.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

using namespace market;

struct BacktestWords
{
    Q_DECLARE_TR_FUNCTIONS(keyrite::ui::BacktestWords)
};

QString tr(const char* text, int n = -1)
{
    return BacktestWords::tr(text, nullptr, n);
}

QString counted(std::size_t count)
{
    return QLocale(QLocale::English).toString(static_cast<qulonglong>(count));
}

QString percent(double part)
{
    return QString::number(part * 100, 'g', 4) + u" %"_s;
}

QString probability(double p)
{
    return p < 0.001 ? u"< 0.001"_s : QString::number(p, 'f', 3);
}

QString money(double amount)
{
    return std::fabs(amount) < 1000 ? QString::number(amount, 'g', 4)
                                    : QLocale(QLocale::English).toString(amount, 'f', 0);
}

QString startDate(const BacktestRun& run, std::size_t start)
{
    return barDate(run.series->series[start].time);
}

QStringList summaryRow(const QString& name, const RiskSummary& summary)
{
    return {name, money(summary.mean), money(summary.var), money(summary.es), money(summary.worst)};
}

QStringList summaryHeaders(const BacktestRun& run, const QString& first)
{
    const ForecastOptions& options = run.request.options.forecast;
    return {first, tr("Mean"), tr("VaR %1").arg(percent(options.varConfidence)),
            tr("ES %1").arg(percent(options.esConfidence)), tr("Worst")};
}

double yearOf(BarTime time)
{
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(time, Qt::UTC);
    return moment.date().year() +
           (moment.date().dayOfYear() - 1 + moment.time().msecsSinceStartOfDay() / 86400000.0) /
               moment.date().daysInYear();
}

// Made-up prices have no part in the crashes of markets.
std::vector<StressResult> namedCrashes(const BacktestRun& run)
{
    return isSynthetic(run.series->comment) ? std::vector<StressResult>() : run.result.stress;
}

// The offset at which the adjusted p-value is least.
const OffsetTests& worstOffset(const ForecastTests& tests, double OffsetTests::*value)
{
    return *std::ranges::min_element(tests.offsets, {}, value);
}

QString outcome(double holm)
{
    return holm < ForecastTests::kSignificance ? tr("rejected") : tr("not rejected");
}

QString kupiecSentence(const BacktestRun& run)
{
    const OffsetTests& worst = worstOffset(run.result.tests, &OffsetTests::kupiecHolm);
    const double rate = 1 - run.request.options.forecast.varConfidence;
    return tr("How often (Kupiec): losses exceeded the forecast value at risk %1 times in %2 starts; %3 were "
              "to be expected. "
              "p-value %4, adjusted over all offsets %5: %6.")
        .arg(counted(worst.exceedances), counted(worst.count),
             QString::number(rate * static_cast<double>(worst.count), 'f', 1),
             probability(worst.kupiec.pValue), probability(worst.kupiecHolm), outcome(worst.kupiecHolm));
}

QString christoffersenSentence(const BacktestRun& run)
{
    const OffsetTests& worst = worstOffset(run.result.tests, &OffsetTests::christoffersenHolm);
    return tr("How bunched (Christoffersen): whether one exceedance makes the next likelier. Statistic %1, "
              "p-value %2, adjusted %3: %4.")
        .arg(QString::number(worst.christoffersen.statistic, 'f', 2),
             probability(worst.christoffersen.pValue), probability(worst.christoffersenHolm),
             outcome(worst.christoffersenHolm));
}

QString shortfallSentence(const BacktestRun& run)
{
    const OffsetTests& worst = worstOffset(run.result.tests, &OffsetTests::shortfallHolm);
    return tr("How bad (Acerbi and Szekely): Z2 is %1; it is about 0 for a right forecast and under %2 in "
              "one of twenty cases. p-value %3, "
              "adjusted %4: %5.")
        .arg(QString::number(worst.shortfall.z2, 'f', 3),
             QString::number(worst.shortfall.criticalValue, 'f', 3), probability(worst.shortfall.pValue),
             probability(worst.shortfallHolm), outcome(worst.shortfallHolm));
}

QString lightSentence(const BacktestRun& run)
{
    std::array<int, 3> counts{};
    for (const OffsetTests& offset : run.result.tests.offsets)
        ++counts[static_cast<std::size_t>(offset.light)];
    return tr("Traffic light (Basel): %1 of %2 offsets green, %3 yellow, %4 red.")
        .arg(counts[0])
        .arg(run.result.tests.offsets.size())
        .arg(counts[1])
        .arg(counts[2]);
}

QString powerSentence(const BacktestRun& run)
{
    const ForecastTests& tests = run.result.tests;
    return tr("What the tests can see: with %1 starts, a forecast that is exceeded twice as often as it says "
              "would be found with probability %2, and "
              "%3 after the adjustment.%4")
        .arg(counted(tests.smallestCount), percent(tests.powerAlone), percent(tests.powerAdjusted),
             tests.powerAdjusted < 0.8 ? tr(" That is little: \"not rejected\" is not \"valid\" here.")
                                       : QString());
}

} // namespace

QString barDate(BarTime time)
{
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(time, Qt::UTC);
    const QLocale english(QLocale::English);
    return english.toString(moment, moment.time() == QTime(0, 0) ? u"d MMM yyyy"_s : u"d MMM yyyy, HH:mm"_s);
}

QString backtestHeadline(const BacktestRun& run)
{
    const RiskSummary& loss = run.result.summary;
    const double varConfidence = run.request.options.forecast.varConfidence;
    const QString worst =
        run.result.worst.empty() ? QString() : startDate(run, run.result.worst.front().start);
    return tr("An outage that began at any of %1 times between %2 and %3 would have cost %4 on average, %5 "
              "or more in the worst %6, and at worst "
              "%7, from %8.")
        .arg(counted(loss.count), barDate(run.series->series[0].time),
             startDate(run, run.result.losses.loss.size() - 1), money(loss.mean), money(loss.var),
             percent(1 - varConfidence), money(loss.worst), worst);
}

std::vector<Message> backtestWarnings(const BacktestRun& run)
{
    std::vector<Message> warnings;
    if (isSynthetic(run.series->comment))
        warnings.push_back({Tone::Warn,
                            tr("These prices are made up"),
                            tr("The series is synthetic, for practice. It is no market's, and no number here "
                               "says anything about one."),
                            {},
                            {}});
    if (run.result.todaysPolicy)
        warnings.push_back(
            {Tone::Info,
             tr("Today's policy over history"),
             tr("One policy (%1) is applied to all of history. Nobody followed it then; it shows what "
                "today's arrangements would have cost.")
                 .arg(QString::fromStdString(run.request.policies.policies().back().policy.text())),
             {},
             {}});
    if (const auto defects = run.series->findings.defects(); defects > 0)
        warnings.push_back(
            {Tone::Warn,
             tr("Rows were left out"),
             tr("%n defective row(s) of the file are not in the series.", static_cast<int>(defects)),
             {},
             {}});
    return warnings;
}

TestWords testWords(const BacktestRun& run)
{
    const ForecastTests& tests = run.result.tests;
    switch (tests.verdict()) {
    case ForecastTests::Verdict::NoForecast:
        return {Tone::Warn,
                tr("No forecast could be tested: too few outages had ended before. Choose a longer series."),
                {}};
    case ForecastTests::Verdict::Rejected:
    case ForecastTests::Verdict::NotRejected:
        break;
    }
    const bool rejected = tests.verdict() == ForecastTests::Verdict::Rejected;
    TestWords words{rejected ? Tone::Bad : Tone::Neutral, {}, {}};
    words.verdict =
        rejected ? tr("✗ The forecast of losses is rejected at 5 %. Do not rely on it for limits.")
                 : tr("The forecast of losses is not rejected at 5 %. That is not a proof that it is right.");
    words.sentences = {
        tr("%1 forecasts were made, each from outages that had ended before it, and compared with what "
           "happened. Starts whose outages "
           "overlap are never counted together: there are %2 ways to count (offsets), all tested.")
            .arg(counted(tests.forecasts), counted(tests.offsets.size())),
        kupiecSentence(run),
        christoffersenSentence(run),
        shortfallSentence(run),
        lightSentence(run),
        powerSentence(run)};
    return words;
}

WordTable summaryTable(const BacktestRun& run)
{
    WordTable table{summaryHeaders(run, tr("Loss")), {}};
    if (run.result.excursion) {
        table.rows.push_back(summaryRow(tr("Worst price during the outage"), *run.result.excursion));
        table.rows.push_back(summaryRow(tr("Price when it ends"), *run.result.exit));
    } else
        table.rows.push_back(summaryRow(QString::fromStdString(assetClass(run.result.position.instrument)),
                                        run.result.summary));
    const auto between = [](const Interval& interval) {
        return amountText(interval.low) + u" – "_s + amountText(interval.high);
    };
    const BootstrapIntervals& intervals = run.result.intervals;
    table.rows.push_back({tr("95 % interval"), between(intervals.mean), between(intervals.var),
                          between(intervals.es), u"–"_s});
    return table;
}

WordTable classTable(const BacktestRun& run)
{
    WordTable table{summaryHeaders(run, tr("Asset class, usual terms")), {}};
    for (const ClassRow& row : run.result.classes)
        table.rows.push_back(summaryRow(QString::fromStdString(assetClass(row.instrument)), row.summary));
    return table;
}

WordTable worstTable(const BacktestRun& run)
{
    WordTable table{{tr("Began"), tr("Loss")}, {}};
    for (const WorstStart& worst : run.result.worst)
        table.rows.push_back({startDate(run, worst.start), money(worst.loss)});
    return table;
}

WordTable stressTable(const BacktestRun& run)
{
    WordTable table{{tr("Crash"), tr("Worst start"), tr("Loss")}, {}};
    for (const StressResult& stress : namedCrashes(run))
        table.rows.push_back({BacktestWords::tr(stress.window->name), startDate(run, stress.worst.start),
                              money(stress.worst.loss)});
    return table;
}

WordTable offsetTable(const BacktestRun& run)
{
    WordTable table{{tr("Offset"), tr("Starts"), tr("Exceeded"), tr("Kupiec p (adj.)"),
                     tr("Christoffersen p (adj.)"), tr("Light"), tr("Z2"), tr("Z2 p (adj.)")},
                    {}};
    const auto both = [](double p, double holm) {
        return probability(p) + u" ("_s + probability(holm) + u')';
    };
    for (const OffsetTests& row : run.result.tests.offsets)
        table.rows.push_back(
            {QString::number(row.offset), counted(row.count), counted(row.exceedances),
             both(row.kupiec.pValue, row.kupiecHolm), both(row.christoffersen.pValue, row.christoffersenHolm),
             BacktestWords::tr(trafficLightName(row.light).c_str()),
             QString::number(row.shortfall.z2, 'f', 3), both(row.shortfall.pValue, row.shortfallHolm)});
    return table;
}

LossCurve lossCurveOf(const BacktestRun& run)
{
    const HistoricalLoss& losses = run.result.losses;
    const ForecastOptions& options = run.request.options.forecast;
    LossCurve curve;
    for (std::size_t t = 0; t < losses.loss.size(); ++t)
        if (losses.usable[t] != 0) {
            curve.points.push_back({yearOf(run.series->series[t].time), losses.loss[t]});
            curve.dates.push_back(startDate(run, t));
        }
    for (const StressResult& stress : namedCrashes(run))
        curve.bands.push_back({BacktestWords::tr(stress.window->name), yearOf(stress.window->first),
                               yearOf(stress.window->last + kSecondsPerDay)});
    curve.levels = {{tr("VaR %1").arg(percent(options.varConfidence)), run.result.summary.var},
                    {tr("ES %1").arg(percent(options.esConfidence)), run.result.summary.es}};
    std::ranges::sort(curve.levels, {}, &LossLevel::loss);
    return curve;
}

LossDistribution distributionOf(const BacktestRun& run)
{
    return {binsOf(run.result.losses.usableLosses()), lossCurveOf(run).levels};
}

} // namespace keyrite::ui
