// TickBox: a check box big enough for a room: 24 px, green with a tick, its text wraps.
#pragma once

#include <QCheckBox>

namespace keyrite::ui {

class TickBox final : public QCheckBox
{
    Q_OBJECT

public:
    TickBox(const QString& text, QWidget* parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool hitButton(const QPoint& position) const override;
};

} // namespace keyrite::ui
