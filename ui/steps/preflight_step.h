// PreflightStep: what the program looked at before anything is written, with what it found.
#pragma once

#include "ui/steps/step_view.h"
#include "ui/widgets/task_list.h"

class QPushButton;

namespace keyrite::ui {

struct PreflightView
{
    std::vector<Task> checks = {};
    bool attentionIsAccepted = false; // amber may pass: the procedure allows it and it is recorded
};

class PreflightStep final : public StepView
{
    Q_OBJECT

public:
    PreflightStep(const PreflightView& view, QWidget* parent);
    void setView(const PreflightView& view);

Q_SIGNALS:
    void againRequested(); // look at everything once more

private:
    TaskList* m_list;
    QPushButton* m_again;
};

} // namespace keyrite::ui
