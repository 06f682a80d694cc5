#include "ui/steps/restore_step.h"

#include "ui/widgets/text.h"

#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

namespace keyrite::ui {

RestoreStep::RestoreStep(const RestoreView& view, QWidget* parent)
    : StepView(view.rewraps ? tr("Wrap the keys anew") : tr("Restore onto %1").arg(view.token), {}, parent),
      m_rewraps(view.rewraps), m_list(new TaskList(TaskWords::Work, this)), m_bar(new QProgressBar(this))
{
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->hide();
    body()->addWidget(makeText(
        view.rewraps
            ? tr("The old key-encryption key opens the backup inside %1, and a new one closes it "
                 "again there. The keys themselves are never outside it.")
                  .arg(view.token)
            : tr("The key-encryption key is rebuilt in locked memory and opens the backup inside the "
                 "token. The key itself is never outside it."),
        TextRole::Muted, this));
    body()->addWidget(m_list);
    body()->addWidget(m_bar);
    if (view.tasks.empty())
        setReady(true);
    else
        setTasks(view.tasks);
}

void RestoreStep::setTasks(const std::vector<Task>& tasks)
{
    m_list->setTasks(tasks);
    const int good = m_list->count(TaskState::Good);
    const int total = static_cast<int>(tasks.size());
    m_bar->setRange(0, total);
    m_bar->setValue(good);
    m_bar->show();
    setProgress(tr("%1 of %2 done").arg(good).arg(total));
    if (good == total)
        setMainAction(m_rewraps ? tr("The keys are wrapped anew") : tr("The key is restored"));
    setReady(good == total);
}

} // namespace keyrite::ui
