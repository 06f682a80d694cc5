#include "ui/widgets/charts/loss_chart.h"

#include "ui/tokens.h"
#include "ui/widgets/painting.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

constexpr int kLabelPx = 12;

Axis lossAxis(const LossCurve& curve)
{
    // Gains are not drawn: the question is what it cost.
    std::vector<double> values{0};
    for (const LossPoint& point : curve.points)
        values.push_back(std::max(0.0, point.loss));
    for (const LossLevel& level : curve.levels)
        values.push_back(level.loss);
    Axis axis = Axis::around(Scale::Linear, values);
    axis.title = LossChart::tr("↑ Loss of an outage that began on a day");
    axis.label = amountText;
    return axis;
}

QString yearLabel(double year)
{
    static const std::array<const char*, 12> kMonths{QT_TRANSLATE_NOOP("keyrite::ui::LossChart", "Jan"),
                                                     "Feb",
                                                     "Mar",
                                                     "Apr",
                                                     "May",
                                                     "Jun",
                                                     "Jul",
                                                     "Aug",
                                                     "Sep",
                                                     "Oct",
                                                     "Nov",
                                                     "Dec"};
    const double whole = std::floor(year + 1e-6);
    const int month = std::clamp(static_cast<int>(std::lround((year - whole) * 12)), 0, 11);
    return month == 0 ? QString::number(static_cast<int>(whole))
                      : LossChart::tr(kMonths[static_cast<std::size_t>(month)]) + u' ' +
                            QString::number(static_cast<int>(whole));
}

Axis timeAxis(const LossCurve& curve)
{
    Axis axis{Scale::Linear, 0, 1, LossChart::tr("Began →"), yearLabel};
    if (!curve.points.empty()) {
        axis.low = curve.points.front().year;
        axis.high = std::max(curve.points.back().year, axis.low + 1e-6);
    }
    return axis;
}

// The index of the worst point of each pixel column.
std::vector<int> worstByColumn(const LossCurve& curve, const Axis& x, double width)
{
    std::vector<int> worst;
    int column = -1;
    for (std::size_t i = 0; i < curve.points.size(); ++i) {
        const int at = static_cast<int>(x.place(curve.points[i].year) * width);
        if (at != column)
            worst.push_back(static_cast<int>(i));
        else if (curve.points[i].loss > curve.points[static_cast<std::size_t>(worst.back())].loss)
            worst.back() = static_cast<int>(i);
        column = at;
    }
    return worst;
}

double bandLeft(const QRectF& area, const Axis& x, double year)
{
    return area.left() + std::clamp(x.place(year), 0.0, 1.0) * area.width();
}

void paintBands(QPainter& painter, const QRectF& area, const Axis& x, const LossCurve& curve,
                const Tokens& tokens)
{
    for (const LossBand& band : curve.bands) {
        const double left = bandLeft(area, x, band.from);
        const double right = bandLeft(area, x, band.to);
        painter.fillRect(QRectF(left - 1, area.top(), std::max(3.0, right - left + 2), area.height()),
                         tokens.warnSoft);
        painter.setPen(QPen(tokens.warn, 1));
        painter.drawLine(QPointF(left, area.top()), QPointF(left, area.bottom()));
    }
}

// Each name on one of a few heights, so that neighbours do not cover one another.
void paintBandNames(QPainter& painter, const QRectF& area, const Axis& x, const LossCurve& curve,
                    const Tokens& tokens)
{
    painter.setFont(textFont(kLabelPx, QFont::DemiBold));
    const QFontMetricsF metrics(painter.font());
    std::array<double, 6> taken{};
    taken.fill(area.left());
    for (const LossBand& band : curve.bands) {
        const double wide = metrics.horizontalAdvance(band.name) + 8;
        const double from =
            std::max(area.left(), std::min(bandLeft(area, x, band.from) + 3, area.right() - wide));
        const auto row = std::ranges::find_if(taken, [&](double end) { return end <= from; });
        if (row == taken.end())
            continue; // its readout still tells it
        *row = from + wide + 4;
        const QRectF box(from, area.top() + static_cast<double>(row - taken.begin()) * (metrics.height() + 4),
                         wide, metrics.height() + 2);
        paintBox(painter, box, 3, tokens.warnSoft, tokens.warn, 1);
        painter.setPen(tokens.warn);
        painter.drawText(box, Qt::AlignCenter, band.name);
    }
}

