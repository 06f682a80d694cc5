#include "ui/widgets/life_line.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/painting.h"

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kDiscPx = 24;
constexpr int kHeightPx = 76;

} // namespace

LifeLine::LifeLine(std::vector<LifeEvent> events, QWidget* parent)
    : QWidget(parent), m_events(std::move(events))
{
    QStringList spoken;
    for (const LifeEvent& event : m_events)
        spoken << (event.when.isEmpty() ? tr("%1: not yet").arg(event.what) : event.what + u' ' + event.when);
    setAccessibleName(spoken.join(u", "_s));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize LifeLine::sizeHint() const
{
    return {px(480), px(kHeightPx)};
}

void LifeLine::paintEvent(QPaintEvent* /*event*/)
{
    if (m_events.empty())
        return;
    QPainter painter(this);
    const Tokens& tokens = currentTokens();
    const int pitch = width() / static_cast<int>(m_events.size());
    for (std::size_t i = 0; i < m_events.size(); ++i) {
        const LifeEvent& event = m_events[i];
        const bool done = !event.when.isEmpty();
        const int left = static_cast<int>(i) * pitch;
        const QRectF disc(left, px(2), px(kDiscPx), px(kDiscPx));
        if (i + 1 < m_events.size())
            painter.fillRect(QRectF(disc.right() + px(6), disc.center().y() - 1, pitch - px(kDiscPx + 12), 2),
                             m_events[i + 1].when.isEmpty() ? tokens.line : tokens.good);
        paintDisc(painter, disc, done ? tokens.good : tokens.surface, done ? tokens.good : tokens.lineStrong);
        if (done)
            painter.drawPixmap(disc.topLeft() + QPointF(px(4), px(4)),
                               iconPixmap(u"check"_s, tokens.onGood, px(16), devicePixelRatioF()));
        painter.setFont(textFont(kBodyPx, QFont::DemiBold));
        painter.setPen(done ? tokens.text : tokens.muted);
        painter.drawText(QRect(left, px(kDiscPx + 8), pitch, px(20)), Qt::AlignLeft | Qt::AlignVCenter,
                         event.what);
        painter.setFont(textFont(13, QFont::Normal));
        painter.setPen(tokens.muted);
        painter.drawText(QRect(left, px(kDiscPx + 28), pitch, px(18)), Qt::AlignLeft | Qt::AlignVCenter,
                         done ? event.when : tr("not yet"));
    }
}

} // namespace keyrite::ui
