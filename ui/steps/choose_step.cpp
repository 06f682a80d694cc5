#include "ui/steps/choose_step.h"

#include "ui/tokens.h"
#include "ui/widgets/choice_card.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QVBoxLayout>

namespace keyrite::ui {

ChooseStep::ChooseStep(const ChooseView& view, QWidget* parent)
    : StepView(tr("Take this choice"), {}, parent), m_choices(view.choices), m_group(new QButtonGroup(this))
{
    constexpr int kColumns = 2;
    auto* grid = new QGridLayout;
    grid->setSpacing(px(12));
    for (int i = 0; i < static_cast<int>(m_choices.size()); ++i) {
        const Choice& choice = m_choices[static_cast<std::size_t>(i)];
        auto* card = new ChoiceCard(choice.title, choice.meaning, this);
        m_group->addButton(card, i);
        grid->addWidget(card, i / kColumns, i % kColumns);
        card->setChecked(choice.id == view.chosen);
    }
    for (int column = 0; column < kColumns; ++column)
        grid->setColumnStretch(column, 1);
    body()->addLayout(grid);
    connect(m_group, &QButtonGroup::idToggled, this, [this] { setReady(m_group->checkedId() >= 0); });
    setReady(m_group->checkedId() >= 0);
}

QString ChooseStep::chosen() const
{
    const int id = m_group->checkedId();
    return id < 0 ? QString() : m_choices[static_cast<std::size_t>(id)].id;
}

} // namespace keyrite::ui
