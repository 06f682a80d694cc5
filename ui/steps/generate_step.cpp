#include "ui/steps/generate_step.h"

#include "ui/tokens.h"
#include "ui/widgets/dice_field.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

namespace keyrite::ui {

GenerateStep::GenerateStep(const GenerateView& view, QWidget* parent)
    : StepView(view.begin, {}, parent), m_view(view), m_list(new TaskList(TaskWords::Work, this)),
      m_bar(new QProgressBar(this)),
      m_note(makeText(tr("The token works by itself and cannot be interrupted. Leave it where it is."),
                      TextRole::Small, this))
{
    if (view.offerDice)
        buildDice();
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    body()->addWidget(m_list);
    body()->addWidget(m_bar);
    body()->addWidget(m_note);
    if (view.tasks.empty()) {
        m_bar->hide();
        m_note->hide();
        setReady(true);
    } else {
        setTasks(view.tasks);
    }
}

void GenerateStep::buildDice()
{
    m_diceBox = new QWidget(this);
    auto* column = new QVBoxLayout(m_diceBox);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(8));
    m_dice = new DiceField(m_diceBox);
    m_dice->setObjectName(QStringLiteral("dice"));
    auto* count = makeText({}, TextRole::Small, m_diceBox);
    column->addWidget(makeText(tr("Add your own dice (may stay empty)"), TextRole::Strong, m_diceBox));
    column->addWidget(
        makeText(tr("One person throws, another types the number, keys 1 to 6. The throws are mixed "
                    "with the generators of the token and of this computer: they can only add."),
                 TextRole::Muted, m_diceBox));
    column->addWidget(m_dice);
    column->addWidget(count);
    body()->addWidget(m_diceBox);
    const auto look = [this, count](int throws) {
        count->setText(throws == 0        ? tr("No throws. At least %1 count as dice.").arg(kFewestThrows)
                       : m_dice->enough() ? tr("✓ %n throw(s): enough.", nullptr, throws)
                                          : tr("%1 of at least %2 throws").arg(throws).arg(kFewestThrows));
        setTone(count, m_dice->enough() ? Tone::Good : Tone::Neutral);
        setReady(!m_begun && (throws == 0 || m_dice->enough()));
    };
    connect(m_dice, &DiceField::changed, this, look);
    look(0);
}

void GenerateStep::setTasks(const std::vector<Task>& tasks)
{
    m_begun = true;
    if (m_diceBox)
        m_diceBox->hide();
    m_list->setTasks(tasks);
    const int good = m_list->count(TaskState::Good);
    const int total = static_cast<int>(tasks.size());
    m_bar->setRange(0, total);
    m_bar->setValue(good);
    m_bar->show();
    m_note->setVisible(m_list->count(TaskState::Running) > 0);
    setMainAction(m_view.finish);
    setProgress(tr("%1 of %2 done").arg(good).arg(total));
    setReady(good == total);
}

SecretBytes GenerateStep::takeDice()
{
    return m_dice ? m_dice->take() : SecretBytes();
}

} // namespace keyrite::ui
