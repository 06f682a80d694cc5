#include "ui/widgets/charts/recovery_chart.h"

#include "core/plan/evaluation.h"
#include "core/plan/sentences.h"
#include "ui/tokens.h"
#include "ui/widgets/charts/axis.h"
#include "ui/widgets/painting.h"

#include <algorithm>

namespace keyrite::ui {
namespace {

QString percent(double probability)
{
    return QStringLiteral("%1 %").arg(100 * probability, 0, 'g', 4);
}

QString hoursLabel(double hours)
{
    return QString::fromStdString(plan::hoursText(hours));
}

Axis hoursAxis(const RecoveryCurve& curve)
{
    std::vector<double> values = curve.hours;
    for (const RecoveryCurve::Limit& limit : curve.limits)
        values.push_back(limit.hours);
    std::erase_if(values, [](double value) { return value <= 0; });
    Axis axis = Axis::around(Scale::Log, values);
    axis.high *= 1.3;
    axis.title = RecoveryChart::tr("Hours after the call →");
    axis.label = hoursLabel;
    return axis;
}

void paintCurve(QPainter& painter, const QRectF& area, const Axis& x, const Axis& y,
                const RecoveryCurve& curve)
{
    QPainterPath path(placeAt(area, x, y, x.low, 0));
    double before = 0;
    for (std::size_t i = 0; i < curve.hours.size(); ++i) {
        const double hours = std::max(curve.hours[i], x.low);
        path.lineTo(placeAt(area, x, y, hours, before));
        path.lineTo(placeAt(area, x, y, hours, curve.by[i]));
        before = curve.by[i];
    }
    path.lineTo(placeAt(area, x, y, x.high, before));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

// A line at each limit, its name and what is back by then written beside it, each on a height of its own.
void paintLimits(QPainter& painter, const QRectF& area, const Axis& x, const RecoveryCurve& curve,
                 const Tokens& tokens)
{
    painter.setFont(textFont(12, QFont::DemiBold));
    const QFontMetricsF metrics(painter.font());
    double top = area.top() + 4;
    for (const RecoveryCurve::Limit& limit : curve.limits) {
        const bool enough = limit.by >= plan::kRecoveryLevel;
        const double at = area.left() + x.place(limit.hours) * area.width();
        painter.setPen(QPen(enough ? tokens.good : tokens.bad, 2, Qt::DashLine));
        painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()));
        const QString text =
            QStringLiteral("%1 %2: %3")
                .arg(enough ? QStringLiteral("✓") : QStringLiteral("✗"),
                     metrics.elidedText(limit.position, Qt::ElideRight, area.width() / 3), percent(limit.by));
        QRectF box(at + 6, top, metrics.horizontalAdvance(text) + 10, metrics.height() + 2);
        if (box.right() > area.right())
            box.moveRight(at - 6);
        paintBox(painter, box, 3, tokens.surface, tokens.line, 1);
        painter.setPen(enough ? tokens.good : tokens.bad);
        painter.drawText(box, Qt::AlignCenter, text);
        top += box.height() + 4;
        if (top > area.bottom() - box.height())
            top = area.top() + 4;
    }
}

} // namespace

RecoveryChart::RecoveryChart(QWidget* parent) : QWidget(parent)
{
    setMinimumHeight(px(200));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Time to recover"));
}

QSize RecoveryChart::sizeHint() const
{
    return {px(640), px(280)};
}

void RecoveryChart::setCurve(RecoveryCurve curve)
{
    m_curve = std::move(curve);
    QStringList sentences;
    for (std::size_t i = 0; i < m_curve.hours.size(); ++i)
        sentences << tr("%1 by %2").arg(percent(m_curve.by[i]), hoursLabel(m_curve.hours[i]));
    for (const RecoveryCurve::Limit& limit : m_curve.limits)
        sentences << tr("%1 can bear %2: %3 by then")
                         .arg(limit.position, hoursLabel(limit.hours), percent(limit.by));
    setAccessibleDescription(sentences.join(QStringLiteral("; ")));
    update();
}

void RecoveryChart::paint(QPainter& painter, const QRectF& rect, const RecoveryCurve& curve,
                          const Tokens& tokens)
{
    const Axis x = hoursAxis(curve);
    Axis y{Scale::Linear, 0, 1.02, tr("↑ The key is back"), percent};
    const QRectF area = paintAxes(painter, rect, x, y, tokens);
    const double wanted = placeAt(area, x, y, x.low, plan::kRecoveryLevel).y();
    painter.setPen(QPen(tokens.warn, 1, Qt::DotLine));
    painter.drawLine(QPointF(area.left(), wanted), QPointF(area.right(), wanted));
    painter.setPen(QPen(tokens.accent, 2.5));
    paintCurve(painter, area, x, y, curve);
    paintLimits(painter, area, x, curve, tokens);
}

void RecoveryChart::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    paint(painter, rect(), m_curve, currentTokens());
}

} // namespace keyrite::ui
