#include "ui/widgets/text_table.h"

#include "ui/tokens.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

namespace keyrite::ui {

TextTable::TextTable(const QString& name, QWidget* parent) : QTableView(parent)
{
    constexpr int kRowPx = 38;
    setAccessibleName(name);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setTextElideMode(Qt::ElideRight);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(px(kRowPx));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void TextTable::setColumns(const std::vector<int>& widths, int stretched)
{
    for (std::size_t column = 0; column < widths.size(); ++column)
        setColumnWidth(static_cast<int>(column), px(widths[column]));
    horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
}

void TextTable::fitColumn(int column, const QString& text)
{
    constexpr int kBesidePx = 24; // the cell's padding in theme.qss, on both sides, and its margin
    setColumnWidth(column, fontMetrics().horizontalAdvance(text) + px(kBesidePx));
}

void TextTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        copySelection();
    else
        QTableView::keyPressEvent(event);
}

void TextTable::copySelection() const
{
    if (!selectionModel())
        return;
    QStringList lines;
    for (const QModelIndex& row : selectionModel()->selectedRows()) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column)
            cells << row.siblingAtColumn(column).data().toString();
        lines << cells.join(u'\t');
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace keyrite::ui
