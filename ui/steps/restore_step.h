// RestoreStep: the key goes back into a token, to stay or to be wrapped anew; what is being done, one line a
// piece.
#pragma once

#include "ui/steps/step_view.h"
#include "ui/widgets/task_list.h"

class QProgressBar;

namespace keyrite::ui {

struct RestoreView
{
    QString token = {};           // "token B"
    bool rewraps = false;         // keys are wrapped anew inside it, and do not stay
    std::vector<Task> tasks = {}; // empty: not begun
};

class RestoreStep final : public StepView
{
    Q_OBJECT

public:
    RestoreStep(const RestoreView& view, QWidget* parent);
    void setTasks(const std::vector<Task>& tasks);

private:
    bool m_rewraps;
    TaskList* m_list;
    QProgressBar* m_bar;
};

} // namespace keyrite::ui
