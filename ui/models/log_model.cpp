#include "ui/models/log_model.h"

#include "ui/log_sentences.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kPageRows = 256;
constexpr std::size_t kPagesKept = 64;

using Numbers = std::vector<std::uint64_t>;

std::vector<std::optional<log::Entry>> read(const log::Store& store, const Numbers& numbers)
{
    std::vector<std::optional<log::Entry>> rows;
    rows.reserve(numbers.size());
    for (const std::uint64_t seq : numbers) {
        auto entry = store.entry(seq);
        rows.push_back(entry ? std::optional(std::move(*entry)) : std::nullopt);
    }
    return rows;
}

// How far the writer has come, and what of it fits.
struct News
{
    std::uint64_t size;
    Numbers found;
};

Result<News> newsIn(log::Store& store, const log::Filter& filter, std::uint64_t known)
{
    if (auto refreshed = store.refresh(); !refreshed)
        return fail(refreshed.error());
    News news{store.size(), {}};
    if (filter.isEmpty() || news.size <= known)
        return news;
    auto found = store.find(filter, known);
    if (!found)
        return fail(found.error());
    // find() may look further than refresh() did.
    for (const std::uint64_t seq : *found)
        if (seq < news.size)
            news.found.push_back(seq);
    return news;
}

} // namespace

LogModel::LogModel(LogReader& reader, std::uint64_t size, QObject* parent)
    : QAbstractTableModel(parent), m_reader(reader), m_size(size)
{
}

void LogModel::setFilter(const log::Filter& filter)
{
    const int search = ++m_search;
    if (filter.isEmpty()) {
        show({}, {});
        return;
    }
    m_reader.ask(
        this, [filter](log::Store& store) { return store.find(filter); },
        [this, filter, search](Result<Numbers> found) {
            if (search != m_search)
                return;
            if (!found)
                return Q_EMIT searchFailed(found.error());
            show(filter, std::move(*found));
        });
}

void LogModel::show(log::Filter filter, Numbers found)
{
    beginResetModel();
    m_filter = std::move(filter);
    m_found = std::move(found);
    while (!m_found.empty() && m_found.back() >= m_size) // refresh() will find it
        m_found.pop_back();
    m_pages.clear();
    m_recent.clear();
    m_requested.clear();
    ++m_shown;
    endResetModel();
    Q_EMIT searched();
}

void LogModel::refresh()
{
    if (std::exchange(m_looking, true))
        return;
    m_reader.ask(
        this, [filter = m_filter, known = m_size](log::Store& store) { return newsIn(store, filter, known); },
        [this, search = m_search, filter = m_filter](const Result<News>& news) {
            m_looking = false;
            if (!news || news->size <= m_size)
                return;
            if (search != m_search || filter != m_filter)
                return refresh(); // of another filter: look again
            grow(news->size, news->found);
        });
}

void LogModel::grow(std::uint64_t size, const Numbers& found)
{
    const int first = rowCount();
    const int last = isFiltered() ? first + static_cast<int>(found.size()) - 1 : static_cast<int>(size) - 1;
    // The last page may have been read while it was not full yet.
    m_pages.erase(first / kPageRows);
    m_recent.remove(first / kPageRows);
    m_requested.erase(first / kPageRows);
    if (last >= first)
        beginInsertRows({}, first, last);
    m_size = size;
    m_found.insert(m_found.end(), found.begin(), found.end());
    if (last >= first)
        endInsertRows();
    Q_EMIT grown();
}

std::uint64_t LogModel::seqOf(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    return isFiltered() ? m_found[place] : place;
}

int LogModel::rowOf(std::uint64_t seq) const
{
    if (!isFiltered())
        return seq < m_size ? static_cast<int>(seq) : -1;
    const auto found = std::ranges::lower_bound(m_found, seq);
    return found != m_found.end() && *found == seq ? static_cast<int>(found - m_found.begin()) : -1;
}

const LogModel::Rows* LogModel::page(int number) const
{
    const auto found = m_pages.find(number);
    if (found != m_pages.end())
        return &found->second;
    request(number);
    return nullptr;
}

void LogModel::request(int number) const
{
    if (!m_requested.insert(number).second)
        return;
    Numbers numbers;
    const int end = std::min(rowCount(), (number + 1) * kPageRows);
    for (int row = number * kPageRows; row < end; ++row)
        numbers.push_back(seqOf(row));
    auto* self = const_cast<LogModel*>(this);
    m_reader.ask(
        self, [numbers = std::move(numbers)](log::Store& store) { return read(store, numbers); },
        [self, number, shown = m_shown](Rows rows) {
            if (shown == self->m_shown && self->m_requested.erase(number) > 0)
                self->keep(number, std::move(rows));
        });
}

void LogModel::keep(int number, Rows rows)
{
    if (m_recent.size() == kPagesKept) {
        m_pages.erase(m_recent.back());
        m_recent.pop_back();
    }
    m_recent.push_front(number);
    const int first = number * kPageRows;
    const int last = first + static_cast<int>(rows.size()) - 1;
    m_pages[number] = std::move(rows);
    Q_EMIT dataChanged(index(first, 0), index(last, kColumns - 1));
}

int LogModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return static_cast<int>(isFiltered() ? m_found.size() : m_size);
}

int LogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(kColumns);
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == Qt::TextAlignmentRole && index.column() == SeqColumn)
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (index.column() == SeqColumn)
        return QString::number(seqOf(index.row()));
    const Rows* rows = page(index.row() / kPageRows);
    const auto place = static_cast<std::size_t>(index.row() % kPageRows);
    if (rows == nullptr || place >= rows->size())
        return index.column() == SentenceColumn ? u"…"_s : QString();
    const std::optional<log::Entry>& entry = (*rows)[place];
    if (!entry)
        return index.column() == SentenceColumn ? tr("This entry cannot be read. Verify the log.")
                                                : QString();
    return text(*entry, index.column());
}

QVariant LogModel::text(const log::Entry& entry, int column) const
{
    switch (column) {
    case TimeColumn:
        return utcText(entry.time);
    case SentenceColumn:
        return sentenceOf(entry);
    case CeremonyColumn:
        return QString::fromStdString(entry.ceremony);
    case ActorColumn:
        return QString::fromStdString(entry.actor);
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SeqColumn:
        return tr("No.");
    case TimeColumn:
        return tr("Time");
    case SentenceColumn:
        return tr("What happened");
    case CeremonyColumn:
        return tr("Ceremony");
    case ActorColumn:
        return tr("By");
    default:
        return {};
    }
}

} // namespace keyrite::ui
