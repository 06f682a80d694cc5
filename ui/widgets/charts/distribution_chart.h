// DistributionChart: how often outages cost how much: a histogram with the value at risk and the expected
// shortfall marked. Counts on a logarithmic axis, or crashes would not be seen. GUI thread only.
#pragma once

#include "ui/widgets/charts/loss_chart.h"

namespace keyrite::ui {

struct LossBin
{
    double from = 0;
    double to = 0;
    int count = 0;
};

struct LossDistribution
{
    std::vector<LossBin> bins = {};
    std::vector<LossLevel> levels = {};
};

// Some fifty bins of round width.
std::vector<LossBin> binsOf(const std::vector<double>& losses);

class DistributionChart final : public QWidget
{
    Q_OBJECT

public:
    explicit DistributionChart(QWidget* parent);
    void setDistribution(LossDistribution distribution);
    QSize sizeHint() const override;

    // For paper, too.
    static void paint(QPainter& painter, const QRectF& rect, const LossDistribution& distribution,
                      const Tokens& tokens);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    LossDistribution m_distribution;
};

} // namespace keyrite::ui
