#include "ui/widgets/word_grid.h"

#include "core/slip39/words.h"
#include "ui/tokens.h"
#include "ui/widgets/glyphs.h"
#include "ui/widgets/painting.h"

namespace keyrite::ui {

namespace {

constexpr int kGapPx = 6;
constexpr int kCellHeightPx = 32;
constexpr int kNumberPx = 30;
constexpr int kWordFontPx = 16;

} // namespace

int WordGrid::columnsFor(int width)
{
    constexpr int kFiveFromPx = 780;
    constexpr int kFourFromPx = 620;
    if (width >= px(kFiveFromPx))
        return 5;
    return width >= px(kFourFromPx) ? 4 : 3;
}

int WordGrid::height() const
{
    const int columns = columnsFor(m_width);
    const int rows = (m_words + columns - 1) / columns;
    return rows * px(kCellHeightPx) + std::max(0, rows - 1) * px(kGapPx);
}

QRect WordGrid::cell(int index) const
{
    const int columns = columnsFor(m_width);
    const int gap = px(kGapPx);
    const int column = index % columns;
    const int left = column * (m_width + gap) / columns;
    const int right = (column + 1) * (m_width + gap) / columns - gap;
    return {left, (index / columns) * (px(kCellHeightPx) + gap), right - left, px(kCellHeightPx)};
}

QPointF WordGrid::baseline(int index) const
{
    const QRect rect = cell(index);
    const QFontMetricsF metrics(monoFont(kWordFontPx));
    return {static_cast<double>(rect.left() + px(kNumberPx + 12)),
            rect.center().y() + 1 + metrics.capHeight() / 2};
}

void WordGrid::paintCell(QPainter& painter, int index, CellMark mark, const Tokens& tokens) const
{
    const QRect rect = cell(index);
    const QColor border = mark == CellMark::Wrong  ? tokens.bad
                          : mark == CellMark::Here ? tokens.accent
                                                   : tokens.line;
    const QColor ground = mark == CellMark::Wrong ? tokens.badSoft : tokens.surface;
    paintBox(painter, rect, px(5), ground, border, mark == CellMark::None ? 1 : 2);
    painter.setFont(monoFont(12));
    painter.setPen(mark == CellMark::Wrong ? tokens.bad : tokens.faint);
    painter.drawText(QRect(rect.left(), rect.top(), px(kNumberPx), rect.height()),
                     Qt::AlignVCenter | Qt::AlignRight, QString::number(index + 1));
    if (mark == CellMark::Wrong)
        painter.drawText(rect.adjusted(0, 0, -px(8), 0), Qt::AlignVCenter | Qt::AlignRight,
                         QStringLiteral("?"));
}

void WordGrid::paintWord(QPainter& painter, QPointF baseline, std::string_view word,
                         const Tokens& tokens) const
{
    painter.setFont(monoFont(kWordFontPx));
    painter.setPen(tokens.text);
    if (word.empty())
        paintCoveredWord(painter, baseline);
    else
        paintLetters(painter, baseline, word);
}

void WordGrid::paintTyping(QPainter& painter, QPointF baseline, std::string_view prefix,
                           std::optional<std::uint16_t> candidate, const Tokens& tokens) const
{
    painter.setFont(monoFont(kWordFontPx));
    painter.setPen(tokens.text);
    const QPointF next = paintLetters(painter, baseline, prefix);
    paintCaret(painter, next, tokens);
    if (!candidate)
        return;
    painter.setFont(monoFont(kWordFontPx));
    painter.setPen(tokens.faint);
    paintLetters(painter, next, slip39::word(*candidate).substr(prefix.size()));
}

void WordGrid::paintCaret(QPainter& painter, QPointF baseline, const Tokens& tokens) const
{
    const double height = px(18);
    painter.fillRect(QRectF(baseline.x(), baseline.y() - height + px(3), 1.5, height), tokens.accent);
}

} // namespace keyrite::ui
