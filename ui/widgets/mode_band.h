// ModeBand: a band across the top that says PRACTICE (amber) or DRILL (violet); nothing in live.
#pragma once

#include "core/mode.h"

#include <QWidget>

namespace keyrite::ui {

class ModeBand final : public QWidget
{
    Q_OBJECT

public:
    explicit ModeBand(QWidget* parent);
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString word() const;
    QString meaning() const;

    Mode m_mode = Mode::Live;
};

} // namespace keyrite::ui
