// GenerateStep: what the token is doing while a key is made; before that, throws of dice where the people in
// the room want to add their own. A call to a token cannot be cancelled, and the step says so.
#pragma once

#include "core/secret_bytes.h"
#include "ui/steps/step_view.h"
#include "ui/widgets/task_list.h"

class QProgressBar;

namespace keyrite::ui {

class DiceField;

struct GenerateView
{
    std::vector<Task> tasks = {}; // empty: not begun
    bool offerDice = false;
    QString begin = {};  // what the main button says before: "Generate the key on token A"
    QString finish = {}; // and after: "The key is there"
};

class GenerateStep final : public StepView
{
    Q_OBJECT

public:
    GenerateStep(const GenerateView& view, QWidget* parent);

    // What is being done now; the step is ready again when every task is good.
    void setTasks(const std::vector<Task>& tasks);
    bool hasBegun() const { return m_begun; }

    // ASCII digits 1-6, empty where nobody threw.
    SecretBytes takeDice();

private:
    void buildDice();

    GenerateView m_view;
    TaskList* m_list;
    QProgressBar* m_bar;
    QWidget* m_note;
    QWidget* m_diceBox = nullptr;
    DiceField* m_dice = nullptr;
    bool m_begun = false;
};

} // namespace keyrite::ui
