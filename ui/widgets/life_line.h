// LifeLine: what happened to a key so far, on one line: discs with a tick, a word and a date each.
#pragma once

#include <QWidget>

#include <vector>

namespace keyrite::ui {

struct LifeEvent
{
    QString what = {}; // "Generated"
    QString when = {}; // "22 Nov 2026"; empty: not yet
};

class LifeLine final : public QWidget
{
    Q_OBJECT

public:
    LifeLine(std::vector<LifeEvent> events, QWidget* parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<LifeEvent> m_events;
};

} // namespace keyrite::ui
