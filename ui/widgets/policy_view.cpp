#include "ui/widgets/policy_view.h"

#include "ui/icon.h"
#include "ui/tokens.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kMostColumns = 3;

QColor toneColour(Tone tone, const Tokens& tokens)
{
    switch (tone) {
    case Tone::Neutral:
        return tokens.faint;
    case Tone::Good:
        return tokens.good;
    case Tone::Warn:
        return tokens.warn;
    case Tone::Bad:
        return tokens.bad;
    case Tone::Info:
        return tokens.accent;
    }
    return tokens.faint;
}

QLabel* pictureOf(const QString& name, const QColor& colour, int sizePx, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setPixmap(iconPixmap(name, colour, px(sizePx), parent->devicePixelRatioF()));
    label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    return label;
}

QWidget* memberRow(const MemberPicture& member, QWidget* parent)
{
    const Tokens& tokens = currentTokens();
    auto* row = new QWidget(parent);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(px(10));
    line->addWidget(pictureOf(u"sheet"_s, toneColour(member.tone, tokens), 22, row), 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(makeText(member.name, TextRole::Body, row));
    if (!member.state.isEmpty()) {
        auto* state = makeText(member.state, TextRole::Small, row);
        if (member.tone != Tone::Neutral)
            setTone(state, member.tone);
        column->addWidget(state);
    }
    line->addLayout(column, 1);
    return row;
}

QWidget* groupCard(const GroupPicture& group, QWidget* parent)
{
    auto* card = new Card(parent);
    card->body()->setContentsMargins(px(16), px(14), px(16), px(14));
    card->body()->setSpacing(px(8));
    auto* title = makeText(group.name, TextRole::Subheading, card);
    card->body()->addWidget(title);
    const QString takes = PolicyView::tr("any %1 of %2").arg(group.threshold).arg(group.members.size());
    auto* state =
        makeText(group.state.isEmpty() ? takes : takes + u" · "_s + group.state, TextRole::Small, card);
    if (group.tone != Tone::Neutral)
        setTone(state, group.tone);
    card->body()->addWidget(state);
    card->body()->addWidget(makeRule(card));
    for (const MemberPicture& member : group.members)
        card->body()->addWidget(memberRow(member, card));
    card->body()->addStretch(1);
    return card;
}

QWidget* crown(const PolicyPicture& picture, QWidget* parent)
{
    auto* pill = new Card(parent);
    pill->body()->setContentsMargins(px(16), px(8), px(20), px(8));
    auto* line = new QHBoxLayout;
    line->setSpacing(px(10));
    line->addWidget(pictureOf(u"key"_s, currentTokens().accent, 22, pill));
    const QString takes = picture.groups.size() == 1
                              ? PolicyView::tr("Any %1 of these %2 sheets bring the key back")
                                    .arg(picture.groups.front().threshold)
                                    .arg(picture.groups.front().members.size())
                              : PolicyView::tr("Any %1 of these %2 groups bring the key back")
                                    .arg(picture.groupThreshold)
                                    .arg(picture.groups.size());
    auto* text = makeText(takes, TextRole::Strong, pill);
    text->setWordWrap(false);
    line->addWidget(text);
    pill->body()->addLayout(line);
    return pill;
}

} // namespace

PolicyView::PolicyView(const PolicyPicture& picture, QWidget* parent) : QWidget(parent)
{
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    setPicture(picture);
}

void PolicyView::setPicture(const PolicyPicture& picture)
{
    delete m_root;
    m_groups.clear();
    m_root = new QWidget(this);
    auto* column = new QVBoxLayout(m_root);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(28));
    m_crown = crown(picture, m_root);
    column->addWidget(m_crown, 0, Qt::AlignHCenter);
    auto* grid = new QGridLayout;
    grid->setSpacing(px(16));
    const int columns = std::clamp(static_cast<int>(picture.groups.size()), 1, kMostColumns);
    for (std::size_t i = 0; i < picture.groups.size(); ++i) {
        QWidget* card = groupCard(picture.groups[i], m_root);
        grid->addWidget(card, static_cast<int>(i) / columns, static_cast<int>(i) % columns);
        m_groups.push_back(card);
    }
    for (int i = 0; i < columns; ++i)
        grid->setColumnStretch(i, 1);
    column->addLayout(grid);
    layout()->addWidget(m_root);
    setAccessibleName(sentence(picture));
}

QString PolicyView::sentence(const PolicyPicture& picture)
{
    QStringList parts;
    if (picture.groups.size() > 1)
        parts << tr("any %1 of %2 groups").arg(picture.groupThreshold).arg(picture.groups.size());
    for (const GroupPicture& group : picture.groups)
        parts << tr("%1: any %2 of %3 sheets").arg(group.name).arg(group.threshold).arg(group.members.size());
    return parts.join(u"; "_s);
}

// The branches from the crown to the first row of groups.
void PolicyView::paintEvent(QPaintEvent* /*event*/)
{
    if (m_groups.empty())
        return;
    QPainter painter(this);
    painter.setPen(QPen(currentTokens().lineStrong, 1));
    const auto at = [this](const QWidget* widget, const QPoint& point) { return widget->mapTo(this, point); };
    const QPoint foot = at(m_crown, QPoint(m_crown->width() / 2, m_crown->height()));
    const int top = at(m_groups.front(), QPoint()).y();
    const int middle = (foot.y() + top) / 2;
    painter.drawLine(foot, QPoint(foot.x(), middle));
    for (const QWidget* group : m_groups) {
        const QPoint head = at(group, QPoint(group->width() / 2, 0));
        if (head.y() != top)
            break;
        painter.drawLine(QPoint(foot.x(), middle), QPoint(head.x(), middle));
        painter.drawLine(QPoint(head.x(), middle), head);
    }
}

} // namespace keyrite::ui
