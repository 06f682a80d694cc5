#include "ui/steps/share_prove_step.h"

#include "ui/steps/share_input.h"

#include <QLabel>
#include <QVBoxLayout>

namespace keyrite::ui {

ShareProveStep::ShareProveStep(const ShareProveView& view, QWidget* parent)
    : StepView(tr("Sheet %1 is proven").arg(view.sheet), tr("It does not read"), parent),
      m_input(new ShareInput(view.words, this)), m_verdict(new MessagePanel(this)), m_view(view)
{
    body()->addWidget(m_verdict);
    m_sentence = makeText(tr("%1 reads sheet %2 back from the paper. Everyone else looks away.")
                              .arg(view.custodian)
                              .arg(view.sheet),
                          TextRole::Strong, this);
    body()->addWidget(m_sentence);
    body()->addWidget(m_input);
    setProgress(tr("Waiting for the sheet"));
}

void ShareProveStep::setProven()
{
    m_input->clear();
    m_input->hide();
    m_sentence->hide();
    m_verdict->show(
        {.tone = Tone::Good,
         .headline = tr("Sheet %1 reads from its own paper.").arg(m_view.sheet),
         .happened = tr("Its fingerprint is %1, the same as when it was given out.").arg(m_view.fingerprint),
         .meaning = tr("%1 seals it in the next step.").arg(m_view.custodian),
         .technical = {}});
    setProgress({});
    setReady(true);
}

void ShareProveStep::setRefused(const Message& why, const std::vector<std::size_t>& wrong)
{
    m_verdict->show(why);
    m_input->markWrong(wrong);
    m_input->firstFocus()->setFocus();
}

QWidget* ShareProveStep::firstFocus()
{
    return m_input->firstFocus();
}

} // namespace keyrite::ui
