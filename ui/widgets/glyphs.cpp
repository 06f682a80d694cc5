#include "ui/widgets/glyphs.h"

#include <array>

namespace keyrite::ui {

namespace {

constexpr int kLetters = 26;

// One text a letter, made once: what painting leaves behind is the alphabet.
const std::array<QString, kLetters>& alphabet()
{
    static const std::array<QString, kLetters> letters = [] {
        std::array<QString, kLetters> made;
        for (int i = 0; i < kLetters; ++i)
            made[static_cast<std::size_t>(i)] = QString(QChar(u'a' + i));
        return made;
    }();
    return letters;
}

} // namespace

QPointF paintLetters(QPainter& painter, QPointF baseline, std::string_view letters)
{
    const QFontMetricsF metrics(painter.font());
    for (const char letter : letters) {
        if (letter < 'a' || letter > 'z')
            continue;
        const QString& text = alphabet()[static_cast<std::size_t>(letter - 'a')];
        painter.drawText(baseline, text);
        baseline.rx() += metrics.horizontalAdvance(text);
    }
    return baseline;
}

void paintCoveredWord(QPainter& painter, QPointF baseline)
{
    constexpr int kDots = 6;
    const QFontMetricsF metrics(painter.font());
    const double radius = metrics.xHeight() / 4;
    const double pitch = metrics.averageCharWidth();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(painter.pen().color());
    painter.setPen(Qt::NoPen);
    for (int dot = 0; dot < kDots; ++dot)
        painter.drawEllipse(baseline + QPointF((dot + 0.5) * pitch, -metrics.xHeight() / 2), radius, radius);
    painter.restore();
}

} // namespace keyrite::ui
