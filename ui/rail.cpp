#include "ui/rail.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/step_rail.h"
#include "ui/widgets/text.h"

#include <QButtonGroup>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kWidthPx = 272;
constexpr int kSidePx = 20;

} // namespace

Rail::Rail(QWidget* parent)
    : QFrame(parent), m_name(makeText({}, TextRole::Subheading, this)),
      m_origin(makeText({}, TextRole::MonoSmall, this)), m_middle(new QStackedLayout),
      m_group(new QButtonGroup(this))
{
    setProperty("role", QStringLiteral("rail"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, px(24), 0, px(18));
    column->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(px(kSidePx), 0, px(kSidePx), px(20));
    head->setSpacing(px(1));
    head->addWidget(m_name);
    head->addWidget(m_origin);
    column->addLayout(head);
    auto* navigation = new QWidget(this);
    m_entries = new QVBoxLayout(navigation);
    m_entries->setContentsMargins(px(kSidePx - 8), 0, px(kSidePx - 8), 0);
    m_entries->setSpacing(px(4));
    m_entries->addStretch(1);
    m_steps = new StepRail(this);
    m_middle->addWidget(navigation);
    m_middle->addWidget(m_steps);
    column->addLayout(m_middle, 1);
    column->addWidget(buildFoot());
}

QWidget* Rail::buildFoot()
{
    auto* foot = new QWidget(this);
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(px(kSidePx), px(12), px(kSidePx), 0);
    column->setSpacing(px(2));
    auto* line = new QHBoxLayout;
    line->setSpacing(px(8));
    m_offlineSign = new QLabel(foot);
    m_offline = makeText({}, TextRole::Strong, foot);
    line->addWidget(m_offlineSign);
    line->addWidget(m_offline, 1);
    column->addLayout(line);
    m_started = makeText({}, TextRole::Small, foot);
    m_started->hide();
    column->addWidget(m_started);
    m_roomLines = new QWidget(foot);
    auto* lines = new QVBoxLayout(m_roomLines);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(px(2));
    m_audit = makeText({}, TextRole::Small, m_roomLines);
    m_head = makeText({}, TextRole::MonoSmall, m_roomLines);
    m_disaster = makeButton(tr("Disaster day"), ButtonRole::Ordinary, foot);
    setButtonIcon(m_disaster, icon(u"disaster"_s, Tint::Bad));
    m_disaster->setToolTip(tr("A key, a token or a site is gone: what can still be done, and how."));
    m_disaster->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    lines->addWidget(m_audit);
    lines->addWidget(m_head);
    column->addWidget(m_roomLines);
    column->addSpacing(px(10));
    column->addWidget(m_disaster); // from anywhere, a ceremony too
    connect(m_disaster, &QPushButton::clicked, this, &Rail::disasterDayRequested);
    return foot;
}

QSize Rail::sizeHint() const
{
    return {px(kWidthPx), QFrame::sizeHint().height()};
}

void Rail::fillHead(const QString& name, const QString& value)
{
    m_name->setText(name);
    m_origin->setText(value);
}

void Rail::setRoom(const RoomView& room)
{
    m_room = room;
    const Tokens& tokens = currentTokens();
    if (m_middle->currentWidget() != m_steps)
        fillHead(room.name, room.origin);
    m_offline->setText(room.offline ? tr("Offline: no network links") : tr("Online: a network link is up"));
    setTone(m_offline, room.offline ? Tone::Good : Tone::Bad);
    m_offlineSign->setPixmap(iconPixmap(room.offline ? u"shield-check"_s : u"warning"_s,
                                        room.offline ? tokens.good : tokens.bad, px(20),
                                        devicePixelRatioF()));
    m_audit->setText(room.auditTokenPresent ? tr("Audit token: inserted") : tr("Audit token: not inserted"));
    m_head->setText(room.logHead);
    m_head->setVisible(!room.logHead.isEmpty());
    m_head->setToolTip(tr("Head of the log: the first 16 hex digits of its root."));
}

void Rail::addEntry(int page, const QString& title, const QString& iconName)
{
    auto* button = new QPushButton(title, this);
    button->setProperty("role", QStringLiteral("nav"));
    button->setCheckable(true);
    setButtonIcon(button, icon(iconName, Tint::Muted));
    button->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_group->addButton(button);
    m_buttons[page] = button;
    m_entries->insertWidget(m_entries->count() - 1, button);
    connect(button, &QPushButton::clicked, this, [this, page] { Q_EMIT pageRequested(page); });
}

void Rail::selectEntry(int page)
{
    if (const auto button = m_buttons.find(page); button != m_buttons.end())
        button->second->setChecked(true);
}

void Rail::selectNone()
{
    m_group->setExclusive(false); // which would keep the last one
    if (QAbstractButton* marked = m_group->checkedButton())
        marked->setChecked(false);
    m_group->setExclusive(true);
}

void Rail::showCeremony(const QString& title, const QString& id, std::vector<RailAct> acts)
{
    fillHead(title, id);
    m_middle->setCurrentWidget(m_steps);
    m_roomLines->hide();
    m_started->show();
    setCeremonyActs(std::move(acts));
}

void Rail::setCeremonyActs(std::vector<RailAct> acts)
{
    m_steps->setActs(std::move(acts));
}

void Rail::setStartedLine(const QString& startedLine)
{
    m_started->setText(startedLine);
}

void Rail::showNavigation()
{
    m_middle->setCurrentIndex(0);
    m_roomLines->show();
    m_started->hide();
    fillHead(m_room.name, m_room.origin);
}

} // namespace keyrite::ui
