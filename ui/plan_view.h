// Plan view: what the plan page shows of outcomes and details. Pure functions of core values; GUI
// thread (translations).
#pragma once

#include "core/registry/plans.h"
#include "ui/pages/plan_page.h"
#include "ui/plan_job.h"

namespace keyrite::ui {

PlanOutcomeView outcomeViewOf(const PlanOutcome& outcome);
PlanDetailView detailViewOf(const PlanOutcome& outcome, const PlanDetail& detail);
std::vector<ApprovedView> approvedViewOf(const registry::Plans& plans);

} // namespace keyrite::ui
