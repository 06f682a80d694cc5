#include "ui/plan_report_text.h"

#include "core/plan/sentences.h"

#include <algorithm>
#include <cmath>

namespace keyrite::ui {
namespace {

constexpr std::size_t kMostRows = 40;
constexpr int kInputIndent = 1;

std::string percent(double share)
{
    return QString::number(100 * share, 'f', 1).toStdString() + " %";
}

std::string sci(double value)
{
    return QString::number(value, 'e', 2).toStdString();
}

paper::PlanReportRow rowOf(const PlanOutcome& outcome, std::size_t index)
{
    const plan::Candidate& c = outcome.computation.candidates[index];
    const plan::Choice& choice = outcome.computation.choice;
    return {plan::designInWords(outcome.input.model, outcome.computation.design(outcome.input, index)),
            sci(c.unrecoverable),
            sci(c.compromise),
            plan::hoursText(c.q95Hours),
            plan::moneyText(c.loss),
            plan::moneyText(c.cost),
            index == choice.recommended ? "recommended"
            : index == choice.runnerUp  ? "next best"
                                        : ""};
}

std::vector<paper::PlanReportRow> rowsOf(const PlanOutcome& outcome)
{
    const plan::Choice& choice = outcome.computation.choice;
    std::vector<paper::PlanReportRow> rows;
    for (const std::size_t index : {choice.recommended, choice.runnerUp})
        if (index != plan::kNone)
            rows.push_back(rowOf(outcome, index));
    for (const std::size_t index : choice.pareto)
        if (index != choice.recommended && index != choice.runnerUp && rows.size() < kMostRows)
            rows.push_back(rowOf(outcome, index));
    return rows;
}

std::vector<paper::PlanReportBar> tornadoOf(const PlanDetail& detail)
{
    double high = 0;
    for (const plan::Swing& swing : detail.swings)
        high = std::max({high, swing.halved, swing.doubled});
    std::vector<paper::PlanReportBar> bars;
    for (const plan::Swing& swing : detail.swings)
        bars.push_back({plan::inWords(swing.input), swing.halved / high, swing.doubled / high,
                        plan::moneyText(swing.halved) + " to " + plan::moneyText(swing.doubled)});
    return bars;
}

std::vector<paper::PlanReportBar> failuresOf(const PlanDetail& detail)
{
    std::vector<paper::PlanReportBar> bars;
    for (const plan::FailureMode& mode : detail.failures) {
        const double share = mode.probability / detail.evaluation.unrecoverable;
        bars.push_back({plan::inWords(mode), 0, share, percent(share) + " of the risk"});
    }
    return bars;
}

std::vector<paper::PlanReportBar> importanceOf(const plan::Model& model, const PlanDetail& detail)
{
    double high = 1e-300;
    for (const double value : detail.siteImportance)
        high = std::max(high, value);
    std::vector<paper::PlanReportBar> bars;
    for (std::size_t g = 0; g < detail.siteImportance.size(); ++g) {
        const std::string& site = model.sites[detail.design.groups[g].site].name;
        bars.push_back({site, 0, detail.siteImportance[g] / high, sci(detail.siteImportance[g])});
        for (std::size_t m = 0; m < detail.shareImportance[g].size(); ++m) {
            const std::string& holder = detail.design.groups[g].shares[m].custodian;
            const double value = detail.shareImportance[g][m];
            bars.push_back({"  " + (holder.empty() ? "sheet " + std::to_string(m + 1) : holder), 0,
                            value / high, sci(value)});
        }
    }
    return bars;
}

} // namespace

paper::PlanReport planReportOf(const registry::Room& room, const std::string& date,
                               const PlanOutcome& outcome, const PlanDetail& detail)
{
    const plan::Model& model = outcome.input.model;
    paper::PlanReport report;
    report.mode = room.mode;
    report.room = room.name + ", " + room.origin;
    report.date = date;
    report.title = model.title;
    for (const std::string& sentence : {plan::recommendation(outcome.input, outcome.computation),
                                        plan::runnerUp(outcome.input, outcome.computation),
                                        plan::bindingConstraint(outcome.input, outcome.computation)})
        if (!sentence.empty())
            report.conclusions.push_back(sentence);
    for (std::string& sentence : plan::beyondRedundancy(outcome.input, outcome.computation))
        report.conclusions.push_back(std::move(sentence));
    for (std::string& sentence : plan::simulatedInWords(outcome.input.correlation, detail.simulated))
        report.conclusions.push_back(std::move(sentence));
    report.designs = rowsOf(outcome);
    report.chosen = plan::designInWords(model, detail.design) + ".";
    for (std::size_t i = 0; i < detail.evaluation.hours.size(); ++i)
        report.curve.push_back(
            {std::max(detail.evaluation.hours[i], 0.01), detail.evaluation.recoveredBy[i]});
    for (const plan::Position& position : model.positions)
        report.limits.push_back({position.name, std::max(position.outageLimitHours, 0.01),
                                 "can bear " + plan::hoursText(position.outageLimitHours) +
                                     "; back by then with " +
                                     percent(detail.evaluation.by(position.outageLimitHours))});
    report.tornado = tornadoOf(detail);
    report.failures = failuresOf(detail);
    report.importance = importanceOf(model, detail);
    report.inputs = outcome.input.canonical.dump(kInputIndent);
    report.hash = outcome.input.hash;
    return report;
}

} // namespace keyrite::ui
