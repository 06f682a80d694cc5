// PhysicalStep: things that people do with their hands, ticked one by one.
#pragma once

#include "ui/steps/step_view.h"

#include <vector>

namespace keyrite::ui {

struct PhysicalView
{
    std::vector<QString> items = {}; // "Both doors of the room are closed."
};

class PhysicalStep final : public StepView
{
    Q_OBJECT

public:
    PhysicalStep(const PhysicalView& view, QWidget* parent);
};

} // namespace keyrite::ui
