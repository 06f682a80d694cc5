#include "ui/widgets/charts/pareto_chart.h"

#include "core/plan/sentences.h"
#include "ui/tokens.h"
#include "ui/widgets/charts/axis.h"
#include "ui/widgets/painting.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace keyrite::ui {
namespace {

constexpr double kSmallestPx = 5;
constexpr double kLargestPx = 15;
constexpr double kNearPx = 24;

QString money(double amount)
{
    return QString::fromStdString(plan::moneyText(amount));
}

struct Axes
{
    Axis cost;
    Axis loss;
    double lowHours = 1;
    double highHours = 1;
    double lowCompromise = 0; // log10
    double highCompromise = 0;
};

Axes axesOf(const std::vector<ParetoPoint>& points)
{
    std::vector<double> costs;
    std::vector<double> losses;
    Axes axes;
    bool first = true;
    for (const ParetoPoint& point : points) {
        costs.push_back(point.cost);
        losses.push_back(point.loss);
        const double hours = std::isfinite(point.hours) ? std::max(point.hours, 0.1) : 1000;
        const double compromise = std::log10(std::max(point.compromise, 1e-15));
        axes.lowHours = first ? hours : std::min(axes.lowHours, hours);
        axes.highHours = first ? hours : std::max(axes.highHours, hours);
        axes.lowCompromise = first ? compromise : std::min(axes.lowCompromise, compromise);
        axes.highCompromise = first ? compromise : std::max(axes.highCompromise, compromise);
        first = false;
    }
    axes.cost = Axis::around(Scale::Linear, costs);
    axes.loss = Axis::around(Scale::Log, losses);
    if (!costs.empty()) {
        const auto [low, high] = std::ranges::minmax(costs);
        const double air = std::max((high - low) * 0.06, high * 0.02);
        axes.cost.low = std::max(0.0, low - air);
        axes.cost.high = high + air;
    }
    axes.cost.title = ParetoChart::tr("Cost a year →");
    axes.loss.title = ParetoChart::tr("↑ Expected loss a year");
    axes.cost.label = money;
    axes.loss.label = money;
    return axes;
}

double radiusOf(const Axes& axes, double hours)
{
    if (axes.highHours <= axes.lowHours)
        return (kSmallestPx + kLargestPx) / 2;
    const double h = std::isfinite(hours) ? std::max(hours, 0.1) : 1000;
    const double part = std::log(h / axes.lowHours) / std::log(axes.highHours / axes.lowHours);
    return kSmallestPx + (kLargestPx - kSmallestPx) * part;
}

// From good (rare) over warn to bad (likely).
QColor colourOf(const Axes& axes, double compromise, const Tokens& tokens)
{
    const double span = axes.highCompromise - axes.lowCompromise;
    const double part = span > 0 ? (std::log10(std::max(compromise, 1e-15)) - axes.lowCompromise) / span : 0;
    const auto mix = [](const QColor& a, const QColor& b, double t) {
        return QColor::fromRgbF(static_cast<float>(a.redF() * (1 - t) + b.redF() * t),
                                static_cast<float>(a.greenF() * (1 - t) + b.greenF() * t),
                                static_cast<float>(a.blueF() * (1 - t) + b.blueF() * t));
    };
    return part < 0.5 ? mix(tokens.good, tokens.warn, part * 2) : mix(tokens.warn, tokens.bad, part * 2 - 1);
}

QRectF dataArea(const QRectF& rect, const Axes& axes)
{
    QPixmap nowhere(1, 1);
    QPainter painter(&nowhere);
    return paintAxes(painter, rect, axes.cost, axes.loss, currentTokens());
}

void paintSign(QPainter& painter, const QPointF& at, double radius, const QString& sign, const QRectF& area,
               const Tokens& tokens)
{
    painter.setFont(textFont(12, QFont::DemiBold));
    const QFontMetricsF metrics(painter.font());
    QRectF box(at.x() + radius + 5, at.y() - metrics.height() / 2 - 1, metrics.horizontalAdvance(sign) + 12,
               metrics.height() + 2);
    if (box.right() > area.right())
        box.moveRight(at.x() - radius - 5);
    paintBox(painter, box, 4, tokens.surface, tokens.lineStrong, 1);
    painter.setPen(tokens.text);
    painter.drawText(box, Qt::AlignCenter, sign);
}

} // namespace

