#include "ui/pages/log_page.h"

#include "ui/error_text.h"
#include "ui/icon.h"
#include "ui/models/log_model.h"
#include "ui/tokens.h"
#include "ui/widgets/entry_detail.h"
#include "ui/widgets/filter_line.h"
#include "ui/widgets/text.h"
#include "ui/widgets/text_table.h"

#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr std::size_t kMostSteps = 50;
const QString kWidestTime = u"28 Nov 2028, 20:08 UTC"_s;
const QString kWidestCeremony = u"KC-2028-0088"_s;

QString numberText(std::uint64_t number)
{
    return QLocale(QLocale::English).toString(static_cast<qulonglong>(number));
}

} // namespace

LogPage::LogPage(QWidget* parent)
    : QWidget(parent), m_count(makeText({}, TextRole::Muted, this)),
      m_backButton(makeButton(tr("Back to the last filter"), ButtonRole::Quiet, this)),
      m_new(makeButton(tr("New since the last review"), ButtonRole::Ordinary, this)),
      m_review(makeButton(tr("Mark reviewed"), ButtonRole::Ordinary, this)),
      m_verify(makeButton(tr("Verify the log"), ButtonRole::Ordinary, this)),
      m_export(makeButton(tr("Print or export"), ButtonRole::Ordinary, this)), m_filter(new FilterLine(this)),
      m_table(new TextTable(tr("Entries of the log"), this)), m_nothing(makeText({}, TextRole::Muted, this)),
      m_detail(new EntryDetail(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(40), px(28), px(40), px(20));
    column->setSpacing(px(8));
    buildHead(column);
    column->addWidget(m_filter);
    m_nothing->hide();
    column->addWidget(m_nothing);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(m_table);
    split->addWidget(m_detail);
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    column->addWidget(split, 1);
    connect(m_filter, &FilterLine::changed, this, &LogPage::apply);
    connect(m_filter, &FilterLine::namesWanted, this, &LogPage::offerNames);
    connect(m_filter, &FilterLine::saveRequested, this, &LogPage::filterSaved);
    connect(m_detail, &EntryDetail::jumpRequested, this, &LogPage::jump);
    offer({});
}

void LogPage::buildHead(QVBoxLayout* column)
{
    auto* head = new QHBoxLayout;
    head->setSpacing(px(8));
    auto* title = new QVBoxLayout;
    title->setSpacing(0);
    title->addWidget(makeText(tr("Log"), TextRole::Title, this));
    head->addLayout(title);
    head->addStretch(1);
    setButtonIcon(m_verify, icon(u"shield-check"_s));
    setButtonIcon(m_export, icon(u"file"_s));
    setButtonIcon(m_review, icon(u"check"_s));
    for (QPushButton* button : {m_new, m_review, m_verify, m_export})
        head->addWidget(button);
    column->addLayout(head);
    auto* line = new QHBoxLayout;
    line->addWidget(m_count, 1);
    line->addWidget(m_backButton);
    column->addLayout(line);
    m_backButton->hide();
    connect(m_backButton, &QPushButton::clicked, this, &LogPage::goBack);
    connect(m_new, &QPushButton::clicked, this, &LogPage::showNew);
    connect(m_verify, &QPushButton::clicked, this, &LogPage::verifyRequested);
    connect(m_export, &QPushButton::clicked, this, &LogPage::exportRequested);
    connect(m_review, &QPushButton::clicked, this, [this] {
        if (logSize() > 0)
            Q_EMIT reviewRequested(std::min(m_view.firstNew, logSize() - 1), logSize() - 1);
    });
}

void LogPage::offer(const LogPageOffers& offers)
{
    m_offers = offers;
    m_verify->setVisible(offers.verify);
    m_export->setVisible(offers.saveAs);
    m_review->setVisible(offers.record);
    setView(m_view);
}

void LogPage::setView(const LogPageView& view)
{
    m_view = view;
    m_filter->setSaved(view.savedFilters, m_offers.record);
    showCount();
}

