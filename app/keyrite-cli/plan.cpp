#include "app/keyrite-cli/plan.h"

#include "app/keyrite-cli/command.h"
#include "app/keyrite-cli/printable_text.h"
#include "core/file.h"
#include "core/plan/cut_sets.h"
#include "core/plan/importance.h"
#include "core/plan/sentences.h"
#include "core/plan/simulation.h"
#include "core/plan/tornado.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>
#include <numeric>

namespace keyrite::cli {
namespace {

using namespace plan;

constexpr std::size_t kMaxShown = 20;

struct Arguments
{
    std::string file;
    bool json = false;
};

Json hoursJson(double hours)
{
    return std::isfinite(hours) ? Json(hours) : Json(nullptr);
}

Json timesJson(const Model& model, const Evaluation& evaluation)
{
    Json list = Json::array();
    for (const double hours : model.hours)
        list.push_back({{"hours", hours}, {"probability", evaluation.by(hours)}});
    return list;
}

Json designJson(const PlanInput& input, const EvaluatedDesign& one)
{
    const Evaluation& e = one.evaluation;
    Json json = {{"name", one.design.name},
                 {"policy", one.design.policyText()},
                 {"unrecoverable", e.unrecoverable},
                 {"compromise", e.compromise},
                 {"recoveredBy", timesJson(input.model, e)},
                 {"q95Hours", e.q95Hours ? Json(*e.q95Hours) : Json(nullptr)},
                 {"expectedAnnualLoss", e.loss.total()},
                 {"loss",
                  {{"unrecoverable", e.loss.unrecoverable},
                   {"delay", e.loss.delay},
                   {"compromise", e.loss.compromise}}},
                 {"annualCost", e.cost},
                 {"shareImportance", shareImportance(input.model, one.design)},
                 {"siteImportance", siteImportance(input.model, one.design)}};
    for (const FailureMode& mode : failureModes(input.model, one.design))
        json["failures"].push_back({{"words", inWords(mode)}, {"probability", mode.probability}});
    return json;
}

Json simulatedJson(const PlanInput& input, const Design& design)
{
    Json list = Json::array();
    for (const Simulated& at : simulate(input.model, design, input.correlation))
        list.push_back({{"hours", at.hours},
                        {"probability", at.correlated.value},
                        {"standardError", at.correlated.standardError},
                        {"independent", at.independent.value},
                        {"independentStandardError", at.independent.standardError},
                        {"exactIndependent", at.exact}});
    return list;
}

Json candidateJson(const PlanInput& input, const Computation& computation, std::size_t index)
{
    const Candidate& c = computation.candidates[index];
    const Design design = computation.design(input, index);
    return {{"words", designInWords(input.model, design)},
            {"policy", design.policyText()},
            {"unrecoverable", c.unrecoverable},
            {"compromise", c.compromise},
            {"q95Hours", hoursJson(c.q95Hours)},
            {"expectedAnnualLoss", c.loss},
            {"annualCost", c.cost}};
}

void printJson(const PlanInput& input, const Computation& computation)
{
    const Choice& choice = computation.choice;
    Json json = {{"title", input.model.title},
                 {"inputSha256", input.hash},
                 {"recommendation", recommendation(input, computation)},
                 {"runnerUp", runnerUp(input, computation)},
                 {"bindingConstraint", bindingConstraint(input, computation)},
                 {"beyondRedundancy", beyondRedundancy(input, computation)},
                 {"designsConsidered", computation.candidates.size()},
                 {"designsAllowed", choice.allowed},
                 {"designs", Json::array()},
                 {"pareto", Json::array()}};
    for (const EvaluatedDesign& one : computation.given) {
        json["designs"].push_back(designJson(input, one));
        if (input.correlation > 0)
            json["designs"].back()["simulated"] = simulatedJson(input, one.design);
    }
    for (const std::size_t index : choice.pareto)
        json["pareto"].push_back(candidateJson(input, computation, index));
    if (choice.recommended != kNone)
        json["recommended"] = candidateJson(input, computation, choice.recommended);
    std::cout << json.dump(2) << '\n';
}

void printHead(const Model& model)
{
    std::printf("%-24s %-12s %-12s", "Design", "P_unrec", "P_comp");
    for (const double hours : model.hours)
        std::printf(" %-9s", ("F(" + hoursText(hours) + ")").c_str());
    std::printf(" %-7s %14s %12s\n", "q95", "EAL", "Cost");
}

void printRow(const PlanInput& input, const EvaluatedDesign& one)
{
    const Evaluation& e = one.evaluation;
    std::printf("%-24s %-12.5e %-12.5e", printable(one.design.name).c_str(), e.unrecoverable, e.compromise);
    for (const double hours : input.model.hours)
        std::printf(" %-9.6f", e.by(hours));
    std::printf(" %-7s %14s %12s\n", hoursText(e.q95Hours.value_or(INFINITY)).c_str(),
                moneyText(e.loss.total()).c_str(), moneyText(e.cost).c_str());
}

void printCandidate(const PlanInput& input, const Computation& computation, std::size_t index)
{
    const Candidate& c = computation.candidates[index];
    std::printf("%-12.5e %-12.5e %-7s %14s %12s  %s\n", c.unrecoverable, c.compromise,
                hoursText(c.q95Hours).c_str(), moneyText(c.loss).c_str(), moneyText(c.cost).c_str(),
                printable(designInWords(input.model, computation.design(input, index))).c_str());
}

void printDetails(const PlanInput& input, const Design& design, double unrecoverable)
{
    std::printf("\nHow %s fails:\n", printable(design.name).c_str());
    for (const FailureMode& mode : failureModes(input.model, design))
        std::printf("  %5.1f %%  %s\n", 100 * mode.probability / unrecoverable,
                    printable(inWords(mode)).c_str());
    std::printf("Birnbaum importance, by site (its sheets):\n");
    const std::vector<double> sites = siteImportance(input.model, design);
    const auto shares = shareImportance(input.model, design);
    for (std::size_t g = 0; g < sites.size(); ++g) {
        std::printf("  %-10.4e %s (", sites[g],
                    printable(input.model.sites[design.groups[g].site].name).c_str());
        for (std::size_t m = 0; m < shares[g].size(); ++m)
            std::printf("%s%.4e", m == 0 ? "" : ", ", shares[g][m]);
        std::printf(")\n");
    }
}

void printSimulated(const PlanInput& input)
{
    for (const Design& design : input.designs) {
        std::printf("\n%s\n", printable(design.name).c_str());
        for (const std::string& sentence :
             simulatedInWords(input.correlation, simulate(input.model, design, input.correlation)))
            std::printf("  %s\n", sentence.c_str());
    }
}

Result<void> printTornado(const PlanInput& input, const Design& design)
{
    const auto swings = tornado(input.model, design);
    if (!swings)
        return fail(swings.error());
    std::printf("\nLoss and cost a year of %s, if one input is halved or doubled:\n",
                printable(design.name).c_str());
    for (const Swing& swing : *swings)
        std::printf("  %14s %14s  %s\n", moneyText(swing.halved).c_str(), moneyText(swing.doubled).c_str(),
                    inWords(swing.input).c_str());
    return {};
}

Result<void> printText(const PlanInput& input, const Computation& computation)
{
    const Choice& choice = computation.choice;
    for (const std::string& sentence : {recommendation(input, computation), runnerUp(input, computation),
                                        bindingConstraint(input, computation)})
        if (!sentence.empty())
            std::cout << printable(sentence) << '\n';
    for (const std::string& sentence : beyondRedundancy(input, computation))
        std::cout << printable(sentence) << '\n';
    std::cout << std::flush;
    if (!computation.given.empty()) {
        std::printf("\n");
        printHead(input.model);
        for (const EvaluatedDesign& one : computation.given)
            printRow(input, one);
    }
    if (computation.searched) {
        std::printf("\nDesigns that none of the others beats in cost, loss, compromise and time alike:\n");
        std::printf("%-12s %-12s %-7s %14s %12s\n", "P_unrec", "P_comp", "q95", "EAL", "Cost");
        for (std::size_t i = 0; i < std::min(kMaxShown, choice.pareto.size()); ++i)
            printCandidate(input, computation, choice.pareto[i]);
        if (choice.pareto.size() > kMaxShown)
            std::printf("and %zu more; --json lists them all.\n", choice.pareto.size() - kMaxShown);
    }
    if (input.correlation > 0)
        printSimulated(input);
    if (choice.recommended == kNone)
        return {};
    Design best = computation.design(input, choice.recommended);
    printDetails(input, best, computation.candidates[choice.recommended].unrecoverable);
    return printTornado(input, best);
}

Result<void> run(const Arguments& arguments)
{
    std::string text;
    KEYRITE_TRY(text, readFile(arguments.file, kMaxInputBytes));
    PlanInput input;
    KEYRITE_TRY(input, PlanInput::parse(text));
    Computation computation;
    KEYRITE_TRY(computation, compute(input, [](std::size_t, std::size_t) { return true; }));
    if (!arguments.json)
        return printText(input, computation);
    printJson(input, computation);
    return {};
}

} // namespace

void addPlan(CLI::App& app, int& exitCode)
{
    CLI::App* command = app.add_subcommand("plan", "Probabilities, times, losses and costs of share designs");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("input", arguments->file, "The plan's input, JSON")->required();
    command->add_flag("--json", arguments->json, "Print the numbers as JSON");
    command->footer(
        "docs/formats/plan-input.md describes the input; resources/practice/plan-*.json are examples.");
    command->callback([arguments, &exitCode] {
        if (const auto done = run(*arguments); !done)
            exitCode =
                report({done.error().code, printable(done.error().message), printable(done.error().detail)});
    });
}

} // namespace keyrite::cli
