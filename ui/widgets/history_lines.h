// HistoryLines: entries that a thing's record comes from, a line each, or nothing. GUI thread only.
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace keyrite::ui {

class HistoryLines final : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryLines(QWidget* parent);

    // In place of what was shown; without a title, nothing.
    void setLines(const QString& title, const QStringList& lines);

private:
    QVBoxLayout* m_place;
    QWidget* m_lines = nullptr;
};

} // namespace keyrite::ui
