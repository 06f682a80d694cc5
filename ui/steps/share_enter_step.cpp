#include "ui/steps/share_enter_step.h"

#include "ui/steps/share_input.h"

#include <QLabel>
#include <QVBoxLayout>

namespace keyrite::ui {

ShareEnterStep::ShareEnterStep(const ShareEnterView& view, QWidget* parent)
    : StepView(tr("Rebuild the key"), tr("No more will come"), parent), m_pool(new PoolView(this)),
      m_missing(makeText({}, TextRole::Subheading, this)), m_verdict(new MessagePanel(this)),
      m_input(new ShareInput(view.words, this))
{
    body()->addWidget(m_verdict);
    body()->addWidget(m_pool);
    body()->addWidget(m_missing);
    body()->addWidget(makeRule(this));
    body()->addWidget(m_input);
    setView(view);
}

void ShareEnterStep::setView(const ShareEnterView& view)
{
    const bool quorum = view.missing.isEmpty();
    m_pool->setPicture(view.pool);
    m_verdict->clear();
    m_input->clear();
    m_input->setVisible(!quorum);
    m_missing->setText(quorum ? tr("✓ A quorum is there.") : tr("Still missing: %1").arg(view.missing));
    setTone(m_missing, quorum ? Tone::Good : Tone::Neutral);
    setProgress(quorum ? QString() : tr("Not yet a quorum"));
    setReady(quorum);
}

void ShareEnterStep::setRefused(const Message& why, const std::vector<std::size_t>& wrong)
{
    m_verdict->show(why);
    m_input->markWrong(wrong);
    m_input->firstFocus()->setFocus();
}

QWidget* ShareEnterStep::firstFocus()
{
    return m_input->firstFocus();
}

} // namespace keyrite::ui
