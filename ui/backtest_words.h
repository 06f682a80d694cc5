// A backtest in sentences, for the page and its printed report. Pure functions; GUI thread (translations).
#pragma once

#include "ui/backtest_run.h"
#include "ui/widgets/charts/distribution_chart.h"
#include "ui/widgets/message_panel.h"

#include <QStringList>

namespace keyrite::ui {

// "Had an outage begun on any of 24,774 days, ...".
QString backtestHeadline(const BacktestRun& run);

// What must be read before any number: made-up prices, today's policy over history, rows left out. May be
// empty.
std::vector<Message> backtestWarnings(const BacktestRun& run);

// The verdict of the tests, then what each found and what it could have found.
struct TestWords
{
    Tone tone = Tone::Neutral;
    QString verdict = {};
    QStringList sentences = {};
};
TestWords testWords(const BacktestRun& run);

// Tables as texts: a header and rows.
struct WordTable
{
    QStringList headers = {};
    std::vector<QStringList> rows = {};
};
WordTable summaryTable(const BacktestRun& run);
WordTable classTable(const BacktestRun& run);
WordTable worstTable(const BacktestRun& run);
WordTable stressTable(const BacktestRun& run);
WordTable offsetTable(const BacktestRun& run);

LossCurve lossCurveOf(const BacktestRun& run);
LossDistribution distributionOf(const BacktestRun& run);

// "12 Mar 2020", with the time where bars are shorter than a day.
QString barDate(market::BarTime time);

} // namespace keyrite::ui
