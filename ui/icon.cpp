#include "ui/icon.h"

#include "ui/tokens.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

QColor tintColour(const Tokens& tokens, Tint tint)
{
    switch (tint) {
    case Tint::Text:
        return tokens.text;
    case Tint::Muted:
        return tokens.muted;
    case Tint::Accent:
        return tokens.accent;
    case Tint::OnAccent:
        return tokens.onAccent;
    case Tint::Good:
        return tokens.good;
    case Tint::OnGood:
        return tokens.onGood;
    case Tint::Bad:
        return tokens.bad;
    case Tint::Warn:
        return tokens.warn;
    }
    return tokens.text;
}

class TintedEngine final : public QIconEngine
{
public:
    TintedEngine(QString name, Tint tint) : m_name(std::move(name)), m_tint(tint) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const int side = std::min(rect.width(), rect.height());
        const QPixmap drawing =
            iconPixmap(m_name, colour(mode), side, painter->device()->devicePixelRatioF());
        // What points onward stands behind its words, all others before them.
        const bool behind = m_name == u"arrow-right"_s;
        painter->drawPixmap(behind ? rect.right() + 1 - side : rect.left(),
                            rect.top() + (rect.height() - side) / 2, drawing);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        // A size wider than high asks for air behind the drawing.
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, QIcon::Off);
        return pixmap;
    }

    QIconEngine* clone() const override { return new TintedEngine(*this); }

private:
    QColor colour(QIcon::Mode mode) const
    {
        const Tokens& tokens = currentTokens();
        return mode == QIcon::Disabled ? tokens.onDisabled : tintColour(tokens, m_tint);
    }

    QString m_name;
    Tint m_tint;
};

} // namespace

QIcon icon(const QString& name, Tint tint)
{
    return QIcon(new TintedEngine(name, tint));
}

QPixmap iconPixmap(const QString& name, const QColor& colour, int sizePx, double devicePixelRatio)
{
    const QString key = u"keyrite/%1/%2/%3/%4"_s.arg(name, colour.name()).arg(sizePx).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const int realPx = static_cast<int>(std::lround(sizePx * devicePixelRatio));
    pixmap = QPixmap(realPx, realPx);
    pixmap.fill(Qt::transparent);
    QSvgRenderer drawing(u":/icons/%1.svg"_s.arg(name));
    if (drawing.isValid()) {
        QPainter painter(&pixmap);
        drawing.render(&painter);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(pixmap.rect(), colour);
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace keyrite::ui
