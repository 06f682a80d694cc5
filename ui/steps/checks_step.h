// ChecksStep: what the program looked at before anything is written (the workstation, a device), with what it
// found.
#pragma once

#include "ui/steps/step_view.h"
#include "ui/widgets/task_list.h"

class QLabel;
class QPushButton;

namespace keyrite::ui {

struct ChecksView
{
    std::vector<Task> checks = {};
    bool attentionIsAccepted = false; // amber may pass: the procedure allows it, or people decided so
    QString finish = {};              // what the main button says
    QString refusal = {};             // what the refusal says; empty: none
    QString advice = {};              // what to do while not all is as it should be
};

class ChecksStep final : public StepView
{
    Q_OBJECT

public:
    ChecksStep(const ChecksView& view, QWidget* parent);
    void setView(const ChecksView& view);

Q_SIGNALS:
    void againRequested(); // look at everything once more

private:
    TaskList* m_list;
    QLabel* m_advice;
    QPushButton* m_again;
};

} // namespace keyrite::ui
