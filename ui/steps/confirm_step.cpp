#include "ui/steps/confirm_step.h"

#include "ui/widgets/check_list.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QVBoxLayout>

namespace keyrite::ui {

ConfirmStep::ConfirmStep(const ConfirmView& view, QWidget* parent)
    : StepView(tr("It is confirmed"), tr("Someone does not"), parent),
      m_list(new CheckList(view.people, 2, this))
{
    body()->addWidget(makeText(view.statement, TextRole::Heading, this));
    body()->addSpacing(8);
    body()->addWidget(makeRule(this));
    body()->addWidget(makeText(tr("Each person presses their own name"), TextRole::Strong, this));
    body()->addWidget(m_list);
    const auto look = [this, needed = view.needed](int ticked, int) {
        setProgress(tr("%1 of %2 have confirmed").arg(ticked).arg(needed));
        setReady(ticked >= needed);
    };
    connect(m_list, &CheckList::changed, this, look);
    look(0, 0);
}

std::vector<int> ConfirmStep::confirmed() const
{
    std::vector<int> people;
    for (int person = 0; person < m_list->total(); ++person)
        if (m_list->isTicked(person))
            people.push_back(person);
    return people;
}

} // namespace keyrite::ui
