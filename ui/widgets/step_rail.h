// StepRail: where the ceremony stands. A list view with one delegate, so that a screen reader reads it row by
// row. It shows; it never moves the ceremony.
#pragma once

#include "ui/widgets/step_rail_model.h"

#include <QListView>
#include <QStyledItemDelegate>

namespace keyrite::ui {

class StepRailDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

class StepRail final : public QListView
{
    Q_OBJECT

public:
    explicit StepRail(QWidget* parent);

    // Shows the acts and brings the current step into view.
    void setActs(std::vector<RailAct> acts);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showCurrent();

    StepRailModel* m_model;
};

} // namespace keyrite::ui
