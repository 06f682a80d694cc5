#include "ui/widgets/charts/bar_chart.h"

#include "ui/tokens.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <algorithm>

namespace keyrite::ui {
namespace {

constexpr int kRowPx = 38;         // two lines of a name
constexpr double kNamePart = 0.42; // of the width

struct Range
{
    double low;
    double high;
};

Range rangeOf(const BarChartData& data)
{
    Range range{data.base, data.base};
    for (const Bar& bar : data.bars) {
        range.low = std::min({range.low, bar.from, bar.to});
        range.high = std::max({range.high, bar.from, bar.to});
    }
    if (range.high <= range.low)
        range.high = range.low + 1;
    return range;
}

} // namespace

BarChart::BarChart(const QString& name, QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(name);
}

QSize BarChart::sizeHint() const
{
    return {px(640), px(kRowPx) * std::max<int>(1, static_cast<int>(m_data.bars.size()))};
}

void BarChart::setData(BarChartData bars)
{
    m_data = std::move(bars);
    QStringList sentences;
    for (const Bar& bar : m_data.bars)
        sentences << QStringList{bar.name, bar.fromText, bar.toText}.join(QStringLiteral(" "));
    setAccessibleDescription(sentences.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

void BarChart::paint(QPainter& painter, const QRectF& rect, const BarChartData& data, const Tokens& tokens)
{
    if (data.bars.empty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(13, QFont::Normal));
    const QFontMetricsF metrics(painter.font());
    double ends = 0;
    for (const Bar& bar : data.bars)
        ends =
            std::max({ends, metrics.horizontalAdvance(bar.fromText), metrics.horizontalAdvance(bar.toText)});
    const QRectF names(rect.left(), rect.top(), rect.width() * kNamePart, rect.height());
    const bool twoEnds =
        std::ranges::any_of(data.bars, [](const Bar& bar) { return !bar.fromText.isEmpty(); });
    const double left = names.right() + 12 + (twoEnds ? ends + 8 : 0);
    const double width = rect.right() - left - ends - 8;
    const Range range = rangeOf(data);
    const auto at = [&](double value) {
        return left + (value - range.low) / (range.high - range.low) * width;
    };
    const double row = rect.height() / static_cast<double>(data.bars.size());
    double top = rect.top();
    for (const Bar& bar : data.bars) {
        const double low = at(std::min(bar.from, bar.to));
        const double high = at(std::max(bar.from, bar.to));
        const QRectF box(low, top + row * 0.25, std::max(high - low, 1.5), row * 0.5);
        paintBox(painter, box, 2, tokens.accent, tokens.accent, 0);
        painter.setPen(tokens.text);
        painter.drawText(QRectF(names.left(), top, names.width(), row),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap,
                         metrics.elidedText(bar.name, Qt::ElideRight, 1.9 * names.width()));
        painter.setPen(tokens.muted);
        const QString& lowText = bar.from <= bar.to ? bar.fromText : bar.toText;
        const QString& highText = bar.from <= bar.to ? bar.toText : bar.fromText;
        painter.drawText(QRectF(box.left() - ends - 6, top, ends, row), Qt::AlignRight | Qt::AlignVCenter,
                         lowText);
        painter.drawText(QRectF(box.right() + 6, top, ends, row), Qt::AlignLeft | Qt::AlignVCenter, highText);
        top += row;
    }
    painter.setPen(QPen(tokens.lineStrong, 1));
    painter.drawLine(QPointF(at(data.base), rect.top()), QPointF(at(data.base), rect.bottom()));
}

void BarChart::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    paint(painter, rect(), m_data, currentTokens());
}

} // namespace keyrite::ui
