#include "ui/models/log_model.h"

#include "ui/log_sentences.h"

#include <algorithm>

namespace keyrite::ui {

namespace {

constexpr std::uint64_t kPageRows = 256;
constexpr std::size_t kPagesKept = 64;

} // namespace

LogModel::LogModel(log::Store store, QObject* parent)
    : QAbstractTableModel(parent), m_store(std::move(store)), m_shown(m_store.size())
{
}

bool LogModel::isFiltered() const
{
    return !m_filter.ceremony.empty() || !m_filter.kind.empty() || !m_filter.person.empty();
}

void LogModel::setFilter(const log::Filter& filter)
{
    beginResetModel();
    m_filter = filter;
    m_found.clear();
    m_next = 0;
    endResetModel();
}

void LogModel::refresh()
{
    if (!m_store.refresh() || m_store.size() <= m_shown)
        return;
    // The last page may have been read while it was not full yet.
    m_pages.erase(m_shown / kPageRows);
    m_recent.remove(m_shown / kPageRows);
    if (isFiltered()) {
        m_shown = m_store.size();
        return;
    }
    beginInsertRows({}, static_cast<int>(m_shown), static_cast<int>(m_store.size()) - 1);
    m_shown = m_store.size();
    endInsertRows();
}

std::uint64_t LogModel::seqOf(int row) const
{
    const auto index = static_cast<std::size_t>(row);
    return isFiltered() ? m_found[index] : index;
}

const std::vector<log::Entry>* LogModel::page(std::uint64_t number) const
{
    if (const auto found = m_pages.find(number); found != m_pages.end())
        return &found->second;
    auto entries = m_store.entries({}, number * kPageRows, kPageRows);
    if (!entries)
        return nullptr;
    if (m_recent.size() == kPagesKept) {
        m_pages.erase(m_recent.back());
        m_recent.pop_back();
    }
    m_recent.push_front(number);
    return &(m_pages[number] = std::move(*entries));
}

const log::Entry* LogModel::cached(std::uint64_t seq) const
{
    const std::vector<log::Entry>* entries = page(seq / kPageRows);
    const std::size_t place = seq % kPageRows;
    return entries && place < entries->size() ? &(*entries)[place] : nullptr;
}

Result<log::Entry> LogModel::entryAt(int row) const
{
    return m_store.entry(seqOf(row));
}

Result<std::string> LogModel::bodyAt(int row) const
{
    return m_store.body(seqOf(row));
}

int LogModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return static_cast<int>(isFiltered() ? m_found.size() : m_shown);
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
    const log::Entry* entry = cached(seqOf(index.row()));
    if (!entry)
        return index.column() == SentenceColumn ? tr("This entry cannot be read.") : QString();
    switch (index.column()) {
    case SeqColumn:
        return QString::number(entry->seq);
    case TimeColumn:
        return utcText(entry->time);
    case SentenceColumn:
        return sentenceOf(*entry);
    case CeremonyColumn:
        return QString::fromStdString(entry->ceremony);
    case ActorColumn:
        return QString::fromStdString(entry->actor);
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

bool LogModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && isFiltered() && m_next < m_store.size();
}

void LogModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    const auto entries = m_store.entries(m_filter, m_next, kPageRows);
    if (!entries || entries->empty()) {
        m_next = m_store.size();
        return;
    }
    const int first = static_cast<int>(m_found.size());
    beginInsertRows({}, first, first + static_cast<int>(entries->size()) - 1);
    for (const log::Entry& entry : *entries)
        m_found.push_back(entry.seq);
    m_next = entries->back().seq + 1;
    endInsertRows();
}

} // namespace keyrite::ui
