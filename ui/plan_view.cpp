#include "ui/plan_view.h"

#include "core/plan/sentences.h"
#include "ui/page_builder.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <set>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

constexpr std::size_t kMostPoints = 400;
constexpr std::size_t kMostFailures = 6;

QString tr(const char* text)
{
    return QCoreApplication::translate("keyrite::ui::PlanView", text);
}

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

QString lines(const std::vector<std::string>& sentences)
{
    QStringList list;
    for (const std::string& sentence : sentences)
        list << qt(sentence);
    return list.join(u'\n');
}

QString sci(double probability)
{
    return QString::number(probability, 'e', 2);
}

QString signOf(const plan::Choice& choice, std::size_t index)
{
    if (index == choice.recommended)
        return tr("recommended");
    return index == choice.runnerUp ? tr("next best") : QString();
}

QString brokenText(const plan::Candidate& candidate)
{
    QStringList limits;
    for (std::size_t n = 0; n < plan::kConstraints.size(); ++n)
        if (candidate.broken[n])
            limits << qt(plan::inWords(plan::kConstraints[n]));
    return limits.join(u", "_s);
}

ParetoPoint pointOf(const PlanOutcome& outcome, std::size_t index)
{
    const plan::Candidate& c = outcome.computation.candidates[index];
    const QString words =
        qt(plan::designInWords(outcome.input.model, outcome.computation.design(outcome.input, index)));
    QString sentence = tr("%1\nCost %2, expected loss %3 a year; compromised with %4; back in %5")
                           .arg(words, qt(plan::moneyText(c.cost)), qt(plan::moneyText(c.loss)),
                                sci(c.compromise), qt(plan::hoursText(c.q95Hours)));
    if (c.broken.any())
        sentence += tr("\nBreaks: %1").arg(brokenText(c));
    return {static_cast<int>(index),
            c.cost,
            c.loss,
            c.compromise,
            c.q95Hours,
            signOf(outcome.computation.choice, index),
            sentence};
}

TextRow rowOf(const PlanOutcome& outcome, std::size_t index)
{
    const plan::Candidate& c = outcome.computation.candidates[index];
    const QString sign = signOf(outcome.computation.choice, index);
    const QString words =
        qt(plan::designInWords(outcome.input.model, outcome.computation.design(outcome.input, index)));
    const auto sortable = [](double value) { return QStringLiteral("%1").arg(value, 32, 'f', 12); };
    return {QString::number(index),
            {sign.isEmpty() ? words : sign + u": "_s + words, sci(c.unrecoverable), sci(c.compromise),
             qt(plan::hoursText(c.q95Hours)), qt(plan::moneyText(c.loss)), qt(plan::moneyText(c.cost))},
            {words, sortable(c.unrecoverable), sortable(c.compromise),
             sortable(std::isfinite(c.q95Hours) ? c.q95Hours : 1e9), sortable(c.loss), sortable(c.cost)}};
}

// The Pareto set, thinned where it is vast, with what must be shown.
std::set<std::size_t> shownDesigns(const plan::Choice& choice)
{
    std::set<std::size_t> shown;
    const std::size_t step = choice.pareto.size() / kMostPoints + 1;
    for (std::size_t i = 0; i < choice.pareto.size(); i += step)
        shown.insert(choice.pareto[i]);
    for (const std::size_t index : {choice.recommended, choice.runnerUp})
        if (index != plan::kNone)
            shown.insert(index);
    return shown;
}

RecoveryCurve curveOf(const plan::Model& model, const plan::Evaluation& evaluation)
{
    RecoveryCurve curve{evaluation.hours, evaluation.recoveredBy, {}};
    for (const plan::Position& position : model.positions)
        curve.limits.push_back(
            {qt(position.name), position.outageLimitHours, evaluation.by(position.outageLimitHours)});
    std::ranges::sort(curve.limits, {}, &RecoveryCurve::Limit::hours);
    constexpr std::size_t kMostLimits = 8; // the shortest are those that matter
    curve.limits.resize(std::min(curve.limits.size(), kMostLimits));
    return curve;
}

