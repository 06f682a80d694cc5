#include "ui/steps/no_return_step.h"

#include "ui/tokens.h"
#include "ui/widgets/message_panel.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

NoReturnStep::NoReturnStep(const NoReturnView& view, QWidget* parent)
    : StepView(view.action, tr("Do not do this"), parent)
{
    QStringList sentences;
    for (const QString& consequence : view.consequences)
        sentences << u"•  "_s + consequence;
    auto* panel = new MessagePanel(this);
    panel->show({.tone = Tone::Warn,
                 .headline = view.headline,
                 .happened = sentences.join(u'\n'),
                 .meaning = {},
                 .technical = {}});
    body()->addWidget(panel);
    body()->addSpacing(px(4));
    body()->addWidget(
        makeText(tr("This cannot be undone. It takes two people: each presses their own field."),
                 TextRole::Strong, this));
    auto* people = new InitialsStrip(view.people, this);
    body()->addWidget(people);
    const auto look = [this, people](bool complete) {
        setProgress(complete ? QString() : tr("It takes two people"));
        setReady(complete && people->complete());
    };
    connect(people, &InitialsStrip::changed, this, look);
    look(!view.people.empty() && people->complete());
}

} // namespace keyrite::ui
