#include "ui/pages/collection_page.h"

#include "ui/icon.h"
#include "ui/models/rows_model.h"
#include "ui/pages/log_page.h"
#include "ui/tokens.h"
#include "ui/widgets/text_table.h"

#include <QComboBox>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kSteps = 1000;      // a progress bar counts in int; a log may not
constexpr int kNumberDigits = 16; // to sort numbers as texts

QString numberText(quint64 number)
{
    return QLocale(QLocale::English).toString(number);
}

TextRow textsOf(const CollectedRow& row)
{
    const QString number = QString::number(row.entries).rightJustified(kNumberDigits, u'0');
    return {row.id,
            {row.origin, row.opens ? numberText(row.entries) : QString(), row.head, row.taken, row.state},
            {row.origin, number, row.head, row.takenIso, row.state}};
}

} // namespace

CollectionPage::CollectionPage(QWidget* parent)
    : QWidget(parent), m_stack(new QStackedLayout(this)),
      m_rows(
          new RowsModel({tr("Room"), tr("Entries"), tr("Head"), tr("Last bundle taken"), tr("State")}, this)),
      m_sorted(new QSortFilterProxyModel(this)), m_log(new LogPage(nullptr))
{
    m_sorted->setSourceModel(m_rows);
    m_sorted->setSortRole(RowsModel::SortRole);
    m_stack->addWidget(buildRooms());
    m_stack->addWidget(buildLog());
    m_log->offer({.verify = true, .saveAs = true, .record = false});
    setView({});
}

QWidget* CollectionPage::buildRooms()
{
    auto* rooms = new QWidget(this);
    auto* column = new QVBoxLayout(rooms);
    column->setContentsMargins(px(40), px(28), px(40), px(20));
    column->setSpacing(px(10));
    auto* head = new QHBoxLayout;
    head->setSpacing(px(8));
    head->addWidget(makeText(tr("Logs of other rooms"), TextRole::Title, rooms), 1);
    m_stop = makeButton(tr("Stop"), ButtonRole::Ordinary, rooms);
    m_verify = makeButton(tr("Verify every log"), ButtonRole::Ordinary, rooms);
    setButtonIcon(m_verify, icon(u"shield-check"_s));
    head->addWidget(m_stop);
    head->addWidget(m_verify);
    column->addLayout(head);
    m_lead = makeText({}, TextRole::Muted, rooms);
    column->addWidget(m_lead);
    m_stage = makeText({}, TextRole::Small, rooms);
    m_progress = new QProgressBar(rooms);
    m_progress->setTextVisible(false);
    column->addWidget(m_stage);
    column->addWidget(m_progress);
    m_table = new TextTable(tr("Rooms of the collection"), rooms);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::AscendingOrder);
    m_table->setColumns({300, 96, 190, 196, 176}, 0);
    m_table->fitColumn(2, u"d8d8 d8d8 d8d8 d8d8"_s);
    m_table->fitColumn(3, u"28 Nov 2028, 20:08 UTC"_s);
    column->addWidget(m_table, 1);
    column->addWidget(buildDetail(rooms));
    auto* foot = new QHBoxLayout;
    auto* leave = makeButton(tr("Back"), ButtonRole::Quiet, rooms);
    auto* open = makeButton(tr("Open another collection"), ButtonRole::Quiet, rooms);
    foot->addWidget(leave);
    foot->addStretch(1);
    foot->addWidget(open);
    column->addLayout(foot);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &CollectionPage::showSelected);
    connect(m_table, &QAbstractItemView::activated, this, [this] { m_read->click(); });
    connect(m_verify, &QPushButton::clicked, this, &CollectionPage::verifyAllRequested);
    connect(m_stop, &QPushButton::clicked, this, &CollectionPage::stopRequested);
    connect(leave, &QPushButton::clicked, this, &CollectionPage::leaveRequested);
    connect(open, &QPushButton::clicked, this, &CollectionPage::openRequested);
    return rooms;
}

QWidget* CollectionPage::buildDetail(QWidget* parent)
{
    auto* card = new Card(parent);
    auto* row = new QHBoxLayout;
    row->setSpacing(px(20));
    auto* texts = new QVBoxLayout;
    texts->setSpacing(px(4));
    m_title = makeText({}, TextRole::Subheading, card);
    m_facts = makeText({}, TextRole::Small, card);
    m_why = makeText({}, TextRole::Body, card);
    for (QLabel* label : {m_title, m_facts, m_why})
        texts->addWidget(label);
    row->addLayout(texts, 1);
    m_read = makeButton(tr("Read this log"), ButtonRole::Primary, card);
    row->addWidget(m_read, 0, Qt::AlignVCenter);
    card->body()->addLayout(row);
    connect(m_read, &QPushButton::clicked, this, [this] { Q_EMIT roomChosen(selectedId()); });
    return card;
}

