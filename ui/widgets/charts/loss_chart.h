// LossChart: what an outage would have cost, by the day it began: the worst of each pixel's days as a line,
// named crashes as bands, the value at risk and the expected shortfall across. Pointer and keyboard read
// single starts. GUI thread only.
#pragma once

#include "ui/widgets/charts/axis.h"

#include <QWidget>

#include <vector>

namespace keyrite::ui {

struct LossPoint
{
    double year = 0; // 2020.19
    double loss = 0;
};

struct LossBand
{
    QString name = {};
    double from = 0; // years
    double to = 0;
};

struct LossLevel
{
    QString name = {}; // "VaR 99 %"
    double loss = 0;
};

struct LossCurve
{
    std::vector<LossPoint> points = {}; // in time order
    std::vector<LossBand> bands = {};
    std::vector<LossLevel> levels = {};
    std::vector<QString> dates = {}; // of the points, as they are read out
    QString amountUnit = {};         // may be empty
};

class LossChart final : public QWidget
{
    Q_OBJECT

public:
    explicit LossChart(QWidget* parent);
    void setCurve(LossCurve curve);

    // The start under the pointer or the keyboard; -1: none. Left and Right step through the worst start of
    // each pixel, Home and End go to the ends, W to the worst of all.
    int current() const { return m_current; }
    void setCurrent(int point);
    QString readout() const; // "12 Mar 2020: a loss of 39.1 M"

    QSize sizeHint() const override;

    // For paper, too.
    static void paint(QPainter& painter, const QRectF& rect, const LossCurve& curve, const Tokens& tokens);

Q_SIGNALS:
    void currentChanged(int point);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    QRectF frame() const;
    std::vector<int> worstOfEachPixel() const;
    void step(int by);

    LossCurve m_curve;
    int m_current = -1;
};

// "39.1 M", "1.25 bn", "940".
QString amountText(double amount);

} // namespace keyrite::ui
