#include "ui/widgets/thing_table.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"
#include "ui/widgets/text_table.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include <algorithm>

namespace keyrite::ui {

namespace {

constexpr int kMostRowsShown = 8;  // more scroll
constexpr int kRowsWithFilter = 6; // fewer are looked over faster than they are filtered

QStringList titlesOf(const std::vector<ThingTable::Column>& columns)
{
    QStringList titles;
    for (const ThingTable::Column& column : columns)
        titles << column.title;
    return titles;
}

} // namespace

ThingTable::ThingTable(const QString& title, const std::vector<Column>& columns, int stretched,
                       const QString& empty, QWidget* parent)
    : QWidget(parent), m_model(new RowsModel(titlesOf(columns), this)),
      m_sorted(new QSortFilterProxyModel(this)), m_table(new TextTable(title, this)),
      m_filter(new QLineEdit(this)), m_empty(makeText(empty, TextRole::Muted, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(8));
    auto* head = new QHBoxLayout;
    head->addWidget(makeText(title, TextRole::Subheading, this), 1);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter: %1").arg(title));
    m_filter->setMaximumWidth(px(200));
    m_filter->hide();
    head->addWidget(m_filter);
    column->addLayout(head);
    column->addWidget(m_empty);
    column->addWidget(m_table);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(RowsModel::SortRole);
    m_sorted->setFilterKeyColumn(-1);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::AscendingOrder);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    std::vector<int> widths;
    widths.reserve(columns.size());
    for (const Column& one : columns)
        widths.push_back(one.widthPx);
    m_table->setColumns(widths, stretched);
    m_table->setWordWrap(true); // a long name or sentence takes more lines
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, this, &ThingTable::fitHeight,
            Qt::QueuedConnection);
    connect(m_filter, &QLineEdit::textChanged, m_sorted, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_filter, &QLineEdit::textChanged, this, &ThingTable::fitHeight);
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &ThingTable::fitHeight,
            Qt::QueuedConnection);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ThingTable::selectionChanged);
    fitHeight();
}

void ThingTable::setRows(std::vector<TextRow> rows)
{
    const QString selected = selectedId();
    m_model->setRows(std::move(rows));
    m_filter->setVisible(m_model->rowCount() >= kRowsWithFilter);
    fitHeight();
    if (!selected.isEmpty())
        select(selected);
    Q_EMIT selectionChanged();
}

QString ThingTable::selectedId() const
{
    const QModelIndexList selected = m_table->selectionModel()->selectedRows();
    return selected.isEmpty() ? QString() : selected.front().data(RowsModel::IdRole).toString();
}

void ThingTable::select(const QString& id)
{
    for (int row = 0; row < m_sorted->rowCount(); ++row)
        if (m_sorted->index(row, 0).data(RowsModel::IdRole).toString() == id)
            return m_table->selectRow(row);
}

int ThingTable::rowCount() const
{
    return m_sorted->rowCount();
}

void ThingTable::fitHeight()
{
    const int rows = m_model->rowCount();
    m_empty->setVisible(rows == 0);
    m_table->setVisible(rows > 0);
    const int least = m_table->verticalHeader()->defaultSectionSize();
    const QAbstractItemView& view = *m_table; // whose size hints are public
    int height = m_table->horizontalHeader()->sizeHint().height() + px(4);
    for (int row = 0; row < m_sorted->rowCount(); ++row) {
        const int wanted = std::max(least, view.sizeHintForRow(row));
        if (wanted != m_table->rowHeight(row))
            m_table->setRowHeight(row, wanted);
        height += row < kMostRowsShown ? wanted : 0;
    }
    m_table->setFixedHeight(height);
}

} // namespace keyrite::ui
