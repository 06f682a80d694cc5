#include "ui/widgets/painting.h"

#include "ui/theme.h"
#include "ui/tokens.h"

#include <QApplication>
#include <QWidget>

namespace keyrite::ui {

void paintBox(QPainter& painter, const QRectF& rect, double radius, const QColor& fill, const QColor& border,
              double widthPx)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(widthPx > 0 ? QPen(border, widthPx) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    const double inset = widthPx / 2;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
}

void paintFieldFrame(QPainter& painter, const QWidget& field)
{
    constexpr int kRadiusPx = 6;
    const Tokens& tokens = currentTokens();
    const bool focus = field.hasFocus();
    paintBox(painter, field.rect(), px(kRadiusPx), field.isEnabled() ? tokens.surface : tokens.sunken,
             focus ? tokens.accent : tokens.lineStrong, focus ? 2 : 1);
}

void paintFocusRing(QPainter& painter, const QRectF& rect, double radius, const Tokens& tokens)
{
    paintBox(painter, rect, radius, Qt::transparent, tokens.accent, 2);
}

void paintDisc(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& border)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(border, 1.5));
    painter.setBrush(fill);
    painter.drawEllipse(rect.adjusted(0.75, 0.75, -0.75, -0.75));
}

QFont monoFont(int designPx)
{
    static const QString family = monoFamily();
    QFont font(family);
    font.setPixelSize(px(designPx));
    return font;
}

QFont textFont(int designPx, int weight)
{
    QFont font = QApplication::font();
    font.setPixelSize(px(designPx));
    font.setWeight(static_cast<QFont::Weight>(weight));
    return font;
}

} // namespace keyrite::ui
