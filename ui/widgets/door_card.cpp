#include "ui/widgets/door_card.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/painting.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kPadPx = 28;
constexpr int kIconPx = 44;

} // namespace

DoorCard::DoorCard(const QString& iconName, const QString& title, const QString& text, QWidget* parent)
    : QPushButton(parent), m_icon(iconName), m_text(text)
{
    setText(title);
    setAccessibleDescription(text);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize DoorCard::sizeHint() const
{
    constexpr QSize kSizePx(420, 252);
    return {px(kSizePx.width()), px(kSizePx.height())};
}

QSize DoorCard::minimumSizeHint() const
{
    constexpr int kLeastPx = 280;
    return {px(kLeastPx), sizeHint().height()};
}

void DoorCard::enterEvent(QEnterEvent* event)
{
    QPushButton::enterEvent(event);
    update();
}

void DoorCard::leaveEvent(QEvent* event)
{
    QPushButton::leaveEvent(event);
    update();
}

// Doors open on Enter too: nothing behind them is lost by looking in.
void DoorCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QPushButton::keyPressEvent(event);
}

void DoorCard::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Tokens& tokens = currentTokens();
    const bool strong = hasFocus() || underMouse();
    paintBox(painter, rect(), px(10), isDown() ? tokens.accentSoft : tokens.surface,
             strong ? tokens.accent : tokens.line, hasFocus() ? 2 : 1);
    const int left = px(kPadPx);
    painter.drawPixmap(left, px(kPadPx), iconPixmap(m_icon, tokens.accent, px(kIconPx), devicePixelRatioF()));
    const int titleTop = px(kPadPx + kIconPx + 18);
    painter.setFont(textFont(20, QFont::DemiBold));
    painter.setPen(tokens.text);
    const QRect titleRoom(left, titleTop, width() - 2 * left, px(28));
    painter.drawText(titleRoom, Qt::AlignVCenter | Qt::AlignLeft, text());
    const int arrow = px(22);
    painter.drawPixmap(width() - left - arrow, titleTop + px(3),
                       iconPixmap(u"arrow-right"_s, tokens.accent, arrow, devicePixelRatioF()));
    painter.setFont(textFont(15, QFont::Normal));
    painter.setPen(tokens.muted);
    painter.drawText(QRect(left, titleTop + px(38), width() - 2 * left, height() - titleTop - px(38 + 12)),
                     Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap, m_text);
}

} // namespace keyrite::ui
