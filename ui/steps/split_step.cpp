#include "ui/steps/split_step.h"

#include <QLabel>
#include <QVBoxLayout>

namespace keyrite::ui {

SplitStep::SplitStep(const SplitView& view, QWidget* parent)
    : StepView(tr("Split it like this"), tr("Not as approved"), parent)
{
    body()->addWidget(new PolicyView(view.picture, this));
    body()->addWidget(makeText(tr("In the log: %1").arg(view.policyText), TextRole::MonoSmall, this));
    int sheets = 0;
    for (const GroupPicture& group : view.picture.groups)
        sheets += static_cast<int>(group.members.size());
    setProgress(tr("%n sheet(s)", nullptr, sheets));
    setReady(true);
}

} // namespace keyrite::ui
