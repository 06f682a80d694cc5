#include "ui/steps/sign_off_step.h"

#include "ui/tokens.h"
#include "ui/widgets/choice_card.h"
#include "ui/widgets/text.h"

#include <QButtonGroup>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace keyrite::ui {

SignOffStep::SignOffStep(const SignOffView& view, QWidget* parent)
    : StepView(tr("Close the ceremony"), {}, parent)
{
    body()->addWidget(makeText(
        view.exceptions == 0 ? tr("No exceptions are noted.")
                             : tr("%n exception(s) are noted and were read out.", nullptr, view.exceptions),
        TextRole::Muted, this));
    for (const QString& person : view.people)
        add(person);
    look();
}

void SignOffStep::add(const QString& person)
{
    body()->addWidget(makeRule(this));
    body()->addWidget(makeText(person, TextRole::Strong, this));
    auto* row = new QHBoxLayout;
    row->setSpacing(px(12));
    auto* agree =
        new ChoiceCard(tr("Present throughout"), tr("The script was followed except as noted."), this);
    auto* disagree = new ChoiceCard(tr("I do not agree"), tr("The reason goes into the record."), this);
    for (ChoiceCard* card : {agree, disagree}) {
        card->setAccessibleName(person + QStringLiteral(": ") + card->text());
        row->addWidget(card, 1);
    }
    auto* group = new QButtonGroup(this);
    group->addButton(agree);
    group->addButton(disagree);
    auto* reason = new QLineEdit(this);
    reason->setPlaceholderText(tr("because …"));
    reason->setAccessibleName(tr("%1: the reason").arg(person));
    reason->hide();
    body()->addLayout(row);
    body()->addWidget(reason);
    m_rows.push_back({agree, disagree, reason});
    connect(disagree, &QRadioButton::toggled, reason, &QWidget::setVisible);
    connect(group, &QButtonGroup::idToggled, this, &SignOffStep::look);
    connect(reason, &QLineEdit::textChanged, this, &SignOffStep::look);
}

bool SignOffStep::answered(const Row& row)
{
    return row.agree->isChecked() || (row.disagree->isChecked() && !row.reason->text().trimmed().isEmpty());
}

std::vector<SignOff> SignOffStep::signOffs() const
{
    std::vector<SignOff> all;
    for (const Row& row : m_rows)
        all.push_back(
            {row.agree->isChecked(), row.agree->isChecked() ? QString() : row.reason->text().trimmed()});
    return all;
}

void SignOffStep::look()
{
    const auto done = std::count_if(m_rows.begin(), m_rows.end(), &SignOffStep::answered);
    setProgress(tr("%1 of %2 have signed off").arg(done).arg(m_rows.size()));
    setReady(done == static_cast<std::ptrdiff_t>(m_rows.size()));
}

} // namespace keyrite::ui
