// MovementPlot: how drill after drill moved the time within which a quorum is there: one line for announced
// drills, one, dashed and with squares, for unannounced ones. GUI thread only.
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

namespace keyrite::ui {

struct PlotPoint
{
    QString name = {}; // "before any drill", the drill's id
    std::optional<double> hours = {};
};

struct MovementPicture
{
    std::vector<PlotPoint> announced = {};
    std::vector<PlotPoint> unannounced = {};
    std::optional<double> limitHours = {}; // the longest outage that the keys allow

    bool hasPoints() const;
};

class MovementPlot final : public QWidget
{
    Q_OBJECT

public:
    // `sentence`: the same in words, for a screen reader.
    MovementPlot(MovementPicture picture, const QString& sentence, QWidget* parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double highest() const;
    void paintLine(QPainter& painter, const QRectF& area, const std::vector<PlotPoint>& points,
                   bool announced) const;

    MovementPicture m_picture;
};

} // namespace keyrite::ui
