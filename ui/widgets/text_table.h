// TextTable: a table that looks and behaves the same on every page: whole rows, fixed heights (a million rows
// are no burden), Ctrl+C copies what is selected as text. Tables hold nothing secret. GUI thread only.
#pragma once

#include <QTableView>

namespace keyrite::ui {

class TextTable final : public QTableView
{
    Q_OBJECT

public:
    TextTable(const QString& name, QWidget* parent);

    // The column that takes the room that is left; the others keep `widths` (design pixels, in order).
    void setColumns(const std::vector<int>& widths, int stretched);

    // Makes a column just wide enough for a text: for values that all have the same form.
    void fitColumn(int column, const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void copySelection() const;
};

} // namespace keyrite::ui
