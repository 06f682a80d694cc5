// Plan report: a plan for those who decide and those who audit: the recommendation, the designs worth a look,
// the curve of the recovery, what moves the result, how it fails, and every input with its hash. Public data.
// The caller fills plain texts in. Pure functions, safe on any thread.
#pragma once

#include "core/mode.h"
#include "core/paper/page.h"

namespace keyrite::paper {

struct PlanReportRow
{
    std::string design;
    std::string unrecoverable;
    std::string compromise;
    std::string time;
    std::string loss;
    std::string cost;
    std::string mark; // "recommended"; may be empty
};

struct PlanReportBar
{
    std::string name;
    double from; // 0 to 1 of the width
    double to;
    std::string text;
};

struct PlanReportStep
{
    double hours; // > 0, rising
    double by;    // probability
};

struct PlanReportLimit
{
    std::string position;
    double hours;     // > 0
    std::string text; // what is back by then
};

struct PlanReport
{
    PaperSize size = PaperSize::A4;
    Mode mode = Mode::Live;
    std::string room;
    std::string date;
    std::string title;
    std::vector<std::string>
        conclusions; // recommendation, runner-up, binding constraint, what no redundancy can fix
    std::vector<PlanReportRow> designs;
    std::string chosen; // the design that the rest is about
    std::vector<PlanReportStep> curve;
    std::vector<PlanReportLimit> limits;
    std::vector<PlanReportBar> tornado;
    std::vector<PlanReportBar> failures;
    std::vector<PlanReportBar> importance;
    std::string inputs; // the canonical JSON, in lines
    std::string hash;
};

Document planReport(const PlanReport& report);

} // namespace keyrite::paper