QWidget* CollectionPage::buildLog()
{
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(px(40), px(16), px(40), 0);
    bar->setSpacing(px(12));
    auto* all = makeButton(tr("All rooms"), ButtonRole::Ordinary, whole);
    m_combo = new QComboBox(whole);
    m_combo->setAccessibleName(tr("The room whose log is shown"));
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->setMinimumContentsLength(20);
    m_state = makeText({}, TextRole::Strong, whole);
    bar->addWidget(all);
    bar->addWidget(m_combo, 1);
    bar->addWidget(m_state);
    m_state->setWordWrap(false);
    column->addLayout(bar);
    column->addWidget(m_log, 1);
    connect(all, &QPushButton::clicked, this, &CollectionPage::showRooms);
    connect(m_combo, &QComboBox::activated, this,
            [this](int index) { Q_EMIT roomChosen(m_combo->itemData(index).toString()); });
    return whole;
}

void CollectionPage::setView(const CollectionView& view)
{
    const QString selected = selectedId();
    m_view = view;
    std::vector<TextRow> rows;
    rows.reserve(view.rooms.size());
    for (const CollectedRow& row : view.rooms)
        rows.push_back(textsOf(row));
    m_rows->setRows(std::move(rows));
    m_lead->setText(
        view.rooms.empty()
            ? tr("No collection is open.")
            : tr("%1. Everything here is only read: nothing that you do changes these logs.").arg(view.path));
    const bool verifying = !view.verifying.isEmpty();
    m_verify->setEnabled(!verifying && std::ranges::any_of(view.rooms, &CollectedRow::opens));
    m_stop->setVisible(verifying);
    m_progress->setVisible(verifying);
    m_stage->setVisible(verifying);
    m_stage->setText(tr("%1 is being verified …").arg(view.verifying));
    m_progress->setAccessibleName(tr("How far the verification of %1 is").arg(view.verifying));
    select(selected);
    fillCombo();
}

void CollectionPage::showProgress(quint64 done, quint64 of)
{
    m_progress->setRange(0, of == 0 ? 0 : kSteps);
    if (of > 0)
        m_progress->setValue(static_cast<int>(std::min(done, of) * kSteps / of));
}

void CollectionPage::fillCombo()
{
    m_combo->clear();
    for (const CollectedRow& row : m_view.rooms)
        if (row.opens)
            m_combo->addItem(tr("%1 · %2 entries").arg(row.origin, numberText(row.entries)), row.id);
    m_combo->setCurrentIndex(m_combo->findData(m_shown));
    const CollectedRow* shown = rowOf(m_shown);
    m_state->setText(shown != nullptr ? shown->state : QString());
    m_state->setToolTip(shown != nullptr ? shown->why : QString());
    setTone(m_state, shown != nullptr ? shown->tone : Tone::Neutral);
}

void CollectionPage::showLog(const QString& id)
{
    m_shown = id;
    fillCombo();
    m_stack->setCurrentIndex(1);
}

void CollectionPage::showRooms()
{
    m_stack->setCurrentIndex(0);
    if (rowOf(m_shown) != nullptr)
        select(m_shown);
    m_table->setFocus();
}

QString CollectionPage::selectedId() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? current.data(RowsModel::IdRole).toString() : QString();
}

// The first one where `id` is not there.
void CollectionPage::select(const QString& id)
{
    int wanted = 0;
    for (int row = 0; row < m_sorted->rowCount(); ++row)
        if (m_sorted->index(row, 0).data(RowsModel::IdRole).toString() == id)
            wanted = row;
    m_table->selectRow(wanted);
    showSelected();
}

const CollectedRow* CollectionPage::rowOf(const QString& id) const
{
    const auto found = std::ranges::find(m_view.rooms, id, &CollectedRow::id);
    return found == m_view.rooms.end() ? nullptr : &*found;
}

void CollectionPage::showSelected()
{
    const CollectedRow* row = rowOf(selectedId());
    m_read->setEnabled(row != nullptr && row->opens);
    m_title->setText(row == nullptr ? QString() : row->name.isEmpty() ? row->origin : row->name);
    m_facts->setText(row == nullptr || row->newest.isEmpty()
                         ? QString()
                         : tr("%1 · last entry %2").arg(row->origin, row->newest));
    m_facts->setVisible(!m_facts->text().isEmpty());
    m_why->setText(row == nullptr ? QString() : row->why);
    setTone(m_why, row == nullptr ? Tone::Neutral : row->tone);
}

} // namespace keyrite::ui
