// Sample steps for the gallery and for tests that walk over every step widget.
#pragma once

#include "ui/ceremony_view.h"
#include "ui/steps/step_view.h"
#include "ui/widgets/step_rail_model.h"

#include <functional>
#include <vector>

namespace keyrite::ui::gallery {

struct Sample
{
    QString name; // of the picture's file
    StepFrame frame;
    std::function<StepView*(QWidget* parent)> make;
    std::function<void(StepView*)> then = {}; // after it is shown
};

// One sample, or several, for each step widget. `longNames`: names that nobody hopes for.
std::vector<Sample> samples(bool longNames);

// The acts of a generation ceremony, standing at act 5 (or one single act where `flat`).
std::vector<RailAct> sampleActs(bool flat);

} // namespace keyrite::ui::gallery
