#include "ui/steps/share_enter_step.h"

#include "ui/steps/share_input.h"
#include "ui/widgets/pool_view.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace keyrite::ui {

namespace {

PoolGroup poolGroup(const GroupPicture& group)
{
    const auto here = std::count_if(group.members.begin(), group.members.end(),
                                    [](const MemberPicture& member) { return member.tone == Tone::Good; });
    PoolGroup pool{.name = group.name, .needed = group.threshold, .present = static_cast<int>(here)};
    pool.complete = pool.present >= pool.needed;
    pool.state = pool.complete ? ShareEnterStep::tr("✓ complete")
                               : ShareEnterStep::tr("%n more sheet(s)", nullptr, pool.needed - pool.present);
    return pool;
}

PoolPicture poolOf(const PolicyPicture& picture)
{
    PoolPicture pool{.groupsNeeded = picture.groupThreshold};
    std::transform(picture.groups.begin(), picture.groups.end(), std::back_inserter(pool.groups), poolGroup);
    return pool;
}

} // namespace

ShareEnterStep::ShareEnterStep(const ShareEnterView& view, QWidget* parent)
    : StepView(tr("Rebuild the key"), tr("No more will come"), parent), m_pool(new PoolView(this)),
      m_missing(makeText({}, TextRole::Subheading, this)), m_couldBring(makeText({}, TextRole::Muted, this)),
      m_verdict(new MessagePanel(this)), m_input(new ShareInput(view.words, this))
{
    body()->addWidget(m_verdict);
    body()->addWidget(m_pool);
    body()->addWidget(m_missing);
    body()->addWidget(m_couldBring);
    body()->addWidget(makeRule(this));
    m_input->expectSet(view.shareSet);
    body()->addWidget(m_input);
    setView(view);
}

void ShareEnterStep::setView(const ShareEnterView& view)
{
    const bool quorum = view.missing.isEmpty();
    m_pool->setPicture(poolOf(view.pool));
    m_verdict->clear();
    m_input->clear();
    m_input->setVisible(!quorum);
    m_missing->setText(quorum ? tr("✓ A quorum is there.") : tr("Still missing: %1").arg(view.missing));
    m_couldBring->setText(view.couldBring);
    m_couldBring->setVisible(!quorum && !view.couldBring.isEmpty());
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
