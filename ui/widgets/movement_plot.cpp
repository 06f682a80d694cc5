#include "ui/widgets/movement_plot.h"

#include "ui/tokens.h"
#include "ui/widgets/painting.h"

#include <algorithm>
#include <cmath>

namespace keyrite::ui {

namespace {

constexpr int kHeightPx = 220;
constexpr int kLeftPx = 56;
constexpr int kBottomPx = 48;

// A round step that divides `highest` into at most six.
double stepFor(double highest)
{
    for (const double step : {1., 2., 4., 6., 12., 24., 48., 96.})
        if (highest / step <= 6)
            return step;
    return std::ceil(highest / 6);
}

} // namespace

bool MovementPicture::hasPoints() const
{
    const auto known = [](const PlotPoint& point) { return point.hours.has_value(); };
    return std::ranges::any_of(announced, known) || std::ranges::any_of(unannounced, known);
}

MovementPlot::MovementPlot(MovementPicture picture, const QString& sentence, QWidget* parent)
    : QWidget(parent), m_picture(std::move(picture))
{
    setAccessibleName(sentence);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize MovementPlot::sizeHint() const
{
    return {px(480), px(kHeightPx)};
}

double MovementPlot::highest() const
{
    double highest = m_picture.limitHours.value_or(1);
    for (const auto* line : {&m_picture.announced, &m_picture.unannounced})
        for (const PlotPoint& point : *line)
            highest = std::max(highest, point.hours.value_or(0));
    return highest * 1.05;
}

void MovementPlot::paintLine(QPainter& painter, const QRectF& area, const std::vector<PlotPoint>& points,
                             bool announced) const
{
    const Tokens& tokens = currentTokens();
    const QColor colour = announced ? tokens.accent : tokens.drill;
    const std::size_t most =
        std::max({m_picture.announced.size(), m_picture.unannounced.size(), std::size_t{2}});
    std::optional<QPointF> last;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!points[i].hours) {
            last.reset();
            continue;
        }
        const QPointF at(area.left() + area.width() * static_cast<double>(i) / static_cast<double>(most - 1),
                         area.bottom() - area.height() * *points[i].hours / highest());
        painter.setPen(QPen(colour, px(2), announced ? Qt::SolidLine : Qt::DashLine));
        if (last)
            painter.drawLine(*last, at);
        painter.setBrush(colour);
        const QRectF mark(at.x() - px(4), at.y() - px(4), px(8), px(8));
        painter.setPen(Qt::NoPen);
        announced ? painter.drawEllipse(mark) : painter.drawRect(mark);
        last = at;
    }
}

void MovementPlot::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& tokens = currentTokens();
    const QRectF area(px(kLeftPx), px(12), width() - px(kLeftPx + 16), height() - px(kBottomPx + 12));
    const auto yOf = [&](double hours) { return area.bottom() - area.height() * hours / highest(); };
    painter.setFont(textFont(12, QFont::Normal));
    const double step = stepFor(highest());
    for (double hours = 0; hours <= highest(); hours += step) {
        painter.setPen(tokens.line);
        painter.drawLine(QPointF(area.left(), yOf(hours)), QPointF(area.right(), yOf(hours)));
        painter.setPen(tokens.muted);
        painter.drawText(QRectF(0, yOf(hours) - px(9), px(kLeftPx - 8), px(18)),
                         Qt::AlignRight | Qt::AlignVCenter, tr("%1 h").arg(hours));
    }
    if (m_picture.limitHours) {
        painter.setPen(QPen(tokens.bad, px(2), Qt::DotLine));
        painter.drawLine(QPointF(area.left(), yOf(*m_picture.limitHours)),
                         QPointF(area.right(), yOf(*m_picture.limitHours)));
    }
    paintLine(painter, area, m_picture.announced, true);
    paintLine(painter, area, m_picture.unannounced, false);
    painter.setPen(tokens.muted);
    painter.setFont(textFont(12, QFont::Normal));
    QString key = tr("● announced   ■ unannounced, from before any drill to the last one");
    if (m_picture.limitHours)
        key += tr("   ··· longest outage that the keys allow");
    painter.drawText(QRectF(area.left(), area.bottom() + px(14), area.width(), px(30)),
                     Qt::AlignLeft | Qt::AlignTop, key);
}

} // namespace keyrite::ui
