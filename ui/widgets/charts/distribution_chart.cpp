#include "ui/widgets/charts/distribution_chart.h"

#include "ui/tokens.h"
#include "ui/widgets/painting.h"

#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

constexpr int kBins = 50;

struct Axes
{
    Axis x;
    Axis y;
};

Axes axesOf(const LossDistribution& distribution)
{
    double most = 1;
    for (const LossBin& bin : distribution.bins)
        most = std::max<double>(most, bin.count);
    Axes axes{{Scale::Linear, 0, 1, DistributionChart::tr("Loss →"), amountText},
              {Scale::Log, 0.5, most * 1.6, DistributionChart::tr("↑ Number of starts (logarithmic)"),
               [](double value) { return QString::number(value, 'g', 6); }}};
    if (!distribution.bins.empty()) {
        axes.x.low = distribution.bins.front().from;
        axes.x.high = distribution.bins.back().to;
    }
    return axes;
}

} // namespace

std::vector<LossBin> binsOf(const std::vector<double>& losses)
{
    if (losses.empty())
        return {};
    const auto [least, most] = std::ranges::minmax_element(losses);
    const Axis range{Scale::Linear, *least, std::max(*most, *least + 1e-9)};
    const std::vector<double> ticks = range.ticks(kBins);
    const double width = ticks.size() > 1 ? ticks[1] - ticks[0] : *most - *least + 1;
    const double from = std::floor(*least / width) * width;
    std::vector<LossBin> bins(static_cast<std::size_t>((*most - from) / width) + 1);
    for (std::size_t i = 0; i < bins.size(); ++i)
        bins[i] = {from + static_cast<double>(i) * width, from + static_cast<double>(i + 1) * width, 0};
    for (const double loss : losses)
        ++bins[std::min(bins.size() - 1, static_cast<std::size_t>((loss - from) / width))].count;
    return bins;
}

DistributionChart::DistributionChart(QWidget* parent) : QWidget(parent)
{
    setMinimumHeight(px(180));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Distribution of the losses"));
}

QSize DistributionChart::sizeHint() const
{
    return {px(640), px(240)};
}

void DistributionChart::setDistribution(LossDistribution distribution)
{
    m_distribution = std::move(distribution);
    QStringList spoken;
    for (const LossLevel& level : m_distribution.levels)
        spoken << level.name + u' ' + amountText(level.loss);
    setAccessibleDescription(spoken.join(u", "_s));
    update();
}

void DistributionChart::paint(QPainter& painter, const QRectF& rect, const LossDistribution& distribution,
                              const Tokens& tokens)
{
    const Axes axes = axesOf(distribution);
    const QRectF area = paintAxes(painter, rect, axes.x, axes.y, tokens);
    for (const LossBin& bin : distribution.bins)
        if (bin.count > 0) {
            const QPointF top = placeAt(area, axes.x, axes.y, bin.from, bin.count);
            const double right = placeAt(area, axes.x, axes.y, bin.to, bin.count).x();
            painter.fillRect(
                QRectF(top.x() + 0.5, top.y(), std::max(1.0, right - top.x() - 1), area.bottom() - top.y()),
                tokens.accent);
        }
    painter.setFont(textFont(12, QFont::DemiBold));
    const QFontMetricsF metrics(painter.font());
    double y = area.top() + 2;
    for (const LossLevel& level : distribution.levels) {
        const double x = placeAt(area, axes.x, axes.y, level.loss, 1).x();
        painter.setPen(QPen(tokens.bad, 1.5, Qt::DashLine));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.setPen(tokens.bad);
        painter.drawText(QRectF(x + 4, y, 300, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         level.name + u' ' + amountText(level.loss));
        y += metrics.height() + 2;
    }
}

void DistributionChart::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    paint(painter, QRectF(rect()).adjusted(2, 2, -2, -2), m_distribution, currentTokens());
}

bool DistributionChart::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || m_distribution.bins.empty())
        return QWidget::event(event);
    QPixmap nothing(1, 1);
    QPainter painter(&nothing);
    const Axes axes = axesOf(m_distribution);
    const QRectF area =
        paintAxes(painter, QRectF(rect()).adjusted(2, 2, -2, -2), axes.x, axes.y, currentTokens());
    const auto* help = static_cast<QHelpEvent*>(event);
    const double loss =
        axes.x.low + (help->pos().x() - area.left()) / area.width() * (axes.x.high - axes.x.low);
    for (const LossBin& bin : m_distribution.bins)
        if (loss >= bin.from && loss < bin.to)
            QToolTip::showText(help->globalPos(),
                               tr("%n start(s) from %1 to %2", nullptr, bin.count)
                                   .arg(amountText(bin.from), amountText(bin.to)),
                               this);
    return true;
}

} // namespace keyrite::ui
