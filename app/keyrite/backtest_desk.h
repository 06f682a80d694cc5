// BacktestDesk: reads prices and runs backtests beside the window, records each run, and saves its report.
// GUI thread only.
#pragma once

#include "app/keyrite/desk.h"
#include "ui/job.h"
#include "ui/pages/backtest_form.h"

namespace keyrite::ui {
class BacktestPage;
}

namespace keyrite::app {

class BacktestDesk final : public Desk
{
    Q_OBJECT

public:
    explicit BacktestDesk(const DeskContext& context);

    ui::Page page() const override { return ui::Page::Backtest; }
    QWidget* widget() const override;
    void refresh() override;

private:
    void readFile(const QString& path, const QString& mapping);
    void readPractice();
    void read(const QString& name, std::function<Result<market::SeriesImport>(const JobProgress&)> import);
    void run(const ui::BacktestRequest& request, const ui::SharedSeries& series);
    void finish(const ui::SharedRun& run);
    void saveReport(const ui::SharedRun& run);

    ui::BacktestPage* m_page;
    ui::PolicyChoices m_choices;
    std::uint64_t m_lastPlan = 0; // entry of the last plan whose times are known
    ui::Job m_job;
    ui::Job m_plansJob;                   // computes the times of approved plans
    std::optional<std::uint64_t> m_entry; // of the run that is shown
};

} // namespace keyrite::app
