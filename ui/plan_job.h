// PlanJob: computes plans beside the window, with progress and cancel, and the details of a design that is
// looked at. Values go in and come back to the GUI thread. GUI thread only.
#pragma once

#include "core/plan/computation.h"
#include "core/plan/cut_sets.h"
#include "core/plan/simulation.h"
#include "core/plan/tornado.h"
#include "ui/job.h"

#include <atomic>
#include <optional>

namespace keyrite::ui {

struct PlanOutcome
{
    plan::PlanInput input;
    plan::Computation computation;
};

// All that is shown of one design.
struct PlanDetail
{
    std::shared_ptr<const PlanOutcome> outcome;
    std::size_t index; // of its candidate
    plan::Design design;
    plan::Evaluation evaluation;
    std::vector<plan::Swing> swings;
    std::vector<plan::FailureMode> failures;
    std::vector<double> siteImportance;
    std::vector<std::vector<double>> shareImportance;
    std::vector<plan::Simulated> simulated; // empty without a correlation
};

// What is shown of the design at `index` of the outcome. Some 100 ms: not on the GUI thread. Errors: as
// plan::evaluate().
[[nodiscard]] Result<PlanDetail> planDetailOf(std::shared_ptr<const PlanOutcome> outcome, std::size_t index);

class PlanJob final : public QObject
{
    Q_OBJECT

public:
    explicit PlanJob(QObject* parent); // destroying it cancels what runs

    // A computation that runs is cancelled first.
    void compute(plan::PlanInput input);
    void cancel() { m_computing.cancel(); }

    // The details of a design of `outcome`. Of several asked for while one is computed, the last counts.
    void detail(std::shared_ptr<const PlanOutcome> outcome, std::size_t index);

Q_SIGNALS:
    void progress(qulonglong done, qulonglong all);
    void computed(std::shared_ptr<const keyrite::ui::PlanOutcome> outcome);
    void detailed(std::shared_ptr<const keyrite::ui::PlanDetail> detail);
    void failed(const keyrite::Error& error); // Cancelled, too

private:
    using Outcome = std::shared_ptr<const PlanOutcome>;

    std::shared_ptr<std::atomic<std::size_t>> m_designs; // of the computation that runs
    std::optional<plan::PlanInput> m_nextInput;
    std::optional<std::pair<Outcome, std::size_t>> m_nextDetail;
    Job m_computing;
    Job m_detailing;
};

} // namespace keyrite::ui
