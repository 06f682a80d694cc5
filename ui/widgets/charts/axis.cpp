#include "ui/widgets/charts/axis.h"

#include "ui/tokens.h"
#include "ui/widgets/painting.h"

#include <algorithm>
#include <cmath>

namespace keyrite::ui {
namespace {

constexpr int kTickPx = 12;
constexpr double kSmallestLog = 1e-12;

std::vector<double> linearTicks(double low, double high, int wanted)
{
    const double rough = std::max(high - low, 1e-300) / std::max(wanted, 1);
    const double power = std::pow(10, std::floor(std::log10(rough)));
    double step = power;
    for (const double factor : {1.0, 2.0, 5.0, 10.0})
        if (power * factor >= rough) {
            step = power * factor;
            break;
        }
    std::vector<double> ticks;
    for (double n = std::ceil(low / step - 1e-9); n * step <= high + step * 1e-9; n += 1)
        ticks.push_back(n * step);
    return ticks;
}

std::vector<double> logTicks(double low, double high, int wanted)
{
    std::vector<double> ticks;
    const bool few = std::log10(high / low) < wanted / 2.0;
    const int last = static_cast<int>(std::floor(std::log10(high)));
    for (int decade = static_cast<int>(std::floor(std::log10(low))); decade <= last; ++decade)
        for (const double factor : {1.0, 2.0, 5.0})
            if (const double tick = std::pow(10, decade) * factor;
                (factor == 1.0 || few) && tick >= low * 0.999 && tick <= high * 1.001)
                ticks.push_back(tick);
    return ticks;
}

} // namespace

double Axis::place(double value) const
{
    if (scale == Scale::Log)
        return std::log(std::max(value, kSmallestLog) / low) / std::log(high / low);
    return (value - low) / (high - low);
}

std::vector<double> Axis::ticks(int wanted) const
{
    return scale == Scale::Log ? logTicks(low, high, wanted) : linearTicks(low, high, wanted);
}

Axis Axis::around(Scale scale, const std::vector<double>& values)
{
    double low = 0;
    double high = 0;
    bool any = false;
    for (const double value : values) {
        if (!std::isfinite(value) || (scale == Scale::Log && value <= 0))
            continue;
        low = any ? std::min(low, value) : value;
        high = any ? std::max(high, value) : value;
        any = true;
    }
    if (scale == Scale::Log)
        return any ? Axis{scale, low / 1.3, high * 1.3} : Axis{scale, 1, 10};
    return {scale, std::min(low, 0.0), high > 0 ? high * 1.08 : 1};
}

QRectF paintAxes(QPainter& painter, const QRectF& rect, const Axis& x, const Axis& y, const Tokens& tokens)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(kTickPx, QFont::Normal));
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height();
    double labelWidth = 0;
    const std::vector<double> yTicks = y.ticks(static_cast<int>(rect.height() / (3 * line)));
    for (const double tick : yTicks)
        labelWidth = std::max(labelWidth, metrics.horizontalAdvance(y.label(tick)));
    const QRectF area = rect.adjusted(labelWidth + 10, 1.6 * line, -12, -(2 * line + 14));
    painter.setPen(tokens.muted);
    painter.drawText(QRectF(rect.left(), rect.top(), rect.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     y.title);
    painter.drawText(QRectF(area.left(), rect.bottom() - line, area.width(), line),
                     Qt::AlignRight | Qt::AlignVCenter, x.title);
    for (const double tick : yTicks) {
        const double at = area.bottom() - y.place(tick) * area.height();
        painter.setPen(QPen(tokens.line, 1));
        painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at));
        painter.setPen(tokens.muted);
        painter.drawText(QRectF(rect.left(), at - line / 2, labelWidth, line),
                         Qt::AlignRight | Qt::AlignVCenter, y.label(tick));
    }
    double taken = rect.left() - 1e9;
    for (const double tick : x.ticks(static_cast<int>(area.width() / (6 * line)))) {
        const double at = area.left() + x.place(tick) * area.width();
        const double half = metrics.horizontalAdvance(x.label(tick)) / 2;
        painter.setPen(QPen(tokens.line, 1));
        painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()));
        if (at - half < taken)
            continue;
        taken = at + half + 8;
        painter.setPen(tokens.muted);
        painter.drawText(QRectF(at - half - 2, area.bottom() + 6, 2 * half + 4, line), Qt::AlignCenter,
                         x.label(tick));
    }
    painter.setPen(QPen(tokens.lineStrong, 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    painter.drawLine(area.topLeft(), area.bottomLeft());
    return area;
}

QPointF placeAt(const QRectF& area, const Axis& x, const Axis& y, double xValue, double yValue)
{
    return {area.left() + x.place(xValue) * area.width(), area.bottom() - y.place(yValue) * area.height()};
}

} // namespace keyrite::ui
