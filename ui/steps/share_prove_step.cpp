#include "ui/steps/share_prove_step.h"

#include "ui/steps/share_input.h"

#include <QLabel>
#include <QVBoxLayout>

namespace keyrite::ui {

namespace {

QString actionOf(const ShareProveView& view)
{
    switch (view.purpose) {
    case ProvePurpose::Prove:
        return ShareProveStep::tr("Sheet %1 is proven").arg(view.sheet);
    case ProvePurpose::Attest:
        return ShareProveStep::tr("Sheet %1 is attested").arg(view.sheet);
    case ProvePurpose::Refute:
        return ShareProveStep::tr("Old sheet %1 fails").arg(view.sheet);
    }
    return {};
}

QString requestOf(const ShareProveView& view)
{
    switch (view.purpose) {
    case ProvePurpose::Prove:
        return ShareProveStep::tr("%1 reads sheet %2 back from the paper. Everyone else looks away.");
    case ProvePurpose::Attest:
        return ShareProveStep::tr("%1 reads sheet %2, their own. Everyone else looks away.");
    case ProvePurpose::Refute:
        return ShareProveStep::tr("%1 reads old sheet %2 once more. Everyone else looks away.");
    }
    return {};
}

Message verdictOf(const ShareProveView& view, const QString& finding)
{
    switch (view.purpose) {
    case ProvePurpose::Prove:
        return {.tone = Tone::Good,
                .headline = ShareProveStep::tr("Sheet %1 reads from its own paper.").arg(view.sheet),
                .happened = ShareProveStep::tr("Its fingerprint is %1, the same as when it was given out.")
                                .arg(view.fingerprint),
                .meaning = ShareProveStep::tr("%1 seals it in the next step.").arg(view.custodian),
                .technical = {}};
    case ProvePurpose::Attest:
        return {.tone = Tone::Good,
                .headline = ShareProveStep::tr("Sheet %1 still reads.").arg(view.sheet),
                .happened =
                    ShareProveStep::tr("Its fingerprint is %1, the one in the log.").arg(view.fingerprint),
                .meaning =
                    ShareProveStep::tr("Nothing was put together, and what was read is gone from memory."),
                .technical = {}};
    case ProvePurpose::Refute:
        return {.tone = Tone::Good,
                .headline = ShareProveStep::tr("Old sheet %1 was refused.").arg(view.sheet),
                .happened = finding,
                .meaning = ShareProveStep::tr("It opens nothing any more. It is destroyed in a later step."),
                .technical = {}};
    }
    return {};
}

} // namespace

ShareProveStep::ShareProveStep(const ShareProveView& view, QWidget* parent)
    : StepView(actionOf(view), tr("It does not read"), parent), m_input(new ShareInput(view.words, this)),
      m_verdict(new MessagePanel(this)), m_view(view)
{
    body()->addWidget(m_verdict);
    m_sentence = makeText(requestOf(view).arg(view.custodian).arg(view.sheet), TextRole::Strong, this);
    body()->addWidget(m_sentence);
    m_input->expectSet(view.shareSet);
    body()->addWidget(m_input);
    setProgress(tr("Waiting for the sheet"));
}

void ShareProveStep::setProven(const QString& finding)
{
    m_input->clear();
    m_input->hide();
    m_sentence->hide();
    m_verdict->show(verdictOf(m_view, finding));
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
