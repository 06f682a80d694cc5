#include "ui/widgets/set_up_pins.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QVBoxLayout>

namespace keyrite::ui {

SetUpPins::SetUpPins(const SetUpQuestions& questions, QWidget* parent)
    : QWidget(parent), m_user(new PinEntry(questions.user, this)),
      m_officer(new PinEntry(questions.officer, this)), m_verdict(makeText({}, TextRole::Strong, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(16));
    column->addWidget(m_user);
    column->addWidget(makeRule(this));
    column->addWidget(m_officer);
    column->addWidget(m_verdict);
    setTone(m_verdict, Tone::Bad);
    connect(m_user, &PinEntry::changed, this, &SetUpPins::look);
    connect(m_officer, &PinEntry::changed, this, &SetUpPins::look);
    connect(m_user, &PinEntry::entered, this, [this] {
        if (QWidget* next = m_officer->field())
            next->setFocus();
    });
    look();
}

void SetUpPins::ask(const SetUpQuestions& questions)
{
    m_user->ask(questions.user);
    m_officer->ask(questions.officer);
}

bool SetUpPins::isComplete() const
{
    return m_user->isComplete() && m_officer->isComplete() && !m_officer->sameAs(*m_user);
}

SetUpGiven SetUpPins::take()
{
    return {.officer = m_officer->take(), .user = m_user->take()};
}

void SetUpPins::clear()
{
    m_user->clear();
    m_officer->clear();
}

void SetUpPins::look()
{
    const bool same = m_user->isComplete() && m_officer->isComplete() && m_officer->sameAs(*m_user);
    m_verdict->setText(same ? tr("✗ Both PINs are the same. Whoever knows one would know the other: one of "
                                 "the two people chooses another one.")
                            : QString());
    m_verdict->setVisible(same);
    Q_EMIT changed();
}

} // namespace keyrite::ui
