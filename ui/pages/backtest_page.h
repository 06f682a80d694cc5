// BacktestPage: position, policy and prices in; what outages would have cost out. It asks, and shows what it
// is given; the work is done elsewhere. GUI thread only.
#pragma once

#include "ui/pages/backtest_form.h"
#include "ui/pages/backtest_results.h"
#include "ui/pages/backtest_series.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace keyrite::ui {

class BacktestPage final : public QWidget
{
    Q_OBJECT

public:
    explicit BacktestPage(QWidget* parent);

    BacktestForm* form() const { return m_form; }
    BacktestSeries* series() const { return m_series; }

    void showRunning(bool running);
    void showProgress(double done); // 0..1
    void showResult(SharedRun run);
    void showRecorded(std::uint64_t entry); // where the log has it
    void showError(const Error& error);

Q_SIGNALS:
    void runRequested(const keyrite::ui::BacktestRequest& request, keyrite::ui::SharedSeries series);
    void cancelRequested();
    void reportRequested(keyrite::ui::SharedRun run);

private:
    void run();
    QWidget* bar();

    QVBoxLayout* m_body;
    BacktestForm* m_form;
    BacktestSeries* m_series;
    QPushButton* m_run;
    QPushButton* m_cancel;
    QProgressBar* m_progress;
    MessagePanel* m_error;
    QLabel* m_recorded;
    QWidget* m_results = nullptr;
    SharedRun m_shown;
};

} // namespace keyrite::ui