void paintLevels(QPainter& painter, const QRectF& area, const Axis& y, const LossCurve& curve,
                 const Tokens& tokens)
{
    painter.setFont(textFont(kLabelPx, QFont::DemiBold));
    const QFontMetricsF metrics(painter.font());
    const auto heightOf = [&](const LossLevel& level) {
        return area.bottom() - y.place(level.loss) * area.height();
    };
    painter.setPen(QPen(tokens.bad, 1.5, Qt::DashLine));
    for (const LossLevel& level : curve.levels)
        painter.drawLine(QPointF(area.left(), heightOf(level)), QPointF(area.right(), heightOf(level)));
    // Names after all lines, so that none is struck through; each above the one before.
    double lowest = area.bottom() + metrics.height();
    for (const LossLevel& level : curve.levels) {
        const double at = heightOf(level);
        const QString text = level.name + u' ' + amountText(level.loss);
        const double top = std::min(at - metrics.height() - 3, lowest - 2 * metrics.height() - 4);
        lowest = top + metrics.height();
        const QRectF box(area.left() + 4, top, metrics.horizontalAdvance(text) + 8, metrics.height() + 2);
        paintBox(painter, box, 3, tokens.surface, tokens.line, 1);
        painter.setPen(tokens.bad);
        painter.drawText(box, Qt::AlignCenter, text);
    }
}

void paintLosses(QPainter& painter, const QRectF& area, const Axis& x, const Axis& y, const LossCurve& curve,
                 const Tokens& tokens)
{
    painter.setPen(QPen(tokens.accent, 1.2));
    const QPointF zero = placeAt(area, x, y, x.low, 0);
    QPolygonF line;
    for (const int index : worstByColumn(curve, x, area.width())) {
        const LossPoint& point = curve.points[static_cast<std::size_t>(index)];
        const QPointF at = placeAt(area, x, y, point.year, std::max(0.0, point.loss));
        painter.drawLine(QPointF(at.x(), zero.y()), at);
        line << at;
    }
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
}

struct Laid
{
    Axis x;
    Axis y;
    QRectF area;
};

Laid paintAll(QPainter& painter, const QRectF& rect, const LossCurve& curve, const Tokens& tokens)
{
    Laid laid{timeAxis(curve), lossAxis(curve), {}};
    laid.area = paintAxes(painter, rect, laid.x, laid.y, tokens);
    paintBands(painter, laid.area, laid.x, curve, tokens);
    paintLosses(painter, laid.area, laid.x, laid.y, curve, tokens);
    paintLevels(painter, laid.area, laid.y, curve, tokens);
    paintBandNames(painter, laid.area, laid.x, curve, tokens);
    return laid;
}

} // namespace

QString amountText(double amount)
{
    const double size = std::fabs(amount);
    for (const auto& [unit, name] : {std::pair{1e9, " bn"}, std::pair{1e6, " M"}, std::pair{1e3, " k"}})
        if (size >= unit)
            return QString::number(amount / unit, 'g', size / unit >= 1000 ? 6 : 3) + QLatin1String(name);
    return QString::number(amount, 'g', 3);
}

LossChart::LossChart(QWidget* parent) : QWidget(parent)
{
    setMinimumHeight(px(220));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Loss by the day the outage began"));
}

QSize LossChart::sizeHint() const
{
    return {px(640), px(320)};
}

void LossChart::setCurve(LossCurve curve)
{
    m_curve = std::move(curve);
    m_current = -1;
    setAccessibleDescription(
        tr("%n start(s). The arrow keys read them out.", nullptr, static_cast<int>(m_curve.points.size())));
    update();
}

void LossChart::setCurrent(int point)
{
    const int last = static_cast<int>(m_curve.points.size()) - 1;
    m_current = std::clamp(point, -1, last);
    setAccessibleDescription(readout());
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    Q_EMIT currentChanged(m_current);
    update();
}

