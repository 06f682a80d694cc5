// ParetoChart: designs by cost and expected annual loss; the probability of a compromise as colour (and in
// words), the time to recover as size. The mouse or the arrow keys go from design to design. GUI thread only.
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace keyrite::ui {

struct Axis;
struct Tokens;

struct ParetoPoint
{
    int id = 0;
    double cost = 0;
    double loss = 0;
    double compromise = 0;
    double hours = 0;      // q95; infinity: never
    QString sign = {};     // a letter beside it: "recommended", "next best"; may be empty
    QString sentence = {}; // all of it in words
};

class ParetoChart final : public QWidget
{
    Q_OBJECT

public:
    explicit ParetoChart(QWidget* parent);

    void setPoints(std::vector<ParetoPoint> points); // by rising cost
    void select(int id);                             // no signal; an unknown id selects nothing

    QSize sizeHint() const override;

    // For paper, too.
    static void paint(QPainter& painter, const QRectF& rect, const std::vector<ParetoPoint>& points,
                      int selected, const Tokens& tokens);

Q_SIGNALS:
    void selected(int id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    int nearest(const QPointF& at) const; // index, -1: none near
    void choose(int index);

    std::vector<ParetoPoint> m_points;
    int m_selected = -1; // index
};

} // namespace keyrite::ui
