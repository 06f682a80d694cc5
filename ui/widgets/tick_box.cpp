#include "ui/widgets/tick_box.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/painting.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kBoxPx = 24;
constexpr int kGapPx = 12;
constexpr int kPadPx = 5; // above and below
constexpr int kTextPx = 15;

int textLeft()
{
    return px(kBoxPx + kGapPx);
}

} // namespace

TickBox::TickBox(const QString& text, QWidget* parent) : QCheckBox(text, parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize TickBox::sizeHint() const
{
    const int textWidth = QFontMetrics(textFont(kTextPx, QFont::Normal)).horizontalAdvance(text());
    return {textLeft() + textWidth + px(kPadPx), px(kBoxPx + 2 * kPadPx)};
}

QSize TickBox::minimumSizeHint() const
{
    constexpr int kLeastTextPx = 96;
    return {textLeft() + px(kLeastTextPx), px(kBoxPx + 2 * kPadPx)};
}

int TickBox::heightForWidth(int width) const
{
    const QRect room(0, 0, std::max(1, width - textLeft() - px(kPadPx)), px(1000));
    const int textHeight =
        QFontMetrics(textFont(kTextPx, QFont::Normal)).boundingRect(room, Qt::TextWordWrap, text()).height();
    return std::max(px(kBoxPx), textHeight) + px(2 * kPadPx);
}

void TickBox::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Tokens& tokens = currentTokens();
    const bool oneLine = height() < 2 * px(kBoxPx + kPadPx);
    const QRect outer(0, oneLine ? (height() - px(kBoxPx)) / 2 : px(kPadPx), px(kBoxPx), px(kBoxPx));
    // The focus ring takes its room from the box, so that boxes and texts stay in line with the card.
    const int inset = hasFocus() ? px(3) : 0;
    const QRect box = outer.adjusted(inset, inset, -inset, -inset);
    const bool on = isChecked();
    const QColor fill = !isEnabled() ? tokens.disabled : on ? tokens.good : tokens.surface;
    const QColor border = !isEnabled() ? tokens.disabled : on ? tokens.good : tokens.lineStrong;
    paintBox(painter, box, px(hasFocus() ? 3 : 5), fill, border, 2);
    if (on) {
        const QColor mark = isEnabled() ? tokens.onGood : tokens.onDisabled;
        painter.drawPixmap(box.adjusted(px(2), px(2), 0, 0).topLeft(),
                           iconPixmap(u"check"_s, mark, box.width() - px(4), devicePixelRatioF()));
    }
    if (hasFocus())
        paintFocusRing(painter, QRectF(outer), px(5), tokens);
    painter.setFont(textFont(kTextPx, QFont::Normal));
    painter.setPen(isEnabled() ? tokens.text : tokens.onDisabled);
    const QRect room(textLeft(), px(kPadPx), width() - textLeft() - px(kPadPx), height() - 2 * px(kPadPx));
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap, text());
}

bool TickBox::hitButton(const QPoint& position) const
{
    return rect().contains(position);
}

} // namespace keyrite::ui
