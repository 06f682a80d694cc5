// CheckList: things a person looks at and ticks, in reading order.
#pragma once

#include <QWidget>

#include <vector>

namespace keyrite::ui {

class TickBox;

class CheckList final : public QWidget
{
    Q_OBJECT

public:
    // `columns` 1 or 2.
    CheckList(const std::vector<QString>& items, int columns, QWidget* parent);

    int ticked() const;
    int total() const { return static_cast<int>(m_boxes.size()); }
    bool isTicked(int item) const;

Q_SIGNALS:
    void changed(int ticked, int total);
    void itemToggled(int item, bool ticked);

private:
    std::vector<TickBox*> m_boxes;
};

} // namespace keyrite::ui
