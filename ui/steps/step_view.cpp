#include "ui/steps/step_view.h"

#include "ui/tokens.h"

#include <QVBoxLayout>

namespace keyrite::ui {

StepView::StepView(const QString& mainAction, const QString& refusal, QWidget* parent)
    : QWidget(parent), m_body(new QVBoxLayout(this)), m_mainAction(mainAction), m_refusal(refusal)
{
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(px(12));
}

void StepView::setReady(bool ready)
{
    if (ready == m_ready)
        return;
    m_ready = ready;
    Q_EMIT mainActionReady(ready);
}

void StepView::setMainAction(const QString& text)
{
    m_mainAction = text;
    Q_EMIT textsChanged();
}

void StepView::setProgress(const QString& text)
{
    m_progress = text;
    Q_EMIT textsChanged();
}

} // namespace keyrite::ui