ParetoChart::ParetoChart(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumHeight(px(220));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Designs by cost and expected loss"));
}

QSize ParetoChart::sizeHint() const
{
    return {px(640), px(320)};
}

void ParetoChart::setPoints(std::vector<ParetoPoint> points)
{
    m_points = std::move(points);
    m_selected = -1;
    setAccessibleDescription({});
    update();
}

void ParetoChart::select(int id)
{
    const auto found = std::ranges::find(m_points, id, &ParetoPoint::id);
    m_selected = found == m_points.end() ? -1 : static_cast<int>(found - m_points.begin());
    setAccessibleDescription(m_selected < 0 ? QString() : found->sentence);
    update();
}

void ParetoChart::choose(int index)
{
    if (index < 0 || index >= static_cast<int>(m_points.size()) || index == m_selected)
        return;
    const ParetoPoint& point = m_points[static_cast<std::size_t>(index)];
    select(point.id);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    Q_EMIT selected(point.id);
}

int ParetoChart::nearest(const QPointF& at) const
{
    const Axes axes = axesOf(m_points);
    const QRectF area = dataArea(rect(), axes);
    int best = -1;
    double least = kNearPx;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const QPointF to = placeAt(area, axes.cost, axes.loss, m_points[i].cost, m_points[i].loss) - at;
        if (const double distance = std::hypot(to.x(), to.y()); distance < least) {
            least = distance;
            best = static_cast<int>(i);
        }
    }
    return best;
}

void ParetoChart::paint(QPainter& painter, const QRectF& rect, const std::vector<ParetoPoint>& points,
                        int selected, const Tokens& tokens)
{
    const Axes axes = axesOf(points);
    const QRectF area = paintAxes(painter, rect, axes.cost, axes.loss, tokens);
    const auto at = [&](const ParetoPoint& point) {
        return placeAt(area, axes.cost, axes.loss, point.cost, point.loss);
    };
    for (const ParetoPoint& point : points) {
        QColor fill = colourOf(axes, point.compromise, tokens);
        painter.setPen(QPen(fill.darker(130), 1));
        fill.setAlphaF(0.75F);
        painter.setBrush(fill);
        const double radius = radiusOf(axes, point.hours);
        painter.drawEllipse(at(point), radius, radius);
    }
    for (const ParetoPoint& point : points)
        if (!point.sign.isEmpty()) {
            const double radius = radiusOf(axes, point.hours);
            painter.setPen(QPen(tokens.text, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(at(point), radius + 1, radius + 1);
            paintSign(painter, at(point), radius, point.sign, area, tokens);
        }
    if (selected >= 0 && selected < static_cast<int>(points.size())) {
        const ParetoPoint& point = points[static_cast<std::size_t>(selected)];
        painter.setPen(QPen(tokens.accent, 3));
        painter.setBrush(Qt::NoBrush);
        const double radius = radiusOf(axes, point.hours) + 4;
        painter.drawEllipse(at(point), radius, radius);
    }
}

void ParetoChart::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    paint(painter, rect(), m_points, m_selected, currentTokens());
    if (hasFocus())
        paintFocusRing(painter, rect(), px(6), currentTokens());
}

void ParetoChart::mouseMoveEvent(QMouseEvent* event)
{
    const int index = nearest(event->position());
    if (index < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPosition().toPoint(),
                           m_points[static_cast<std::size_t>(index)].sentence, this);
}

void ParetoChart::mousePressEvent(QMouseEvent* event)
{
    choose(nearest(event->position()));
}

void ParetoChart::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_points.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down:
        return choose(std::min(m_selected + 1, last));
    case Qt::Key_Left:
    case Qt::Key_Up:
        return choose(std::max(m_selected - 1, 0));
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(last);
    default:
        QWidget::keyPressEvent(event);
    }
}

void ParetoChart::focusInEvent(QFocusEvent* event)
{
    if (m_selected < 0)
        choose(0);
    QWidget::focusInEvent(event);
}

} // namespace keyrite::ui
