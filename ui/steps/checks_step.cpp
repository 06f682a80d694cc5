#include "ui/steps/checks_step.h"

#include "ui/widgets/text.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace keyrite::ui {

ChecksStep::ChecksStep(const ChecksView& view, QWidget* parent)
    : StepView(view.finish, view.refusal, parent), m_list(new TaskList(TaskWords::Checks, this)),
      m_advice(makeText(view.advice, TextRole::Strong, this)),
      m_again(makeButton(tr("Look again"), ButtonRole::Ordinary, this))
{
    body()->addWidget(m_list);
    body()->addWidget(m_advice);
    body()->addWidget(m_again);
    connect(m_again, &QPushButton::clicked, this, &ChecksStep::againRequested);
    setView(view);
}

void ChecksStep::setView(const ChecksView& view)
{
    m_list->setTasks(view.checks);
    const int good = m_list->count(TaskState::Good);
    const int amber = m_list->count(TaskState::Attention);
    const int total = static_cast<int>(view.checks.size());
    const int passed = good + (view.attentionIsAccepted ? amber : 0);
    m_again->setEnabled(m_list->count(TaskState::Running) == 0);
    setProgress(amber > 0 ? tr("%1 of %2 good, %3 to look at").arg(good).arg(total).arg(amber)
                          : tr("%1 of %2 good").arg(good).arg(total));
    m_advice->setVisible(passed < total && m_again->isEnabled() && !m_advice->text().isEmpty());
    setReady(passed == total);
}

} // namespace keyrite::ui