QString LossChart::readout() const
{
    if (m_current < 0)
        return tr("Point at a day, or use the arrow keys; W is the worst.");
    const auto index = static_cast<std::size_t>(m_current);
    const LossPoint& point = m_curve.points[index];
    QString text =
        tr("An outage that began on %1 would have cost %2").arg(m_curve.dates[index], amountText(point.loss));
    for (const LossBand& band : m_curve.bands)
        if (point.year >= band.from && point.year <= band.to)
            text += u", "_s + band.name;
    return text;
}

QRectF LossChart::frame() const
{
    return QRectF(rect()).adjusted(2, 2, -2, -px(26));
}

std::vector<int> LossChart::worstOfEachPixel() const
{
    return worstByColumn(m_curve, timeAxis(m_curve), frame().width());
}

void LossChart::step(int by)
{
    const std::vector<int> worst = worstOfEachPixel();
    if (worst.empty())
        return;
    const auto at = std::ranges::lower_bound(worst, m_current);
    const auto next = static_cast<std::ptrdiff_t>(at - worst.begin()) + (m_current < 0 ? 0 : by);
    setCurrent(worst[static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(next, 0, static_cast<std::ptrdiff_t>(worst.size()) - 1))]);
}

void LossChart::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Tokens& tokens = currentTokens();
    const Laid laid = paintAll(painter, frame(), m_curve, tokens);
    if (m_current >= 0) {
        const LossPoint& point = m_curve.points[static_cast<std::size_t>(m_current)];
        const QPointF at = placeAt(laid.area, laid.x, laid.y, point.year, std::max(0.0, point.loss));
        painter.setPen(QPen(tokens.text, 1, Qt::DotLine));
        painter.drawLine(QPointF(at.x(), laid.area.top()), QPointF(at.x(), laid.area.bottom()));
        painter.setPen(QPen(tokens.surface, 2));
        painter.setBrush(tokens.text);
        painter.drawEllipse(at, px(5), px(5));
    }
    painter.setFont(textFont(13, QFont::Normal));
    painter.setPen(m_current < 0 ? tokens.muted : tokens.text);
    painter.drawText(QRectF(0, height() - px(22), width(), px(20)), Qt::AlignLeft | Qt::AlignVCenter,
                     readout());
    if (hasFocus())
        paintFocusRing(painter, QRectF(rect()).adjusted(1, 1, -1, -1), px(6), tokens);
}

void LossChart::mouseMoveEvent(QMouseEvent* event)
{
    if (m_curve.points.empty())
        return;
    // The same layout as it is painted with; nothing is drawn here.
    QPixmap nothing(1, 1);
    QPainter painter(&nothing);
    const Axis x = timeAxis(m_curve);
    const QRectF area = paintAxes(painter, frame(), x, lossAxis(m_curve), currentTokens());
    const std::vector<int> worst = worstByColumn(m_curve, x, area.width());
    const double pointed = x.low + (event->position().x() - area.left()) / area.width() * (x.high - x.low);
    const auto nearest = std::ranges::min_element(worst, {}, [&](int index) {
        return std::fabs(m_curve.points[static_cast<std::size_t>(index)].year - pointed);
    });
    if (*nearest != m_current)
        setCurrent(*nearest);
}

void LossChart::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return step(-1);
    case Qt::Key_Right:
        return step(1);
    case Qt::Key_Home:
        return setCurrent(0);
    case Qt::Key_End:
        return setCurrent(static_cast<int>(m_curve.points.size()) - 1);
    case Qt::Key_W:
        return setCurrent(static_cast<int>(std::ranges::max_element(m_curve.points, {}, &LossPoint::loss) -
                                           m_curve.points.begin()));
    default:
        QWidget::keyPressEvent(event);
    }
}

void LossChart::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void LossChart::paint(QPainter& painter, const QRectF& rect, const LossCurve& curve, const Tokens& tokens)
{
    paintAll(painter, rect, curve, tokens);
}

} // namespace keyrite::ui
