#include "ui/steps/challenge_step.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kColumns = 4;

// One public key as a block of groups; a group that differs from the other's is marked by colour and a cross.
QWidget* keyBlock(const QString& name, const QStringList& groups, const QStringList& other, QWidget* parent)
{
    auto* block = new QWidget(parent);
    auto* grid = new QGridLayout(block);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(px(6));
    grid->addWidget(makeText(name, TextRole::Eyebrow, block), 0, 0, 1, kColumns);
    for (int i = 0; i < groups.size(); ++i) {
        const bool same = other.value(i) == groups[i];
        auto* group = makeText(same ? groups[i] : u"✗"_s + groups[i], TextRole::MonoLarge, block);
        group->setWordWrap(false);
        if (!same)
            setTone(group, Tone::Bad);
        grid->addWidget(group, 1 + i / kColumns, i % kColumns);
    }
    return block;
}

} // namespace

ChallengeStep::ChallengeStep(const ChallengeView& view, QWidget* parent)
    : StepView(tr("It is the same key"), tr("It is not"), parent),
      m_same(!view.leftGroups.isEmpty() && view.leftGroups == view.rightGroups),
      m_verdict(makeText({}, TextRole::Subheading, this))
{
    auto* pair = new QHBoxLayout;
    pair->setSpacing(px(40));
    pair->addWidget(keyBlock(view.leftName, view.leftGroups, view.rightGroups, this), 1, Qt::AlignTop);
    pair->addWidget(keyBlock(view.rightName, view.rightGroups, view.leftGroups, this), 1, Qt::AlignTop);
    body()->addLayout(pair);
    body()->addWidget(makeRule(this));
    body()->addWidget(makeText(tr("Challenge"), TextRole::Eyebrow, this));
    body()->addWidget(makeText(view.challenge, TextRole::Mono, this));
    body()->addWidget(m_verdict);
    setState(view.state);
}

void ChallengeStep::setState(ChallengeState state)
{
    switch (state) {
    case ChallengeState::NotYet:
        m_verdict->setText(tr("The token has not signed yet."));
        break;
    case ChallengeState::Running:
        m_verdict->setText(tr("The token signs the challenge …"));
        break;
    case ChallengeState::Verified:
        m_verdict->setText(tr("✓ The signature is good: checked with the recorded public key."));
        break;
    case ChallengeState::Refused:
        m_verdict->setText(tr("✗ The signature does not fit the recorded public key."));
        break;
    }
    const bool verified = state == ChallengeState::Verified;
    setTone(m_verdict, verified ? Tone::Good : state == ChallengeState::Refused ? Tone::Bad : Tone::Neutral);
    setReady(m_same && verified);
}

} // namespace keyrite::ui
