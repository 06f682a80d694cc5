// RecoveryChart: the probability that the key is back, by hour, against the outage that each position can
// bear. GUI thread only.
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace keyrite::ui {

struct Tokens;

struct RecoveryCurve
{
    std::vector<double> hours; // rising, where the curve steps
    std::vector<double> by;    // F(t) at them
    struct Limit
    {
        QString position = {};
        double hours = 0;
        double by = 0; // F at the limit
    };
    std::vector<Limit> limits;
};

class RecoveryChart final : public QWidget
{
    Q_OBJECT

public:
    explicit RecoveryChart(QWidget* parent);
    void setCurve(RecoveryCurve curve);
    QSize sizeHint() const override;

    // For paper, too.
    static void paint(QPainter& painter, const QRectF& rect, const RecoveryCurve& curve,
                      const Tokens& tokens);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    RecoveryCurve m_curve;
};

} // namespace keyrite::ui
