// PlanJob: computes plans on a thread of its own, one after the other, with progress and cancel. Values go in
// and come back to the GUI thread. GUI thread only.
#pragma once

#include "core/hsm/worker.h"
#include "core/plan/computation.h"
#include "core/plan/cut_sets.h"
#include "core/plan/tornado.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace keyrite::ui {

struct PlanOutcome
{
    plan::PlanInput input;
    plan::Computation computation;
};

// All that is shown of one design.
struct PlanDetail
{
    std::size_t index; // of the candidate
    plan::Design design;
    plan::Evaluation evaluation;
    std::vector<plan::Swing> swings;
    std::vector<plan::FailureMode> failures;
    std::vector<double> siteImportance;
    std::vector<std::vector<double>> shareImportance;
};

class PlanJob final : public QObject
{
    Q_OBJECT

public:
    explicit PlanJob(QObject* parent);
    ~PlanJob() override; // cancels what runs

    // A computation that runs is cancelled first.
    void compute(plan::PlanInput input);
    void cancel();

    // The details of a design of `outcome`.
    void detail(std::shared_ptr<const PlanOutcome> outcome, std::size_t index);

Q_SIGNALS:
    void progress(qulonglong done, qulonglong all);
    void computed(std::shared_ptr<const keyrite::ui::PlanOutcome> outcome);
    void detailed(std::shared_ptr<const keyrite::ui::PlanDetail> detail);
    void failed(const keyrite::Error& error); // Cancelled, too

private:
    template <typename Function>
    void post(Function function);

    std::shared_ptr<std::atomic<unsigned>> m_run; // a computation of an older number stops
    hsm::Worker m_worker;
};

} // namespace keyrite::ui
