// BacktestResults: what a backtest found: sentence, charts, tables, tests in words. GUI thread only.
#pragma once

#include "ui/backtest_words.h"

#include <QWidget>

namespace keyrite::ui {

class BacktestResults final : public QWidget
{
    Q_OBJECT

public:
    BacktestResults(const BacktestRun& run, QWidget* parent);

Q_SIGNALS:
    void reportRequested();

private:
    void addSummary(const BacktestRun& run);
    void addLosses(const BacktestRun& run);
    void addTests(const BacktestRun& run);
    QWidget* table(const QString& name, const WordTable& words, int mostRows, QWidget* parent);
};

} // namespace keyrite::ui
