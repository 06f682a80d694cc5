// LogModel: the log, or what a filter finds in it, as rows, oldest first. Only what is looked at is read:
// pages of 256 rows, of which 64 are kept; they come from the reader's thread, and a row that is on its way
// shows an ellipsis. Rows are only ever added at the end, except by a new filter. GUI thread only.
#pragma once

#include "ui/log_reader.h"

#include <QAbstractTableModel>

#include <list>
#include <map>
#include <set>

namespace keyrite::ui {

class LogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { SeqColumn, TimeColumn, SentenceColumn, CeremonyColumn, ActorColumn, kColumns };

    // `reader` outlives the model; `size` is the number of entries of its log.
    LogModel(LogReader& reader, std::uint64_t size, QObject* parent);

    // Shows what fits `filter`; an empty one shows everything. The rows change when searched() comes; a
    // filter set meanwhile takes the place of this one.
    void setFilter(const log::Filter& filter);
    const log::Filter& filter() const { return m_filter; } // of the rows that are shown

    // Looks whether the writer has come further.
    void refresh();

    std::uint64_t logSize() const { return m_size; }
    std::uint64_t seqOf(int row) const;
    // The row of an entry; -1 where the filter hides it.
    int rowOf(std::uint64_t seq) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void searched();                       // the rows of the last filter are there
    void searchFailed(const Error& error); // the rows stay as they were
    void grown();                          // the log has more entries than before

private:
    using Rows = std::vector<std::optional<log::Entry>>; // nothing where an entry cannot be read

    bool isFiltered() const { return !m_filter.isEmpty(); }
    void show(log::Filter filter, std::vector<std::uint64_t> found);
    void grow(std::uint64_t size, const std::vector<std::uint64_t>& found);
    const Rows* page(int number) const;
    void request(int number) const;
    void keep(int number, Rows rows);
    QVariant text(const log::Entry& entry, int column) const;

    LogReader& m_reader;
    std::uint64_t m_size;
    log::Filter m_filter;
    std::vector<std::uint64_t> m_found; // with a filter: the numbers of its rows
    int m_search = 0;                   // counts filters, so that a late answer is known
    int m_shown = 0;                    // counts what took the place of all rows, likewise for pages
    bool m_looking = false;             // a refresh is under way
    std::map<int, Rows> m_pages;
    std::list<int> m_recent; // page numbers, latest first
    mutable std::set<int> m_requested;
};

} // namespace keyrite::ui