BarChartData tornadoOf(const PlanDetail& detail)
{
    BarChartData data{{}, detail.evaluation.total()};
    for (const plan::Swing& swing : detail.swings)
        data.bars.push_back({qt(plan::inWords(swing.input)), swing.halved, swing.doubled,
                             qt(plan::moneyText(swing.halved)), qt(plan::moneyText(swing.doubled))});
    return data;
}

BarChartData failuresOf(const PlanDetail& detail)
{
    BarChartData data;
    for (const plan::FailureMode& mode : detail.failures) {
        if (data.bars.size() == kMostFailures)
            break;
        const double share = 100 * mode.probability / detail.evaluation.unrecoverable;
        data.bars.push_back({qt(plan::inWords(mode)),
                             0,
                             share,
                             {},
                             tr("%1 % of the risk").arg(share, 0, 'f', share < 10 ? 1 : 0)});
    }
    return data;
}

BarChartData importanceOf(const plan::Model& model, const PlanDetail& detail)
{
    BarChartData data;
    for (std::size_t g = 0; g < detail.siteImportance.size(); ++g) {
        const plan::DesignGroup& group = detail.design.groups[g];
        const QString site = qt(model.sites[group.site].name);
        data.bars.push_back({site, 0, detail.siteImportance[g], {}, sci(detail.siteImportance[g])});
        for (std::size_t m = 0; m < group.shares.size(); ++m) {
            const QString holder =
                group.shares[m].custodian.empty() ? tr("sheet %1").arg(m + 1) : qt(group.shares[m].custodian);
            data.bars.push_back({u"    "_s + site + u", "_s + holder,
                                 0,
                                 detail.shareImportance[g][m],
                                 {},
                                 sci(detail.shareImportance[g][m])});
        }
    }
    return data;
}

} // namespace

PlanOutcomeView outcomeViewOf(const PlanOutcome& outcome)
{
    const plan::Choice& choice = outcome.computation.choice;
    PlanOutcomeView view;
    view.recommendation = qt(plan::recommendation(outcome.input, outcome.computation));
    view.runnerUp = qt(plan::runnerUp(outcome.input, outcome.computation));
    view.binding = qt(plan::bindingConstraint(outcome.input, outcome.computation));
    for (const std::string& sentence : plan::beyondRedundancy(outcome.input, outcome.computation))
        view.beyond << qt(sentence);
    view.mayApprove = choice.recommended != plan::kNone;
    for (const std::size_t index : shownDesigns(choice)) {
        view.points.push_back(pointOf(outcome, index));
        view.rows.push_back(rowOf(outcome, index));
    }
    std::ranges::stable_sort(view.points, {}, &ParetoPoint::cost);
    if (!view.points.empty())
        view.chosen =
            choice.recommended == plan::kNone ? view.points.front().id : static_cast<int>(choice.recommended);
    return view;
}

PlanDetailView detailViewOf(const PlanOutcome& outcome, const PlanDetail& detail)
{
    const plan::Model& model = outcome.input.model;
    return {qt(plan::designInWords(model, detail.design)),
            curveOf(model, detail.evaluation),
            lines(plan::simulatedInWords(outcome.input.correlation, detail.simulated)),
            tornadoOf(detail),
            failuresOf(detail),
            importanceOf(model, detail)};
}

std::vector<ApprovedView> approvedViewOf(const registry::Plans& plans)
{
    std::vector<ApprovedView> views;
    for (auto plan = plans.rbegin(); plan != plans.rend(); ++plan)
        views.push_back(
            {qt(plan->words),
             tr("Approved by %1 and %2, %3")
                 .arg(qt(plan->approvers[0]), qt(plan->approvers[1]), dateTimeText(plan->mark.time)),
             qt(plan->hash)});
    return views;
}

} // namespace keyrite::ui
