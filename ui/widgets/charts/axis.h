// Axis: from values to places along a line, with round numbers to write beside it. Values; GUI thread only
// where it paints.
#pragma once

#include <QPainter>
#include <QString>

#include <functional>
#include <vector>

namespace keyrite::ui {

struct Tokens;

enum class Scale { Linear, Log };

struct Axis
{
    Scale scale = Scale::Linear;
    double low = 0; // > 0 where the scale is logarithmic
    double high = 1;
    QString title = {};
    std::function<QString(double)> label = {};

    // 0 at `low`, 1 at `high`; values beyond are not cut.
    double place(double value) const;

    // Round values from low to high: 1, 2 or 5 times a power of ten, about `wanted` of them.
    std::vector<double> ticks(int wanted) const;

    // An axis around these values with some air; from 0 where it is linear.
    static Axis around(Scale scale, const std::vector<double>& values);
};

// The frame of a chart: an x axis below, a y axis to the left, grid lines, titles. Answers the area of the
// data.
QRectF paintAxes(QPainter& painter, const QRectF& rect, const Axis& x, const Axis& y, const Tokens& tokens);

// The point of (x, y) within `area`.
QPointF placeAt(const QRectF& area, const Axis& x, const Axis& y, double xValue, double yValue);

} // namespace keyrite::ui
