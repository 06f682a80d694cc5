#include "ui/widgets/choice_card.h"

#include "ui/tokens.h"
#include "ui/widgets/painting.h"

#include <algorithm>

namespace keyrite::ui {

namespace {

constexpr int kPadPx = 16;
constexpr int kDiscPx = 20;
constexpr int kTextLeftPx = kPadPx + kDiscPx + 12;
constexpr int kTitleHeightPx = 22;

} // namespace

ChoiceCard::ChoiceCard(const QString& title, const QString& meaning, QWidget* parent)
    : QRadioButton(title, parent), m_meaning(meaning)
{
    setAccessibleDescription(meaning);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QRect ChoiceCard::meaningRect(int width) const
{
    if (m_meaning.isEmpty())
        return {};
    const QRect room(px(kTextLeftPx), px(kPadPx + kTitleHeightPx + 2),
                     std::max(1, width - px(kTextLeftPx + kPadPx)), px(1000));
    return fontMetrics().boundingRect(room, Qt::TextWordWrap, m_meaning);
}

QSize ChoiceCard::sizeHint() const
{
    constexpr int kWidthPx = 380;
    return {px(kWidthPx), heightForWidth(px(kWidthPx))};
}

QSize ChoiceCard::minimumSizeHint() const
{
    constexpr int kWidthPx = 240;
    return {px(kWidthPx), px(2 * kPadPx + kTitleHeightPx)};
}

int ChoiceCard::heightForWidth(int width) const
{
    const int meaningHeight = m_meaning.isEmpty() ? 0 : meaningRect(width).height() + px(2);
    return px(2 * kPadPx + kTitleHeightPx) + meaningHeight;
}

void ChoiceCard::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Tokens& tokens = currentTokens();
    const bool on = isChecked();
    const bool strong = on || hasFocus();
    paintBox(painter, rect(), px(8), on ? tokens.accentSoft : tokens.surface,
             strong ? tokens.accent : tokens.lineStrong, strong ? 2 : 1);
    const QRectF disc(px(kPadPx), px(kPadPx + 1), px(kDiscPx), px(kDiscPx));
    paintDisc(painter, disc, tokens.surface, on ? tokens.accent : tokens.lineStrong);
    if (on)
        paintDisc(painter, disc.adjusted(px(5), px(5), -px(5), -px(5)), tokens.accent, tokens.accent);
    if (hasFocus())
        paintBox(painter, disc.adjusted(-px(3), -px(3), px(3), px(3)), px(kDiscPx), Qt::transparent,
                 tokens.accent, 1);
    painter.setPen(isEnabled() ? tokens.text : tokens.onDisabled);
    painter.setFont(textFont(15, QFont::DemiBold));
    painter.drawText(
        QRect(px(kTextLeftPx), px(kPadPx), width() - px(kTextLeftPx + kPadPx), px(kTitleHeightPx)),
        Qt::AlignVCenter | Qt::AlignLeft, text());
    painter.setFont(font());
    painter.setPen(isEnabled() ? tokens.muted : tokens.onDisabled);
    painter.drawText(meaningRect(width()), Qt::TextWordWrap, m_meaning);
}

bool ChoiceCard::hitButton(const QPoint& position) const
{
    return rect().contains(position);
}

} // namespace keyrite::ui
