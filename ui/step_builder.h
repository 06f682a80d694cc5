// Step builder: what the window shows of a ceremony's state: the frame of the current step, its widget, and
// the rail. Pure functions of the state; the widgets are given their parent. GUI thread only.
#pragma once

#include "core/ceremony/engine.h"
#include "core/registry/registry.h"
#include "ui/ceremony_view.h"
#include "ui/widgets/step_rail_model.h"

namespace keyrite::ui {

StepFrame stepFrameOf(const ceremony::State& state);
std::vector<RailAct> railOf(const ceremony::State& state);

// The widget for the current step's kind.
StepView* buildStep(const ceremony::State& state, const registry::Registry& registry, QWidget* parent);

} // namespace keyrite::ui
