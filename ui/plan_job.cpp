#include "ui/plan_job.h"

#include "core/plan/importance.h"

#include <QCoreApplication>
#include <QPointer>

namespace keyrite::ui {
namespace {

Result<PlanDetail> detailOf(const PlanOutcome& outcome, std::size_t index)
{
    const plan::Model& model = outcome.input.model;
    PlanDetail detail{.index = index, .design = outcome.computation.design(outcome.input, index)};
    KEYRITE_TRY(detail.evaluation, plan::evaluate(model, detail.design));
    KEYRITE_TRY(detail.swings, plan::tornado(model, detail.design));
    detail.failures = plan::failureModes(model, detail.design);
    detail.siteImportance = plan::siteImportance(model, detail.design);
    detail.shareImportance = plan::shareImportance(model, detail.design);
    return detail;
}

} // namespace

PlanJob::PlanJob(QObject* parent) : QObject(parent), m_run(std::make_shared<std::atomic<unsigned>>(0)) {}

PlanJob::~PlanJob()
{
    cancel();
}

// Runs `then(job)` on the GUI thread, unless the job is gone by then.
template <typename Function>
void PlanJob::post(Function function)
{
    m_worker.post([function = std::move(function), guard = QPointer<PlanJob>(this)]() mutable {
        auto then = function();
        QMetaObject::invokeMethod(
            qApp,
            [guard, then = std::move(then)] {
                if (guard)
                    then(*guard);
            },
            Qt::QueuedConnection);
    });
}

void PlanJob::compute(plan::PlanInput input)
{
    const unsigned run = ++*m_run;
    const auto tell = [guard = QPointer<PlanJob>(this), counter = m_run, run](std::size_t done,
                                                                              std::size_t all) {
        QMetaObject::invokeMethod(
            qApp,
            [guard, done, all] {
                if (guard)
                    Q_EMIT guard->progress(done, all);
            },
            Qt::QueuedConnection);
        return counter->load() == run;
    };
    post([input = std::move(input), tell]() mutable {
        auto computation = plan::compute(input, tell);
        auto outcome =
            computation
                ? std::make_shared<const PlanOutcome>(PlanOutcome{std::move(input), std::move(*computation)})
                : nullptr;
        return [outcome, error = computation ? Error{} : computation.error()](PlanJob& job) {
            if (outcome)
                Q_EMIT job.computed(outcome);
            else
                Q_EMIT job.failed(error);
        };
    });
}

void PlanJob::cancel()
{
    ++*m_run;
}

void PlanJob::detail(std::shared_ptr<const PlanOutcome> outcome, std::size_t index)
{
    post([outcome = std::move(outcome), index] {
        auto detail = detailOf(*outcome, index);
        auto shared = detail ? std::make_shared<const PlanDetail>(std::move(*detail)) : nullptr;
        return [shared, error = detail ? Error{} : detail.error()](PlanJob& job) {
            if (shared)
                Q_EMIT job.detailed(shared);
            else
                Q_EMIT job.failed(error);
        };
    });
}

} // namespace keyrite::ui
