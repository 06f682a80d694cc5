// Plan view: what the plan page shows of inputs, outcomes and details. Pure functions of core values; GUI
// thread (translations).
#pragma once

#include "core/registry/plans.h"
#include "ui/pages/plan_page.h"
#include "ui/plan_job.h"

namespace keyrite::ui {

// `origin`: where the inputs come from, a sentence.
PlanInputsView inputsViewOf(const Json& input, const QString& origin);

// Writes an edited field back; whole numbers stay whole numbers.
void setInputField(Json& input, const QString& pointer, const QString& value);
void setInputFlag(Json& input, const QString& pointer, bool on);
void setInputCauses(Json& input, CauseKind kind, const std::vector<PlanCause>& causes);

PlanOutcomeView outcomeViewOf(const PlanOutcome& outcome);
PlanDetailView detailViewOf(const PlanOutcome& outcome, const PlanDetail& detail);
std::vector<ApprovedView> approvedViewOf(const registry::Plans& plans);

} // namespace keyrite::ui