void LogPage::setStore(log::Store store)
{
    m_table->setModel(nullptr);
    delete m_model;
    delete m_reader;
    m_back.clear();
    m_backButton->hide();
    m_wanted.reset();
    const std::uint64_t size = store.size();
    m_reader = new LogReader(std::move(store), this);
    m_model = new LogModel(*m_reader, size, this);
    m_table->setModel(m_model);
    m_table->setColumns({76, 184, 300, 124, 140}, LogModel::SentenceColumn);
    m_table->fitColumn(LogModel::TimeColumn, kWidestTime);
    m_table->fitColumn(LogModel::CeremonyColumn, kWidestCeremony);
    connect(m_model, &LogModel::searched, this, &LogPage::onSearched);
    connect(m_model, &LogModel::grown, this, &LogPage::showCount);
    connect(m_model, &LogModel::searchFailed, this,
            [this](const Error& error) { m_filter->setProblem(messageOf(error).happened); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LogPage::showSelected);
    m_filter->setText(m_filter->text());
}

void LogPage::refresh()
{
    if (m_model)
        m_model->refresh();
}

void LogPage::filterCeremony(const QString& id)
{
    setFilter(QString::fromStdString(log::filterLine({.ceremony = id.toStdString()})));
}

void LogPage::setFilter(const QString& line)
{
    m_filter->setText(line);
}

log::Filter LogPage::shownFilter() const
{
    return m_model ? m_model->filter() : log::Filter{};
}

int LogPage::shownRows() const
{
    return m_model ? m_model->rowCount() : 0;
}

std::uint64_t LogPage::logSize() const
{
    return m_model ? m_model->logSize() : 0;
}

LogPage::Place LogPage::place() const
{
    const QModelIndex current = m_table->currentIndex();
    return {m_filter->text(),
            current.isValid() ? std::optional(m_model->seqOf(current.row())) : std::nullopt};
}

// The entry that was selected stays so where the new filter shows it.
void LogPage::apply(const log::Filter& filter)
{
    if (!m_model)
        return;
    if (!m_wanted)
        m_wanted = place().seq;
    m_model->setFilter(filter);
}

void LogPage::onSearched()
{
    const int rows = m_model->rowCount();
    int row = m_wanted ? m_model->rowOf(*m_wanted) : -1;
    m_wanted.reset();
    if (row < 0)
        row = rows - 1;
    if (rows > 0) {
        m_table->selectRow(row);
        m_table->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtCenter);
    } else {
        m_detail->clear({});
    }
    showCount();
}

void LogPage::showCount()
{
    const std::uint64_t all = logSize();
    const auto shown = static_cast<std::uint64_t>(shownRows());
    const bool filtered = !shownFilter().isEmpty();
    const std::uint64_t fresh = all - std::min(all, m_view.firstNew);
    QString count = filtered ? tr("%1 of %2 entries").arg(numberText(shown), numberText(all))
                             : tr("%1 entries").arg(numberText(all));
    count += u" · "_s + (m_view.lastReview.isEmpty() ? tr("not reviewed yet") : m_view.lastReview);
    m_count->setText(count);
    m_new->setEnabled(fresh > 0);
    m_new->setText(fresh == 1 ? tr("1 entry is new since the last review")
                              : tr("%1 new since the last review").arg(numberText(fresh)));
    m_new->setVisible(m_view.firstNew > 0);
    m_review->setEnabled(all > 0);
    m_nothing->setText(all == 0 ? tr("The log has no entries yet.")
                                : tr("No entry fits this filter. Take a condition away, or clear the line."));
    m_nothing->setVisible(shown == 0);
}

void LogPage::showSelected()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return m_detail->clear({});
    const std::uint64_t seq = m_model->seqOf(current.row());
    m_reader->ask(
        this, [seq](log::Store& store) { return readEntry(store, seq); },
        [this, seq](const Result<EntryView>& view) {
            if (place().seq != seq)
                return; // another one was selected meanwhile
            if (view)
                m_detail->show(*view);
            else
                m_detail->clear(messageOf(view.error()).happened);
        });
}

void LogPage::jump(const QString& line)
{
    if (m_back.size() == kMostSteps)
        m_back.erase(m_back.begin());
    m_back.push_back(place());
    m_backButton->show();
    setFilter(line);
}

void LogPage::goBack()
{
    if (m_back.empty())
        return;
    const Place last = m_back.back();
    m_back.pop_back();
    m_backButton->setVisible(!m_back.empty());
    m_wanted = last.seq;
    setFilter(last.line);
}

void LogPage::showNew()
{
    jump(QString::fromStdString(log::filterLine({.first = m_view.firstNew})));
}

void LogPage::offerNames(const QString& condition)
{
    if (!m_reader)
        return;
    m_reader->ask(
        this, [type = condition.toStdString()](log::Store& store) { return store.subjects(type); },
        [this, condition](const Result<std::vector<std::string>>& names) {
            QStringList list;
            for (const std::string& name : names ? *names : std::vector<std::string>())
                list << QString::fromStdString(name);
            QStringList families; // of kinds
            for (const QString& name : condition == u"kind"_s ? list : QStringList())
                if (const QString family = name.left(name.indexOf(u'.') + 1); !families.contains(family))
                    families << family;
            m_filter->offerNames(condition, families + list);
        });
}

} // namespace keyrite::ui
