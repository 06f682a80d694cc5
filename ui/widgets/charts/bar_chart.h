// BarChart: named bars one below the other, from a common base to the left or right: a tornado (from the
// present value to that of a halved and a doubled input), or shares of a whole. GUI thread only.
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace keyrite::ui {

struct Tokens;

struct Bar
{
    QString name = {};
    double from = 0;
    double to = 0;
    QString fromText = {}; // written at its ends; may be empty
    QString toText = {};
};

struct BarChartData
{
    std::vector<Bar> bars;
    double base = 0; // a line across all bars
};

class BarChart final : public QWidget
{
    Q_OBJECT

public:
    BarChart(const QString& name, QWidget* parent);
    void setData(BarChartData bars);
    QSize sizeHint() const override;

    // For paper, too.
    static void paint(QPainter& painter, const QRectF& rect, const BarChartData& data, const Tokens& tokens);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    BarChartData m_data;
};

} // namespace keyrite::ui
