// SplitStep: the design of the share set as a picture, before it is cut.
#pragma once

#include "ui/steps/step_view.h"
#include "ui/widgets/policy_view.h"

namespace keyrite::ui {

struct SplitView
{
    PolicyPicture picture = {};
    QString policyText = {}; // "2of(2of3,2of3,1of1)"
};

class SplitStep final : public StepView
{
    Q_OBJECT

public:
    SplitStep(const SplitView& view, QWidget* parent);
};

} // namespace keyrite::ui
