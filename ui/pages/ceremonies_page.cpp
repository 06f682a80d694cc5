#include "ui/pages/ceremonies_page.h"

#include "ui/icon.h"
#include "ui/models/rows_model.h"
#include "ui/pages/page_frame.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"
#include "ui/widgets/text_table.h"

#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

CeremoniesPage::CeremoniesPage(QWidget* parent)
    : QWidget(parent), m_cards(new QVBoxLayout),
      m_model(new RowsModel(
          {tr("Number"), tr("What"), tr("Mode"), tr("State"), tr("Begun"), tr("Exceptions")}, this)),
      m_sorted(new QSortFilterProxyModel(this)), m_table(new TextTable(tr("Ceremonies of this room"), this)),
      m_resume(makeButton(tr("Go on with it"), ButtonRole::Ordinary, this)),
      m_log(makeButton(tr("Show its entries in the log"), ButtonRole::Ordinary, this))
{
    constexpr int kTableHeightPx = 280;
    QVBoxLayout* body = layPage(this, tr("Ceremonies"), {});
    body->addLayout(m_cards);
    body->addSpacing(px(8));
    body->addWidget(makeText(tr("Ceremonies of this room"), TextRole::Subheading, this));
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(RowsModel::SortRole);
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(4, Qt::DescendingOrder);
    m_table->setColumns({128, 200, 92, 92, 190, 100}, 1);
    m_table->setMinimumHeight(px(kTableHeightPx));
    body->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(px(12));
    row->addWidget(m_resume);
    row->addWidget(m_log);
    row->addStretch(1);
    body->addLayout(row);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CeremoniesPage::look);
    connect(m_resume, &QPushButton::clicked, this, [this] { Q_EMIT resumeRequested(selectedId()); });
    connect(m_log, &QPushButton::clicked, this, [this] { Q_EMIT logRequested(selectedId()); });
    look();
}

QWidget* CeremoniesPage::procedureCard(const ProcedureCard& procedure)
{
    auto* card = new Card(m_cardsContent);
    auto* row = new QHBoxLayout;
    row->setSpacing(px(20));
    auto* texts = new QVBoxLayout;
    texts->setSpacing(px(4));
    texts->addWidget(makeText(procedure.title, TextRole::Subheading, card));
    texts->addWidget(
        makeText(procedure.refusal.isEmpty() ? procedure.what : procedure.refusal, TextRole::Muted, card));
    auto* start = makeButton(tr("Start"), ButtonRole::Ordinary, card);
    start->setAccessibleName(tr("Start: %1").arg(procedure.title));
    setButtonIcon(start, icon(u"play"_s));
    start->setEnabled(procedure.refusal.isEmpty());
    row->addLayout(texts, 1);
    row->addWidget(start);
    card->body()->setContentsMargins(px(24), px(16), px(24), px(16));
    card->body()->addLayout(row);
    connect(start, &QPushButton::clicked, this, [this, id = procedure.id] { Q_EMIT startRequested(id); });
    return card;
}

void CeremoniesPage::setView(const CeremoniesView& view)
{
    delete m_cardsContent;
    m_cardsContent = new QWidget(this);
    auto* column = new QVBoxLayout(m_cardsContent);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(12));
    for (const ProcedureCard& procedure : view.procedures)
        column->addWidget(procedureCard(procedure));
    m_cards->addWidget(m_cardsContent);
    m_rows = view.ceremonies;
    std::vector<TextRow> rows;
    for (const CeremonyRow& one : m_rows)
        rows.push_back(
            {one.id,
             {one.id, one.title, one.mode, one.status, one.opened, QString::number(one.exceptions)},
             {one.id, one.title, one.mode, one.status, one.openedIso}});
    m_model->setRows(std::move(rows));
    look();
}

QString CeremoniesPage::selectedId() const
{
    const QModelIndexList selected = m_table->selectionModel()->selectedRows();
    return selected.isEmpty() ? QString() : selected.front().data(RowsModel::IdRole).toString();
}

void CeremoniesPage::look()
{
    const QString id = selectedId();
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const CeremonyRow& row) { return row.id == id; });
    m_resume->setEnabled(found != m_rows.end() && found->unfinished);
    m_log->setEnabled(found != m_rows.end());
}

} // namespace keyrite::ui
