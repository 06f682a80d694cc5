#include "ui/plan_job.h"

#include "core/plan/importance.h"

#include <cmath>
#include <utility>

namespace keyrite::ui {

Result<PlanDetail> planDetailOf(std::shared_ptr<const PlanOutcome> from, std::size_t index)
{
    const PlanOutcome& outcome = *from;
    const plan::Model& model = outcome.input.model;
    PlanDetail detail{.outcome = std::move(from),
                      .index = index,
                      .design = outcome.computation.design(outcome.input, index)};
    KEYRITE_TRY(detail.evaluation, plan::evaluate(model, detail.design));
    KEYRITE_TRY(detail.swings, plan::tornado(model, detail.design));
    detail.failures = plan::failureModes(model, detail.design);
    detail.siteImportance = plan::siteImportance(model, detail.design);
    detail.shareImportance = plan::shareImportance(model, detail.design);
    if (outcome.input.correlation > 0)
        detail.simulated = plan::simulate(model, detail.design, outcome.input.correlation);
    return detail;
}

PlanJob::PlanJob(QObject* parent)
    : QObject(parent), m_designs(std::make_shared<std::atomic<std::size_t>>(0)), m_computing(nullptr),
      m_detailing(nullptr)
{
    connect(&m_computing, &Job::progressed, this, [this](double done) {
        const auto all = static_cast<qulonglong>(*m_designs);
        Q_EMIT progress(static_cast<qulonglong>(std::llround(done * static_cast<double>(all))), all);
    });
}

void PlanJob::compute(plan::PlanInput input)
{
    if (m_computing.isRunning()) {
        m_nextInput = std::move(input);
        return m_computing.cancel();
    }
    m_computing.start(
        [input = std::move(input), designs = m_designs](const JobProgress& progress) -> Result<Outcome> {
            const auto tell = [&](std::size_t done, std::size_t all) {
                *designs = all;
                return goOn(progress, static_cast<double>(done) / static_cast<double>(all));
            };
            auto computation = plan::compute(input, tell);
            if (!computation)
                return fail(computation.error());
            return std::make_shared<const PlanOutcome>(PlanOutcome{input, std::move(*computation)});
        },
        [this](const Result<Outcome>& outcome) {
            if (m_nextInput)
                return compute(*std::exchange(m_nextInput, std::nullopt));
            if (!outcome)
                return Q_EMIT failed(outcome.error());
            Q_EMIT computed(*outcome);
        });
}

void PlanJob::detail(std::shared_ptr<const PlanOutcome> outcome, std::size_t index)
{
    if (m_detailing.isRunning()) {
        m_nextDetail = {std::move(outcome), index};
        return;
    }
    m_detailing.start(
        [outcome = std::move(outcome), index](const JobProgress&) { return planDetailOf(outcome, index); },
        [this](const Result<PlanDetail>& detail) {
            if (m_nextDetail) {
                const auto next = *std::exchange(m_nextDetail, std::nullopt);
                return this->detail(next.first, next.second);
            }
            if (!detail)
                return Q_EMIT failed(detail.error());
            Q_EMIT detailed(std::make_shared<const PlanDetail>(*detail));
        });
}

} // namespace keyrite::ui
