// PlanDesk: the plan of the room's redundancy: its inputs from the log, a file or a table of positions; its
// computation in the background; its approval by two people. GUI thread only.
#pragma once

#include "app/keyrite/desk.h"
#include "core/fields.h"
#include "ui/plan_job.h"

namespace keyrite::ui {
class PlanPage;
}

namespace keyrite::app {

class PlanDesk final : public Desk
{
    Q_OBJECT

public:
    explicit PlanDesk(const DeskContext& context);

    ui::Page page() const override { return ui::Page::Plan; }
    QWidget* widget() const override;
    void refresh() override;

    // What the buttons do once a file is chosen.
    void importPositions(const std::filesystem::path& file);
    void openInput(const std::filesystem::path& file);
    void saveReport(const QString& path);

private:
    void draft();
    void showInputs();
    void compute();
    void showOutcome(std::shared_ptr<const ui::PlanOutcome> outcome);
    void showDetail(std::shared_ptr<const ui::PlanDetail> detail);
    void refused(const Error& error);
    void approve();
    void record(const QString& first, const QString& second);

    ui::PlanPage* m_page;
    ui::PlanJob* m_job;
    Json m_input;
    QString m_origin;      // where it comes from, a sentence
    bool m_isDraft = true; // nobody has changed it: it follows the log
    std::shared_ptr<const ui::PlanOutcome> m_outcome;
    std::shared_ptr<const ui::PlanDetail> m_detail;
};

} // namespace keyrite::app
