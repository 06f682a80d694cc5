// Plan report text: fills the printed report in. GUI thread (translations of the page's views are not used:
// the report is in the core's English).
#pragma once

#include "core/paper/plan_report.h"
#include "core/registry/room.h"
#include "ui/plan_job.h"

namespace keyrite::ui {

paper::PlanReport planReportOf(const registry::Room& room, const std::string& date,
                               const PlanOutcome& outcome, const PlanDetail& detail);

} // namespace keyrite::ui
