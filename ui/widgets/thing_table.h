// ThingTable: a table of things (people, sites, drills) under its title, sorted by any column and filtered by
// what is typed; an empty one says what to do instead. GUI thread only.
#pragma once

#include "ui/models/rows_model.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;

namespace keyrite::ui {

class TextTable;

class ThingTable final : public QWidget
{
    Q_OBJECT

public:
    struct Column
    {
        QString title;
        int widthPx; // at scale 1
    };

    // Column `stretched` takes the room that is left. `empty` is shown in place of no rows.
    ThingTable(const QString& title, const std::vector<Column>& columns, int stretched, const QString& empty,
               QWidget* parent);

    // Keeps the selection where its row is still there.
    void setRows(std::vector<TextRow> rows);

    QString selectedId() const; // empty: none
    void select(const QString& id);
    int rowCount() const; // as filtered

Q_SIGNALS:
    void selectionChanged();

private:
    void fitHeight();

    RowsModel* m_model;
    QSortFilterProxyModel* m_sorted;
    TextTable* m_table;
    QLineEdit* m_filter;
    QLabel* m_empty;
};

} // namespace keyrite::ui
