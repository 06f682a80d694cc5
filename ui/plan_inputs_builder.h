// Plan inputs builder: what the plan page shows of a plan's inputs, and what people changed written back into
// them. Pure functions of core values; GUI thread (translations).
#pragma once

#include "core/plan/input.h"
#include "ui/plan_inputs_view.h"

namespace keyrite::ui {

// `origin`: where the inputs come from, a sentence.
PlanInputsView inputsViewOf(const Json& input, const QString& origin);

// Writes an edited field back; whole numbers stay whole numbers.
void setInputField(Json& input, const QString& pointer, const QString& value);
void setInputFlag(Json& input, const QString& pointer, bool on);
void setInputCauses(Json& input, CauseKind kind, const std::vector<PlanCause>& causes);

} // namespace keyrite::ui
